package dev.pagetwin.spec.monitor;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.monitor.HardwareEvent.BlockLeft;
import java.util.List;

/**
 * The entries of a folded block have the same permissions and the same attribute.
 *
 * <p>Whether somebody wrote through them may differ: that is noted in any of them and holds for the folio.
 */
public final class FoldedBlockIsAlike implements Monitor {
    @Override
    public String sentence() {
        return "The entries of a folded block have the same permissions and the same attribute.";
    }

    @Override
    public void judge(Machine before, List<HardwareEvent> events, Reach reach) {
        for (HardwareEvent event : events) {
            if (event instanceof BlockLeft block && block.contiguous()) {
                reach.expect(alike(block), block.first());
            }
        }
    }

    private static boolean alike(BlockLeft block) {
        return block.valid().stream().map(one -> List.of(one.writable(), one.tagged())).distinct().count() == 1;
    }
}
