package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.SlotId;

/** Else a write fault, which asks no further, takes the page from somebody. */
final class ExclusiveMeansSole implements Invariant {
    @Override
    public String sentence() {
        return "A page that is exclusive, or will be when it comes back, is had by one entry alone.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        Entries.present(m, (mm, va, entry, stored) -> {
            if (m.page(entry.page()).exclusive()) {
                reach.expect(owners(m, entry.page()) == 1, mm, va);
            }
        });
        Entries.migrating(m, (mm, va, entry, stored) -> {
            if (entry.exclusive() && !m.file().holds(m.broughtBack(entry.page()))) {
                reach.expect(owners(m, m.broughtBack(entry.page())) == 1, mm, va);
            }
        });
        Entries.swapped(m, (mm, va, entry, stored) -> {
            if (entry.exclusive()) {
                Pfn cached = m.cachedAt(entry.slot());
                reach.expect((cached == null ? m.users(entry.slot()) : owners(m, cached)) == 1, mm, va);
            }
        });
    }

    /** The entries that map the page, or would once it is back. */
    private static int owners(Machine m, Pfn page) {
        SlotId slot = m.slotOf(page);
        return m.mappings(page)
                + m.entries(pte -> pte instanceof Pte.Migration e && m.broughtBack(e.page()).equals(page))
                + (slot == null ? 0 : m.users(slot));
    }
}
