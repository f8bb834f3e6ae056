package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;

/** Else a write fault copies the page, and the device keeps the one that nobody looks at. */
final class PinnedPageIsExclusive implements Invariant {
    @Override
    public String sentence() {
        return "A pinned page that is mapped is exclusive.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        Entries.present(m, (mm, va, entry, stored) -> {
            if (m.pins(entry.page()) > 0) {
                reach.expect(m.page(entry.page()).exclusive(), mm, va);
            }
        });
    }
}
