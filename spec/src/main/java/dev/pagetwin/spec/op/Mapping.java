package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Page;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.TagState;
import dev.pagetwin.spec.state.Va;
import dev.pagetwin.spec.state.Vma;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Installing a present entry, and what that does to tags. */
final class Mapping {
    private Mapping() {}

    /**
     * {@code set_pte_at}: an entry that exposes tags never meets a page without valid ones, so an untagged page is
     * tagged with zeroes first.
     */
    static Machine set(Machine m, MmId mm, Va va, Pte.Present entry) {
        Page page = m.page(entry.page());
        boolean clear = entry.exposesTags() && !page.tagged();
        Machine out = clear ? m.withPage(entry.page(), page.withTags(m.nothingStored().tags())) : m;
        return out.withPte(mm, va, entry);
    }

    /** The entry that a swap-in of this page of an area installs: never writable, a write fault follows. */
    static Pte.Present swappedIn(Vma vma, Pfn page) {
        return new Pte.Present(page, vma.prot().min(Prot.RO), vma.mte(), false);
    }

    /** {@code set_pte_at} would wait for somebody who is writing the page's first tags. */
    static @Nullable Rejection waitsForTags(Machine m, Pte.Present entry) {
        boolean waits = entry.exposesTags() && m.page(entry.page()).tagState() == TagState.LOCKED;
        return waits ? Rejection.TAGS_LOCKED : null;
    }

    /**
     * {@code arch_swap_restore}, {@code set_pte_at} and {@code swap_free} in the order that keeps the tags: the page
     * has them back before the slot may lose them.
     */
    static Machine restoreAndMap(Machine m, MmId mm, Va va, Pfn page, SlotId slot) {
        Machine out = set(restoreFolio(m, page, slot), mm, va, swappedIn(m.mm(mm).vmas().at(va), page));
        return Release.swapFree(out, slot);
    }

    /** Each page of a folio in the swap cache from its own slot; one that was read past it from the slot given. */
    private static Machine restoreFolio(Machine m, Pfn page, SlotId slot) {
        if (!m.folio(page).cached()) {
            return restore(m, page, slot);
        }
        Machine out = m;
        for (Pfn one : m.pagesOf(page)) {
            out = restore(out, one, Folios.slot(m, one));
        }
        return out;
    }

    /** {@code arch_swap_restore}: a page that has no tags yet gets what the slot owes. */
    static Machine restore(Machine m, Pfn page, SlotId id) {
        Page due = m.slot(id).due();
        boolean back = due.tagged() && !m.page(page).tagged();
        return back ? m.withPage(page, m.page(page).withTags(due.tags())) : m;
    }
}
