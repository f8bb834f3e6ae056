package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Folio;
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

/** Installing a present entry and taking it away, and what that does to tags and to who has the page. */
final class Mapping {
    private Mapping() {}

    /**
     * {@code set_pte_at}: an entry that exposes tags never meets a page without valid ones, so an untagged page is
     * tagged with zeroes first. If the page has no place for them, the entry waits for one.
     */
    static Machine set(Machine m, MmId mm, Va va, Pte.Present entry) {
        if (entry.exposesTags() && !m.hasStorage(entry.page())) {
            return Age.beside(m.withPte(mm, va, entry.waiting()), mm, va);
        }
        Page page = m.page(entry.page());
        boolean clear = entry.exposesTags() && !page.tagged();
        Machine out = clear ? m.withPage(entry.page(), page.withTags(m.nothingStored().tags())) : m;
        return Age.beside(out.withPte(mm, va, entry), mm, va);
    }

    /** {@code folio_add_new_anon_rmap}: a page that nobody has had yet is mapped, and so is exclusive. */
    static Machine setNew(Machine m, MmId mm, Va va, Pte.Present entry) {
        return set(m.withExclusive(entry.page(), true), mm, va, entry);
    }

    /**
     * An entry that names a page's content in another way takes the present one's place; what was written through that
     * is the folio's to know, and that the page is exclusive is the new entry's.
     */
    static Machine replace(Machine m, MmId mm, Va va, Pte away) {
        Pte.Present entry = m.mm(mm).presentAt(va);
        Folio folio = m.folio(entry.page());
        return m.withFolio(entry.page(), folio.withDirty(folio.dirty() || entry.dirty()))
                .withExclusive(entry.page(), false)
                .withPte(mm, va, away);
    }

    /** Whether the page has to stay exclusive: who has pinned it ({@code page_maybe_dma_pinned}) relies on that. */
    static boolean staysExclusive(Machine m, Pfn page) {
        return m.page(page).exclusive() && Folios.pins(m, page) > 0;
    }

    /** The entry that a swap-in of this page of an area installs: never writable, a write fault follows. */
    static Pte.Present swappedIn(Vma vma, Pfn page) {
        return new Pte.Present(page, vma.prot().min(Prot.RO), vma.mte(), false);
    }

    /** The entry that brings this page of an area back from migration: writable only if the one before was. */
    static Pte.Present remapped(Vma vma, Pfn page, Pte.Migration entry) {
        return new Pte.Present(page, vma.entryProt(entry.writable() ? Prot.RW : Prot.RO), vma.mte(), entry.dirty());
    }

    /** {@code set_pte_at} would wait for somebody who is writing the page's first tags. */
    static @Nullable Rejection waitsForTags(Machine m, Pte.Present entry) {
        boolean waits = entry.exposesTags() && m.page(entry.page()).tagState() == TagState.LOCKED;
        return waits ? Rejection.TAGS_LOCKED : null;
    }

    /**
     * {@code arch_swap_restore}, {@code set_pte_at} and {@code swap_free} in the order that keeps the tags: the page
     * has them back before the slot may lose them.
     *
     * @param exclusive whether the page is this entry's alone: the swap entry says so, or nobody else can find the page
     */
    static Machine restoreAndMap(Machine m, MmId mm, Va va, Pfn page, SlotId slot, boolean exclusive) {
        Machine back = restoreFolio(m, page, slot);
        back = exclusive ? back.withExclusive(page, true) : back;
        return Release.swapFree(set(back, mm, va, swappedIn(m.mm(mm).vmas().at(va), page)), slot);
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
