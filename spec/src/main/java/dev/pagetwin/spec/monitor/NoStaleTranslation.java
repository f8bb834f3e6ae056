package dev.pagetwin.spec.monitor;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.monitor.HardwareEvent.EntryWritten;
import dev.pagetwin.spec.monitor.HardwareEvent.Flushed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        List<Tlb> tlbs = Tlb.each(before.bounds());
        for (HardwareEvent event : events) {
            if (event instanceof EntryWritten written) {
                tlbs.forEach(tlb -> tlb.write(written));
            } else if (event instanceof Flushed flushed) {
                tlbs.forEach(tlb -> tlb.flush(flushed));
            }
        }
        Map<Tlb.Place, Boolean> fresh = new LinkedHashMap<>();
        tlbs.forEach(tlb -> tlb.judge((place, one) -> fresh.merge(place, one, Boolean::logicalAnd)));
        fresh.forEach((place, all) -> reach.expect(all, place.va()));
    }
}
