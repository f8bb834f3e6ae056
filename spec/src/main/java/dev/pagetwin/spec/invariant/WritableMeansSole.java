package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Pte;

/** No page has two owners: one would see the other's stores. */
final class WritableMeansSole implements Invariant {
    @Override
    public String sentence() {
        return "A private page that an entry may write, now or once it is remapped, is mapped by that entry alone.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        Entries.present(m, (mm, va, entry, stored) -> {
            if (entry.prot().writable() && !m.file().holds(entry.page())) {
                reach.expect(mappings(m, entry.page()) == 1, mm, va);
            }
        });
        Entries.migrating(m, (mm, va, entry, stored) -> {
            if (entry.writable() && !m.file().holds(m.broughtBack(entry.page()))) {
                reach.expect(mappings(m, m.broughtBack(entry.page())) == 1, mm, va);
            }
        });
    }

    /** Those there are, and those that migration entries will be. */
    private static int mappings(Machine m, Pfn page) {
        return m.mappings(page)
                + m.entries(pte -> pte instanceof Pte.Migration e && m.broughtBack(e.page()).equals(page));
    }
}
