package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.state.Call;

/** T24: blocks that are claimed belong to one fault. */
final class OneFaultClaims implements Invariant {
    @Override
    public String sentence() {
        return "Tag storage is claimed by one fault at a time, for a folio of data that has none.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        m.mms().forEach((mm, space) -> {
            if (space.call() instanceof Call.Reserving call) {
                boolean wants = m.pagesOf(call.page()).stream().allMatch(m::taggable)
                        && m.blocks(call.page()).contains(call.next()) && !m.hasStorage(call.page());
                boolean alone = m.mms().count(other -> other.call() instanceof Call.Reserving) == 1;
                reach.expect(wants && alone, mm);
            }
        });
    }
}
