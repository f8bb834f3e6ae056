package dev.pagetwin.spec.monitor;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.monitor.HardwareEvent.BlockLeft;
import java.util.List;

/**
 * The frames of a folded block follow each other from an aligned one.
 *
 * <p>The hardware reads one frame, and takes the others from the address.
 */
public final class FoldedBlockIsAligned implements Monitor {
    @Override
    public String sentence() {
        return "The frames of a folded block follow each other from an aligned one.";
    }

    @Override
    public void judge(Machine before, List<HardwareEvent> events, Reach reach) {
        for (HardwareEvent event : events) {
            if (event instanceof BlockLeft block && block.contiguous()) {
                reach.expect(aligned(block), block.first());
            }
        }
    }

    private static boolean aligned(BlockLeft block) {
        int size = block.entries().size();
        int start = -1;
        for (int i = 0; i < size; i++) {
            HardwareEvent.Translation one = block.entries().get(i);
            if (one != null) {
                int from = one.page().index() - i;
                if (from % size != 0 || (start >= 0 && from != start)) {
                    return false;
                }
                start = from;
            }
        }
        return true;
    }
}
