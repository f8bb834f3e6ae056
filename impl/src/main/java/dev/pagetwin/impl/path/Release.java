package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.page.FolioLock;
import dev.pagetwin.impl.swap.SwapArea;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;

/** Giving back pages and slots whose last user has gone. */
public class Release extends KernelPath {
    public Release(Core k) {
        super(k);
    }

    // ---- pages

    /** {@code folio_unlock}, and the reference goes that whoever isolated the folio held. */
    public void unlock(@PfnNo int pfn) {
        k.frames.setLock(pfn, FolioLock.NONE);
        put(pfn);
    }

    /** {@code folio_put}: one reference less; the last one frees the page. */
    public void put(@PfnNo int pfn) {
        if (k.frames.putTestZero(pfn)) {
            k.pages.free(pfn);
        }
    }

    /** What was written through an entry is the folio's to write ({@code folio_mark_dirty}). */
    public void keepDirty(long pte, @PfnNo int pfn) {
        if (PteCodec.isDirty(pte)) {
            k.frames.setDirty(pfn, true);
        }
    }

    /** A mapping and its reference go, and with the last mapping a place in the swap cache that nobody can reach. */
    public void unmap(@PfnNo int pfn) {
        k.frames.removeRmap(pfn);
        freeSwapCache(pfn);
        put(pfn);
    }

    /** {@code unpin_user_page}: a pin goes with its reference. */
    public void unpin(int mm, @VpnNo int va) {
        @PfnNo int pfn = k.mms.pin(mm, va);
        k.mms.removePin(mm, va);
        k.frames.addPin(pfn, -1);
        put(pfn);
    }

    // ---- slots

    /** {@code swap_free}: one user less; without users and without {@code SWAP_HAS_CACHE} the slot goes. */
    public void swapFree(@SlotNo int slot) {
        if (k.swap.unduplicate(slot)) {
            freeIfUnused(slot);
        }
    }

    /** {@code put_swap_folio}, {@code swapcache_clear}: the slot is not cached or claimed any more. */
    public void swapcacheClear(@SlotNo int slot) {
        k.swap.clearHasCache(slot);
        freeIfUnused(slot);
    }

    private void freeIfUnused(@SlotNo int slot) {
        if (k.swap.count(slot) == 0 && !k.swap.hasCache(slot)) {
            freeSwapSlot(slot);
        }
    }

    /** {@code free_swap_slot}: to the return cache, or, where that is off or swapoff is running, free at once. */
    protected void freeSwapSlot(@SlotNo int slot) {
        if (k.tuning.slotCache() && !k.swap.any(SwapArea.LEAVING)) {
            k.swap.setReturning(slot);
        } else {
            swapRangeFree(slot);
        }
    }

    /** {@code swap_range_free}: the record is erased, then the slot can be allocated. */
    public void swapRangeFree(@SlotNo int slot) {
        invalidate(slot);
        k.swap.setFree(slot);
    }

    protected void invalidate(@SlotNo int slot) {
        k.arch.swapInvalidatePage(slot);
    }

    // ---- the swap cache

    /** {@code add_to_swap_cache}: the cache holds a reference a page of the folio, each at a slot of its own. */
    public void addToSwapCache(@PfnNo int pfn, @SlotNo int slot) {
        @PfnNo int head = k.frames.head(pfn);
        k.frames.setSlot(pfn, slot);
        for (int i = 0; i < k.frames.pages(pfn); i++) {
            k.frames.get(pfn);
            k.swap.insertCache(Ids.slot(slot + i), Ids.pfn(head + i));
        }
    }

    /** {@code delete_from_swap_cache}: the slots are let go, then the folio. */
    public void deleteFromSwapCache(@PfnNo int pfn) {
        @PfnNo int head = k.frames.head(pfn);
        @SlotNo int slot = k.frames.slot(head);
        int pages = k.frames.pages(pfn);
        k.frames.setSlot(pfn, Ids.NO_SLOT);
        for (int i = 0; i < pages; i++) {
            k.swap.deleteCache(Ids.slot(slot + i), Ids.pfn(head + i));
            freeIfUnused(Ids.slot(slot + i));
        }
        for (int i = 0; i < pages; i++) {
            put(head);
        }
    }

    /** Whether {@link #freeSwap} may be done: cached, unlocked, not being written, and no entry names a slot of it. */
    public boolean canFreeSwap(@PfnNo int pfn) {
        return k.frames.cached(pfn)
                && !k.frames.locked(pfn)
                && !k.frames.writeback(pfn)
                && !swapped(pfn);
    }

    /** {@code folio_swapped}: whether an entry names a slot of a folio in the swap cache. */
    public boolean swapped(@PfnNo int pfn) {
        @SlotNo int slot = k.frames.slot(k.frames.head(pfn));
        for (int i = 0; i < k.frames.pages(pfn); i++) {
            if (hasUsers(Ids.slot(slot + i))) {
                return true;
            }
        }
        return false;
    }

    protected boolean hasUsers(@SlotNo int slot) {
        return k.swap.count(slot) > 0;
    }

    /** {@code folio_free_swap}: the page's content is in memory only from now on, which makes it dirty. */
    public void freeSwap(@PfnNo int pfn) {
        k.frames.setDirty(pfn, true);
        deleteFromSwapCache(pfn);
    }

    /** {@code free_swap_cache}: an unmapped page leaves the swap cache if it can. */
    public void freeSwapCache(@PfnNo int pfn) {
        if (k.frames.folioMapcount(pfn) == 0 && canFreeSwap(pfn)) {
            freeSwap(pfn);
        }
    }
}
