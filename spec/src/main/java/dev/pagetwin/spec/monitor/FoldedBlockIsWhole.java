package dev.pagetwin.spec.monitor;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.monitor.HardwareEvent.BlockLeft;
import java.util.List;

/**
 * Where one entry of a block is contiguous, all of them are.
 *
 * <p>The hardware loads any of them for an access to any page of the block; so where one is gone, or says otherwise,
 * what the access finds is a matter of chance.
 */
public final class FoldedBlockIsWhole implements Monitor {
    @Override
    public String sentence() {
        return "Where one entry of a block is contiguous, all of them are.";
    }

    @Override
    public void judge(Machine before, List<HardwareEvent> events, Reach reach) {
        for (HardwareEvent event : events) {
            if (event instanceof BlockLeft block && block.contiguous()) {
                reach.expect(block.entries().stream().allMatch(one -> one != null && one.contiguous()), block.first());
            }
        }
    }
}
