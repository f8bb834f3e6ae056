package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;

/** No page has two owners: one would see the other's stores. */
final class WritableMeansSole implements Invariant {
    @Override
    public String sentence() {
        return "A page that an entry may write is mapped by that entry alone.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        Entries.present(m, (mm, va, entry, stored) -> {
            if (entry.prot().writable()) {
                reach.expect(m.mappings(entry.page()) == 1, mm, va);
            }
        });
    }
}
