package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Errno;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.page.FolioLock;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * {@code shrink_folio_list}: a page gets a slot, leaves the page tables, goes to the device, and is freed. An isolated
 * page is locked, and isolation holds a reference.
 */
public class Reclaim extends KernelPath {
    public Reclaim(Core k) {
        super(k);
    }

    private @Nullable Refusal isolated(@PfnNo int pfn) {
        return k.guards.isolated(pfn, FolioLock.RECLAIM);
    }

    private void lock(@PfnNo int pfn) {
        k.frames.get(pfn);
        k.frames.setLock(pfn, FolioLock.RECLAIM);
    }

    // ---- isolation

    /** {@code add_to_swap}: a mapped folio is isolated and gets a slot for each page. */
    public long addToSwap(@PfnNo int pfn, @SlotNo int slot) {
        Refusal no = addToSwapGuard(pfn, slot);
        if (no != null) {
            return Outcome.rejected(no);
        }
        if (slot == Ids.NO_SLOT) {
            return Outcome.failed(Errno.ENOSPC);
        }
        lock(pfn);
        k.release.addToSwapCache(pfn, slot);
        k.frames.setDirty(pfn, true);
        return Outcome.OK;
    }

    private @Nullable Refusal addToSwapGuard(@PfnNo int pfn, @SlotNo int slot) {
        if (k.frames.free(pfn)) {
            return Refusal.PAGE_FREE;
        }
        if (k.frames.locked(pfn)) {
            return Refusal.FOLIO_LOCKED;
        }
        if (k.frames.cached(pfn)) {
            return Refusal.CACHED;
        }
        if (k.frames.lazyFree(pfn)) {
            return Refusal.LAZY_FREE;
        }
        if (k.cache.holds(pfn)) {
            return Refusal.FILE_BACKED;
        }
        if (k.frames.folioMapcount(pfn) == 0) {
            return Refusal.NOT_MAPPED;
        }
        if (k.frames.pincount(pfn) > 0) {
            return Refusal.PINNED;
        }
        return takesSlots(slot, k.frames.order(pfn));
    }

    /** {@code folio_alloc_swap}. */
    protected @Nullable Refusal takesSlots(@SlotNo int slot, int order) {
        return k.guards.takesSlots(slot, order);
    }

    /** {@code isolate_lru_folios}: a page that is in the swap cache already. */
    public long isolate(@PfnNo int pfn) {
        Refusal no = k.guards.cachedAndQuiet(pfn);
        if (no != null) {
            return Outcome.rejected(no);
        }
        lock(pfn);
        return Outcome.OK;
    }

    /** {@code putback_lru_folios}: reclaim gives up on the page. */
    public long putback(@PfnNo int pfn) {
        Refusal no = isolated(pfn);
        if (no != null) {
            return Outcome.rejected(no);
        }
        k.release.unlock(pfn);
        return Outcome.OK;
    }

    // ---- unmap

    /**
     * {@code try_to_unmap_one}: an entry becomes a swap entry.
     *
     * @param dupFails whether the swap count cannot be raised
     * @param tagallocFails whether no tag buffer can be had, where the design saves tags here
     */
    public long unmap(int mm, @VpnNo int va, boolean dupFails, boolean tagallocFails) {
        Refusal no = unmapGuard(mm, va, dupFails, tagallocFails);
        if (no != null) {
            return Outcome.rejected(no);
        }
        long pte = k.mms.pte(mm, va);
        @PfnNo int pfn = PteCodec.pfn(pte);
        @SlotNo int slot = k.frames.slot(pfn);
        if (dupFails || !duplicate(slot)) {
            return Outcome.failed(Errno.ENOMEM);
        }
        boolean exclusive = k.frames.anonExclusive(pfn);
        Errno failed = saveAndShare(mm, va, pte, pfn, slot, tagallocFails);
        if (failed != null) {
            return Outcome.failed(failed);
        }
        unmapEntry(mm, va, pte, pfn, k.swap.entry(slot, exclusive));
        return Outcome.OK;
    }

    /**
     * What can still fail once the slot has its new user; a failure undoes what came before it. That the page is not
     * exclusive any more comes last, so that it need not be undone.
     */
    protected @Nullable Errno saveAndShare(
            int mm, @VpnNo int va, long pte, @PfnNo int pfn, @SlotNo int slot, boolean tagallocFails) {
        if (!save(mm, va, pte, pfn, slot, tagallocFails)) {
            giveBack(slot);
            return Errno.ENOMEM;
        }
        if (!tryShare(pfn)) {
            k.arch.remapOne(mm, va, pte, pfn);
            giveBackPinned(slot);
            return Errno.EBUSY;
        }
        return null;
    }

    protected boolean save(
            int mm, @VpnNo int va, long pte, @PfnNo int pfn, @SlotNo int slot, boolean tagallocFails) {
        k.tagAccess.setBuffersFail(tagallocFails);
        boolean saved = k.arch.unmapOne(mm, va, pte, pfn, slot);
        k.tagAccess.setBuffersFail(false);
        return saved;
    }

    /** {@code page_try_share_anon_rmap}. */
    protected boolean tryShare(@PfnNo int pfn) {
        return k.mapping.tryShare(pfn);
    }

    private @Nullable Refusal unmapGuard(int mm, @VpnNo int va, boolean dupFails, boolean tagallocFails) {
        Refusal no = k.guards.takesEntry(mm, va);
        if (no != null) {
            return no;
        }
        long pte = k.mms.pte(mm, va);
        @PfnNo int pfn = PteCodec.pfn(pte);
        no = isolated(pfn);
        no = no == null ? notLocked(mm, va) : no;
        if (no != null) {
            return no;
        }
        boolean saves = k.arch.savesAtUnmap() && k.storage.tagged(pfn) && k.arch.savesEntry(pte, pfn) && !dupFails;
        return tagallocFails && !saves ? Refusal.CANNOT_FAIL : null;
    }

    /** Whether the area lets its pages go, which one with {@code VM_LOCKED} does not. */
    protected @Nullable Refusal notLocked(int mm, @VpnNo int va) {
        return k.guards.notLocked(mm, va, 1);
    }

    protected boolean duplicate(@SlotNo int slot) {
        return k.swap.duplicate(slot);
    }

    /** The count that a failed unmap had raised. */
    protected void giveBack(@SlotNo int slot) {
        k.release.swapFree(slot);
    }

    /** The same when the page has to stay exclusive. */
    protected void giveBackPinned(@SlotNo int slot) {
        k.release.swapFree(slot);
    }

    protected void unmapEntry(int mm, @VpnNo int va, long pte, @PfnNo int pfn, long away) {
        keepDirty(pte, pfn);
        k.mms.setPte(mm, va, away);
        k.frames.removeRmap(pfn);
        k.release.put(pfn);
    }

    protected void keepDirty(long pte, @PfnNo int pfn) {
        k.release.keepDirty(pte, pfn);
    }

    // ---- writeback

    /**
     * {@code swap_writepage}: tags and data leave, or the page leaves the swap cache if nobody is left to swap it in.
     *
     * @param tagallocFails whether no tag buffer can be had, where the design saves tags here
     */
    public long writeback(@PfnNo int pfn, boolean tagallocFails) {
        Refusal no = writebackGuard(pfn, tagallocFails);
        if (no != null) {
            return Outcome.rejected(no);
        }
        return write(pfn, tagallocFails ? 0 : Integer.MAX_VALUE);
    }

    /** The same, where tag buffers can be had only for the pages before this one of the folio. */
    public long writebackFails(@PfnNo int pfn, int at) {
        Refusal no = writebackGuard(pfn, true);
        if (no != null) {
            return Outcome.rejected(no);
        }
        if (at >= k.frames.pages(pfn) || !k.storage.tagged(Ids.pfn(pfn + at))) {
            return Outcome.rejected(Refusal.CANNOT_FAIL);
        }
        int before = 0;
        for (int i = 0; i < at; i++) {
            before += k.storage.tagged(Ids.pfn(pfn + i)) ? 1 : 0;
        }
        return write(pfn, before);
    }

    private long write(@PfnNo int pfn, int buffers) {
        if (unwanted(pfn)) {
            k.frames.setLock(pfn, FolioLock.NONE);
            k.release.freeSwap(pfn);
            k.release.put(pfn);
            return Outcome.OK;
        }
        @SlotNo int slot = k.frames.slot(pfn);
        k.tagAccess.setBuffers(buffers);
        boolean saved = k.arch.prepareToSwapFolio(pfn, slot, k.frames.pages(pfn));
        k.tagAccess.setBuffersFail(false);
        if (!saved) {
            saveFailed(pfn);
            k.release.unlock(pfn);
            return Outcome.failed(Errno.ENOMEM);
        }
        clearDirtyForIo(pfn);
        for (int i = 0; i < k.frames.pages(pfn); i++) {
            k.swap.setData(Ids.slot(slot + i), k.frames.data(Ids.pfn(pfn + i)));
        }
        if (!k.tuning.syncDevice()) {
            k.frames.setWriteback(pfn, true);
            k.release.unlock(pfn);
        }
        return Outcome.OK;
    }

    private @Nullable Refusal writebackGuard(@PfnNo int pfn, boolean tagallocFails) {
        Refusal no = isolated(pfn);
        if (no != null) {
            return no;
        }
        if (k.frames.folioMapcount(pfn) > 0) {
            return Refusal.STILL_MAPPED;
        }
        if (!k.frames.dirty(pfn)) {
            return Refusal.CLEAN;
        }
        boolean saves = !k.arch.savesAtUnmap() && anyTagged(pfn) && !unwanted(pfn);
        return tagallocFails && !saves ? Refusal.CANNOT_FAIL : null;
    }

    private boolean anyTagged(@PfnNo int pfn) {
        for (int i = 0; i < k.frames.pages(pfn); i++) {
            if (k.storage.tagged(Ids.pfn(pfn + i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether no entry names a slot of the folio any more. */
    protected boolean unwanted(@PfnNo int pfn) {
        return k.frames.cached(pfn) && !k.release.swapped(pfn);
    }

    /** The device does not have what memory has, so the folio stays dirty. */
    protected void saveFailed(@PfnNo int pfn) {
        k.frames.setDirty(pfn, true);
    }

    /** {@code folio_clear_dirty_for_io}. */
    protected void clearDirtyForIo(@PfnNo int pfn) {
        k.frames.setDirty(pfn, false);
    }

    /** {@code folio_end_writeback}: the device is done. What was written meanwhile is still dirty. */
    public long endWriteback(@PfnNo int pfn) {
        if (k.frames.free(pfn)) {
            return Outcome.rejected(Refusal.PAGE_FREE);
        }
        if (!k.frames.writeback(pfn)) {
            return Outcome.rejected(Refusal.NOT_UNDER_WRITEBACK);
        }
        written(pfn);
        return Outcome.OK;
    }

    protected void written(@PfnNo int pfn) {
        k.frames.setWriteback(pfn, false);
    }

    // ---- drop

    /**
     * {@code __remove_mapping}: an unmapped clean page is freed.
     *
     * @param busy whether somebody holds an extra reference just now
     */
    public long drop(@PfnNo int pfn, boolean busy) {
        Refusal no = isolated(pfn);
        if (no != null) {
            return Outcome.rejected(no);
        }
        if (k.frames.folioMapcount(pfn) > 0) {
            return Outcome.rejected(Refusal.STILL_MAPPED);
        }
        if (mustBeWritten(pfn)) {
            return Outcome.rejected(Refusal.DIRTY);
        }
        if (held(pfn, busy)) {
            k.release.unlock(pfn);
            return Outcome.failed(Errno.EBUSY);
        }
        removeMapping(pfn);
        return Outcome.OK;
    }

    protected boolean mustBeWritten(@PfnNo int pfn) {
        return k.frames.dirty(pfn);
    }

    /** Whether somebody refers to the page besides the swap cache and the isolation. */
    protected boolean held(@PfnNo int pfn, boolean busy) {
        return busy || !k.frames.cached(pfn) || k.frames.refcount(pfn) != 1 + k.frames.pages(pfn);
    }

    /** The page leaves the swap cache for its slot, which owes its content from now on. */
    protected void removeMapping(@PfnNo int pfn) {
        k.arch.swapCacheDropped(pfn, k.frames.slot(pfn));
        k.release.deleteFromSwapCache(pfn);
        k.release.unlock(pfn);
    }
}
