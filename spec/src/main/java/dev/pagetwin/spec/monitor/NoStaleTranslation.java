package dev.pagetwin.spec.monitor;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.monitor.HardwareEvent.EntryWritten;
import dev.pagetwin.spec.monitor.HardwareEvent.Flushed;
import java.util.List;

/**
 * After a step every translation that an agent can hold is what the entry gives.
 *
 * <p>A flush that the caller owes is part of its step: what it leaves behind could be used from then on.
 */
public final class NoStaleTranslation implements Monitor {
    @Override
    public String sentence() {
        return "After a step every translation that an agent can hold is what the entry gives.";
    }

    @Override
    public void judge(Machine before, List<HardwareEvent> events, Reach reach) {
        Tlb tlb = new Tlb(before.bounds().contPtes());
        for (HardwareEvent event : events) {
            if (event instanceof EntryWritten written) {
                tlb.write(written);
            } else if (event instanceof Flushed flushed) {
                tlb.flush(flushed);
            }
        }
        tlb.judge((place, fresh) -> reach.expect(fresh, place.va()));
    }
}
