package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Slot;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.SlotState;

/** Giving back pages and swap slots whose last user has gone. */
final class Release {
    private Release() {}

    /** {@code folio_put}: the folio is freed if nothing refers to it. */
    static Machine put(Machine m, Pfn page) {
        return m.references(page) == 0 ? m.withFree(page) : m;
    }

    /**
     * {@code swap_free} and {@code put_swap_folio}: a slot that nothing names, caches or claims is freed, and owes
     * nothing. It waits in the return cache unless that is off or swapoff is running.
     */
    static Machine swapFree(Machine m, SlotId slot) {
        if (m.users(slot) > 0 || m.cachedAt(slot) != null || m.claimed(slot)) {
            return m;
        }
        boolean direct = !m.bounds().profile().slotCache() || m.anyLeaving();
        return m.withSlot(slot, new Slot(direct ? SlotState.FREE : SlotState.RETURNING, m.blank()));
    }

    /** Whether {@code folio_free_swap} succeeds: cached, unlocked, not being written, no user of any slot left. */
    static boolean canFreeSwap(Machine m, Pfn page) {
        Folio folio = m.folio(page);
        SlotId slot = folio.slot();
        return slot != null && !folio.locked() && !folio.writeback() && Folios.users(m, page) == 0;
    }

    /** {@code delete_from_swap_cache} of a folio whose content stays in memory only, which makes it dirty. */
    static Machine uncache(Machine m, Pfn page) {
        Folio folio = m.folio(page);
        SlotId slot = folio.slot();
        if (slot == null) {
            return m;
        }
        Machine out = m.withFolio(page, folio.withSlot(null).withDirty(true));
        for (int i = 0; i < folio.pages(); i++) {
            out = swapFree(out, slot.plus(i));
        }
        return put(out, page);
    }

    /**
     * The page after a mapping has gone: {@code free_swap_cache} leaves nothing in the swap cache that nobody can
     * reach, then the reference is dropped. That the page was exclusive means nothing without a mapping; the kernel
     * leaves the mark until the page is free.
     */
    static Machine unmapped(Machine m, Pfn page) {
        Machine out = m.mappings(page) > 0 ? m : m.withExclusive(page, false);
        boolean unreachable = Folios.mappings(out, page) == 0 && canFreeSwap(out, page);
        return put(unreachable ? uncache(out, page) : out, page);
    }
}
