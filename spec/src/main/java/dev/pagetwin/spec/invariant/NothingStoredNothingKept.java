package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.state.Content;

/** An entry that vanishes takes its content along. */
final class NothingStoredNothingKept implements Invariant {
    @Override
    public String sentence() {
        return "Where an area has no entry, its program has stored nothing.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        m.mms().forEach((id, mm) -> mm.vmas().forEach((va, vma) -> {
            if (!mm.ptes().has(va)) {
                Content stored = mm.ghost().get(va);
                reach.expect(stored == null || stored.isZero(), id, va);
            }
        }));
    }
}
