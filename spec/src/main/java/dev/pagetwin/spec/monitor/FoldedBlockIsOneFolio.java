package dev.pagetwin.spec.monitor;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.monitor.HardwareEvent.BlockLeft;
import java.util.List;

/**
 * The pages of a folded block are of one folio.
 *
 * <p>What the hardware notes for the block is known of the folio alone.
 */
public final class FoldedBlockIsOneFolio implements Monitor {
    @Override
    public String sentence() {
        return "The pages of a folded block are of one folio.";
    }

    @Override
    public void judge(Machine before, List<HardwareEvent> events, Reach reach) {
        for (HardwareEvent event : events) {
            if (event instanceof BlockLeft block && block.contiguous()) {
                reach.expect(block.folios().size() == 1, block.first());
            }
        }
    }
}
