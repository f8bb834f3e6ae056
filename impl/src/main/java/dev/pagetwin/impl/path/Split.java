package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Errno;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.page.FolioLock;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import org.checkerframework.checker.nullness.qual.Nullable;

/** {@code __split_folio_to_order}: a large folio that migration has isolated becomes folios of one page each. */
public class Split extends KernelPath {
    public Split(Core k) {
        super(k);
    }

    /** @param busy whether somebody holds an extra reference just now */
    public long split(@PfnNo int pfn, boolean busy) {
        Refusal no = guard(pfn);
        if (no != null) {
            return Outcome.rejected(no);
        }
        if (held(pfn, busy)) {
            return Outcome.failed(Errno.EAGAIN);
        }
        int pages = k.frames.pages(pfn);
        boolean cached = k.frames.cached(pfn);
        @SlotNo int slot = k.frames.slot(pfn);
        k.frames.split(pfn);
        for (int i = 1; i < pages; i++) {
            splitTail(Ids.pfn(pfn + i), pfn);
            if (cached) {
                setTailSlot(Ids.pfn(pfn + i), slot, i);
            }
        }
        return Outcome.OK;
    }

    private @Nullable Refusal guard(@PfnNo int pfn) {
        if (k.frames.free(pfn)) {
            return Refusal.PAGE_FREE;
        }
        if (k.frames.lock(pfn) != FolioLock.MIGRATION) {
            return Refusal.NOT_ISOLATED;
        }
        if (k.frames.migrationTo(pfn) != Ids.NO_PFN) {
            return Refusal.COPIED;
        }
        if (k.frames.order(pfn) == 0) {
            return Refusal.NOT_LARGE;
        }
        if (k.frames.folioMapcount(pfn) > 0) {
            return Refusal.STILL_MAPPED;
        }
        return k.mms.leafNames(k.frames.head(pfn)) > 0 ? Refusal.PMD_MAPPED : null;
    }

    /** {@code page_ref_freeze}: whether somebody refers to the folio besides the swap cache and the isolation. */
    protected boolean held(@PfnNo int pfn, boolean busy) {
        return busy || k.frames.refcount(pfn) != 1 + (k.frames.cached(pfn) ? k.frames.pages(pfn) : 0);
    }

    /** {@code __split_huge_page_tail}: the flags that a page takes over from the folio; its own tagged flag stays. */
    protected void splitTail(@PfnNo int tail, @PfnNo int head) {
        k.frames.setLock(tail, k.frames.lock(head));
        k.frames.setDirty(tail, k.frames.dirty(head));
        k.frames.setLazyFree(tail, k.frames.lazyFree(head));
    }

    /** Each page of the swap cache has its own slot. */
    protected void setTailSlot(@PfnNo int tail, @SlotNo int slot, int distance) {
        k.frames.setSlot(tail, Ids.slot(slot + distance));
    }
}
