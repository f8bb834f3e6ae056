package dev.pagetwin.spec.monitor;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import java.util.List;

/**
 * Nothing that may sleep is called under a lock that forbids it.
 *
 * <p>A reservation of tag storage may have to move data, and so to wait.
 */
public final class NobodySleepsUnderALock implements Monitor {
    @Override
    public String sentence() {
        return "Nothing that may sleep is called under a lock that forbids it.";
    }

    @Override
    public void judge(Machine before, List<HardwareEvent> events, Reach reach) {
        for (HardwareEvent event : events) {
            if (event instanceof HardwareEvent.MightSleep sleep) {
                reach.expect(!sleep.atomic());
            }
        }
    }
}
