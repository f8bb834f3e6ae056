package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;

/** T10: no access gets past the fault that sees to storage. */
final class WaitingEntryIsClosed implements Invariant {
    @Override
    public String sentence() {
        return "An entry that waits for tag storage is closed and tagged, in a tagged area.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        m.mms().forEach((mm, space) -> space.ptes().forEach((va, pte) -> {
            if (pte instanceof Pte.Present entry && entry.waits()) {
                boolean area = !space.vmas().has(va) || space.vmas().at(va).mte();
                reach.expect(entry.prot() == Prot.NONE && entry.tagged() && area, mm, va);
            }
        }));
    }
}
