package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.state.Content;

/** An entry that vanishes takes its content along. */
final class NothingStoredNothingKept implements Invariant {
    @Override
    public String sentence() {
        return "Where a private area has no entry, or the file a hole, nothing is stored.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        m.mms().forEach((id, mm) -> mm.vmas().forEach((va, vma) -> {
            if (!vma.shared() && !mm.ptes().has(va)) {
                Content stored = mm.ghost().get(va);
                reach.expect(stored == null || stored.isZero(), id, va);
            }
        }));
        m.file().ghost().forEach((offset, stored) -> {
            if (!m.file().entries().has(offset)) {
                reach.expect(stored.isZero(), offset);
            }
        });
    }
}
