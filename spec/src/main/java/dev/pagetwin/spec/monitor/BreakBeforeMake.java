package dev.pagetwin.spec.monitor;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.monitor.HardwareEvent.EntryWritten;
import dev.pagetwin.spec.monitor.HardwareEvent.Flushed;
import java.util.List;

/**
 * An entry gives another page or another size only after what it gave was cleared and flushed.
 *
 * <p>Otherwise an agent holds two translations of one address at once, and may use either or fault for the conflict.
 */
public final class BreakBeforeMake implements Monitor {
    @Override
    public String sentence() {
        return "An entry gives another page or another size only after what it gave was cleared and flushed.";
    }

    @Override
    public void judge(Machine before, List<HardwareEvent> events, Reach reach) {
        List<Tlb> tlbs = Tlb.each(before.bounds());
        for (HardwareEvent event : events) {
            if (event instanceof EntryWritten written) {
                boolean bears = true;
                for (Tlb tlb : tlbs) {
                    bears &= tlb.write(written);
                }
                if (written.now() != null) {
                    reach.expect(bears, written.va());
                }
            } else if (event instanceof Flushed flushed) {
                tlbs.forEach(tlb -> tlb.flush(flushed));
            }
        }
    }
}
