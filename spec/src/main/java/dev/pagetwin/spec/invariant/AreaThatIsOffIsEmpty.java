package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.state.SlotState;
import dev.pagetwin.spec.state.SwapArea;

/** What swapoff has not brought back is lost with the device. */
final class AreaThatIsOffIsEmpty implements Invariant {
    @Override
    public String sentence() {
        return "Every slot of a swap area that is off is free.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        m.slots().forEach((id, slot) -> {
            if (m.areaOf(id) == SwapArea.OFF) {
                reach.expect(slot.state() == SlotState.FREE, id);
            }
        });
    }
}
