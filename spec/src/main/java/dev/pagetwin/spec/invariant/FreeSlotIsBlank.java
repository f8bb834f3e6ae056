package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.state.SlotState;

/** The next owner starts from nothing. */
final class FreeSlotIsBlank implements Invariant {
    @Override
    public String sentence() {
        return "A slot that is not in use owes nothing.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        m.slots().forEach((id, slot) -> {
            if (slot.state() != SlotState.IN_USE) {
                reach.expect(slot.due().equals(m.blank()), id);
            }
        });
    }
}
