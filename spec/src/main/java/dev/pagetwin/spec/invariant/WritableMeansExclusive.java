package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;

/** Else fork shares a page that a device writes to, as nothing but the mark holds it back. */
final class WritableMeansExclusive implements Invariant {
    @Override
    public String sentence() {
        return "A private entry that may be written maps a page that is exclusive.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        Entries.present(m, (mm, va, entry, stored) -> {
            if (entry.prot().writable() && !m.file().holds(entry.page())) {
                reach.expect(m.page(entry.page()).exclusive(), mm, va);
            }
        });
    }
}
