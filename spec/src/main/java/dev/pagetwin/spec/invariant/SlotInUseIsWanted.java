package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.state.SlotState;

/** Else it can never be used again. */
final class SlotInUseIsWanted implements Invariant {
    @Override
    public String sentence() {
        return "A slot in use is named by an entry or the file, cached by a page, or claimed by a read.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        m.slots().forEach((id, slot) -> {
            if (slot.state() == SlotState.IN_USE) {
                reach.expect(m.users(id) > 0 || m.cachedAt(id) != null || m.claimed(id), id);
            }
        });
    }
}
