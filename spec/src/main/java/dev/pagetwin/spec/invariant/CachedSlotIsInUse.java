package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.SlotState;

/** Else the slot's next owner finds a page that is not its own. */
final class CachedSlotIsInUse implements Invariant {
    @Override
    public String sentence() {
        return "A page in the swap cache is there for a slot that is in use.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        m.folios().forEach((page, folio) -> {
            SlotId slot = folio.slot();
            if (slot != null) {
                for (int i = 0; i < folio.pages(); i++) {
                    reach.expect(m.slot(slot.plus(i)).state() == SlotState.IN_USE, page, slot);
                }
            }
        });
    }
}
