package dev.pagetwin.spec.monitor;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * When a block is taken for tags, and when it is given back, the caches hold nothing of its former use.
 *
 * <p>Lines of data and lines of tags of the same memory are not coherent: one that is written back late lands on what
 * the memory is used for by then. The caches are cleaned in the step that changes the use, so nothing is carried from
 * step to step.
 */
public final class CachesAreCleanAtChangeOfUse implements Monitor {
    @Override
    public String sentence() {
        return "When a block is taken for tags, and when it is given back, the caches hold nothing of its former use.";
    }

    @Override
    public void judge(Machine before, List<HardwareEvent> events, Reach reach) {
        Set<HardwareEvent> seen = new HashSet<>();
        for (HardwareEvent event : events) {
            if (event instanceof HardwareEvent.BlockTaken taken) {
                reach.expect(seen.contains(new HardwareEvent.DataInvalidated(taken.block())), taken.block());
            } else if (event instanceof HardwareEvent.StorageFreed freed) {
                reach.expect(seen.contains(new HardwareEvent.TagsInvalidated(freed.page())), freed.page());
            }
            seen.add(event);
        }
    }
}
