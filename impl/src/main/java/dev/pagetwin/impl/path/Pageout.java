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
 * {@code shrink_folio_list} for a page of the page cache: it leaves the page tables, and {@code shmem_writepage} moves
 * it to the swap cache; from there on it is {@link Reclaim}'s, which finds it locked.
 */
public class Pageout extends KernelPath {
    public Pageout(Core k) {
        super(k);
    }

    private @Nullable Refusal isolated(@PfnNo int pfn) {
        return k.guards.isolated(pfn, FolioLock.PAGEOUT);
    }

    /** {@code isolate_lru_folios}: a page of the page cache, locked and held. */
    public long isolate(@PfnNo int pfn) {
        Refusal no = isolateGuard(pfn);
        if (no != null) {
            return Outcome.rejected(no);
        }
        k.frames.get(pfn);
        k.frames.setLock(pfn, FolioLock.PAGEOUT);
        return Outcome.OK;
    }

    private @Nullable Refusal isolateGuard(@PfnNo int pfn) {
        if (k.frames.free(pfn)) {
            return Refusal.PAGE_FREE;
        }
        if (k.frames.locked(pfn)) {
            return Refusal.FOLIO_LOCKED;
        }
        return k.cache.holds(pfn) ? null : Refusal.NOT_FILE_BACKED;
    }

    /** {@code try_to_unmap_one} of a page that is not anonymous: an entry goes, and no hook is called. */
    public long unmap(int mm, @VpnNo int va) {
        Refusal no = k.guards.takesEntry(mm, va);
        if (no != null) {
            return Outcome.rejected(no);
        }
        long pte = k.mms.pte(mm, va);
        @PfnNo int pfn = PteCodec.pfn(pte);
        no = isolated(pfn);
        no = no == null ? notLocked(mm, va) : no;
        if (no != null) {
            return Outcome.rejected(no);
        }
        keepDirty(pte, pfn);
        k.mms.setPte(mm, va, PteCodec.NONE);
        k.frames.removeRmap(pfn);
        k.release.put(pfn);
        return Outcome.OK;
    }

    protected void keepDirty(long pte, @PfnNo int pfn) {
        k.release.keepDirty(pte, pfn);
    }

    /**
     * {@code shmem_writepage}: the page changes caches, and the file has the slot in its place.
     *
     * @param tagallocFails whether no tag buffer can be had, where the design saves tags at unmap
     */
    public long writepage(@PfnNo int pfn, @SlotNo int slot, boolean tagallocFails) {
        Refusal no = writepageGuard(pfn, slot, tagallocFails);
        if (no != null) {
            return Outcome.rejected(no);
        }
        if (slot == Ids.NO_SLOT) {
            k.release.unlock(pfn);
            return Outcome.failed(Errno.ENOSPC);
        }
        int off = k.cache.offset(pfn);
        k.tagAccess.setBuffersFail(tagallocFails);
        boolean saved = k.arch.shmemWritepage(off, slot, pfn);
        k.tagAccess.setBuffersFail(false);
        if (!saved) {
            k.release.unlock(pfn);
            return Outcome.failed(Errno.ENOMEM);
        }
        addToSwapCache(pfn, slot);
        deleteFromPageCache(pfn, slot);
        k.frames.setLock(pfn, FolioLock.RECLAIM);
        return Outcome.OK;
    }

    /** Whether the area lets its pages go, which one with {@code VM_LOCKED} does not. */
    protected @Nullable Refusal notLocked(int mm, @VpnNo int va) {
        return k.guards.notLocked(mm, va, 1);
    }

    private @Nullable Refusal writepageGuard(@PfnNo int pfn, @SlotNo int slot, boolean tagallocFails) {
        Refusal no = isolated(pfn);
        if (no != null) {
            return no;
        }
        if (k.frames.mapcount(pfn) > 0) {
            return Refusal.STILL_MAPPED;
        }
        no = takesSlot(slot);
        if (no != null) {
            return no;
        }
        boolean saves = slot != Ids.NO_SLOT && k.arch.savesAtUnmap() && k.storage.tagged(pfn);
        return tagallocFails && !saves ? Refusal.CANNOT_FAIL : null;
    }

    protected @Nullable Refusal takesSlot(@SlotNo int slot) {
        return k.guards.takesSlots(slot, 0);
    }

    /** {@code add_to_swap_cache} and {@code swap_shmem_alloc}: the slot's one user is the file. */
    protected void addToSwapCache(@PfnNo int pfn, @SlotNo int slot) {
        k.release.addToSwapCache(pfn, slot);
        k.swap.duplicate(slot);
        k.frames.setDirty(pfn, true);
    }

    /** {@code shmem_delete_from_page_cache}: the slot takes the page's place, and the page cache's reference goes. */
    protected void deleteFromPageCache(@PfnNo int pfn, @SlotNo int slot) {
        k.cache.replaceBySlot(pfn, slot);
        putPageCache(pfn);
    }

    protected void putPageCache(@PfnNo int pfn) {
        k.release.put(pfn);
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
}
