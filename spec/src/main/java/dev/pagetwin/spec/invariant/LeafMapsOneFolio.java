package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.state.Mm;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Va;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Else what is done to one page of it, with the entry, is done to pages that have nothing to do with that. */
final class LeafMapsOneFolio implements Invariant {
    @Override
    public String sentence() {
        return "A huge entry names all pages of one folio, in order and in the same way, for one area.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        m.mms().forEach((id, mm) -> mm.leaves().forEach((va, leaf) ->
                reach.expect(isWhole(m, mm.page(va), leaf.order()) && isOne(mm, va, leaf.pages()), id, va)));
    }

    private static boolean isWhole(Machine m, @Nullable Pfn page, int order) {
        return page != null && !m.free(page) && m.head(page).equals(page) && m.folio(page).order() == order;
    }

    private static boolean isOne(Mm mm, Va first, int pages) {
        Pte pte = mm.ptes().at(first);
        for (int i = 1; i < pages; i++) {
            Va va = first.plus(i);
            if (!ahead(pte, i).equals(mm.ptes().get(va))
                    || !Objects.equals(mm.vmas().get(first), mm.vmas().get(va))) {
                return false;
            }
        }
        return true;
    }

    /** The entry, for the page so many pages on. */
    private static Pte ahead(Pte pte, int pages) {
        if (pte instanceof Pte.Present p) {
            return p.withPage(p.page().plus(pages));
        }
        return pte instanceof Pte.Migration e
                ? new Pte.Migration(e.page().plus(pages), e.kind(), e.dirty())
                : pte;
    }
}
