package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;

/** Else the frame's next owner shares it. */
final class MappedPageIsAllocated implements Invariant {
    @Override
    public String sentence() {
        return "A present entry maps a page that is allocated.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        Entries.present(m, (mm, va, entry, stored) -> reach.expect(!m.free(entry.page()), mm, va));
    }
}
