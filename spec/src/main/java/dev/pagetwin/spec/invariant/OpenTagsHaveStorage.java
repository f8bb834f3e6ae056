package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.state.Pte;

/** T3 and T10: what the hardware reads and writes as tags is tags. */
final class OpenTagsHaveStorage implements Invariant {
    @Override
    public String sentence() {
        return "A page that some entry shows with its tags has storage for them.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        m.mms().forEach((mm, space) -> space.ptes().forEach((va, pte) -> {
            if (m.managed() && pte instanceof Pte.Present entry && entry.exposesTags()) {
                reach.expect(m.hasStorage(entry.page()), mm, va);
            }
        }));
    }
}
