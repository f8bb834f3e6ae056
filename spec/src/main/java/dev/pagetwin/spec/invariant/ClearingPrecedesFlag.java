package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.state.Call;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.TagState;

/** A reader without locks takes the flag for valid tags. */
final class ClearingPrecedesFlag implements Invariant {
    @Override
    public String sentence() {
        return "A page whose first tags are being written is locked, and gets the tagged flag afterwards.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        m.mms().forEach((id, mm) -> {
            if (mm.call() instanceof Call.Protecting p
                    && p.clearing()
                    && mm.ptes().get(p.next()) instanceof Pte.Present e) {
                reach.expect(m.page(e.page()).tagState() == TagState.LOCKED, id, p.next());
            }
        });
    }
}
