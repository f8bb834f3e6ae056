package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.state.Folio;

/** What reclaim drops without a trace must be what the program has let go. */
final class DiscardableMayVanish implements Invariant {
    @Override
    public String sentence() {
        return "Where reclaim may discard a page, the program has let its content go, or has stored nothing.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        Entries.present(m, (mm, va, entry, stored) -> {
            Folio folio = m.folios().get(entry.page());
            boolean clean = folio != null && folio.lazyFree() && !folio.dirty() && !entry.dirty();
            if (clean && m.references(entry.page()) == m.mappings(entry.page())) {
                reach.expect(stored.mayVanish() || stored.isZero(), mm, va);
            }
        });
    }
}
