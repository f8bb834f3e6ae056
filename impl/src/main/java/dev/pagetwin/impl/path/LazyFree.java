package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Errno;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;
import org.checkerframework.checker.nullness.qual.Nullable;

/** {@code MADV_FREE}: pages are marked, and reclaim discards those that nobody has written to since. */
public class LazyFree extends KernelPath {
    public LazyFree(Core k) {
        super(k);
    }

    // ---- mark

    /** {@code madvise_free_pte_range}, for one page. */
    public long mark(int mm, @VpnNo int va) {
        Refusal no = k.guards.privateFaultBegins(mm, va);
        no = no == null ? k.guards.notLocked(mm, va, 1) : no;
        if (no != null) {
            return Outcome.rejected(no);
        }
        if (k.mms.leaf(mm, va)) {
            return Outcome.rejected(Refusal.PMD_MAPPED);
        }
        long pte = k.mms.pte(mm, va);
        if (PteCodec.isSwap(pte)) {
            k.arch.zapPte(mm, va, pte);
            k.mms.setPte(mm, va, PteCodec.NONE);
            freeSwapAndCache(k.swap.slot(pte));
        } else if (PteCodec.isPresent(pte) && markable(PteCodec.pfn(pte))) {
            markPage(mm, va, pte, PteCodec.pfn(pte));
        }
        return Outcome.OK;
    }

    /** {@code free_swap_and_cache}: the entry has gone, and the content with it. */
    protected void freeSwapAndCache(@SlotNo int slot) {
        k.zap.freeSwapAndCache(slot);
    }

    private boolean markable(@PfnNo int pfn) {
        boolean cached = k.frames.cached(pfn);
        boolean asks = cached || k.frames.dirty(pfn);
        return !k.frames.large(pfn) && mappedOnce(pfn) && !(asks && k.frames.locked(pfn)) && (!cached || k.release.canFreeSwap(pfn));
    }

    /** Whether nobody else would lose the content. */
    protected boolean mappedOnce(@PfnNo int pfn) {
        return k.frames.mapcount(pfn) == 1;
    }

    private void markPage(int mm, @VpnNo int va, long pte, @PfnNo int pfn) {
        if (k.frames.cached(pfn)) {
            k.release.deleteFromSwapCache(pfn);
        }
        k.frames.setDirty(pfn, false);
        k.frames.setLazyFree(pfn, true);
        k.mms.setPte(mm, va, PteCodec.clean(pte));
    }

    // ---- discard

    /**
     * {@code try_to_unmap_one}, for a page without {@code PG_swapbacked}.
     *
     * @param busy whether somebody holds an extra reference just now
     */
    public long discard(int mm, @VpnNo int va, boolean busy) {
        Refusal no = discards(mm, va);
        if (no == null && k.frames.large(PteCodec.pfn(k.mms.pte(mm, va)))) {
            no = Refusal.LARGE;
        }
        if (no != null) {
            return Outcome.rejected(no);
        }
        long pte = k.mms.pte(mm, va);
        @PfnNo int pfn = PteCodec.pfn(pte);
        k.release.keepDirty(pte, pfn);
        if (held(pfn, busy) || written(pfn)) {
            k.frames.setLazyFree(pfn, false);
            return Outcome.failed(Errno.EBUSY);
        }
        k.mms.setPte(mm, va, PteCodec.NONE);
        k.frames.removeRmap(pfn);
        k.release.put(pfn);
        return Outcome.OK;
    }

    /** Whether an entry of a page that was let go may be dropped. */
    @Nullable Refusal discards(int mm, @VpnNo int va) {
        Refusal no = k.guards.takesEntry(mm, va);
        if (no != null) {
            return no;
        }
        @PfnNo int pfn = PteCodec.pfn(k.mms.pte(mm, va));
        if (k.frames.locked(pfn)) {
            return Refusal.FOLIO_LOCKED;
        }
        boolean marked = k.frames.lazyFree(pfn);
        return marked ? k.guards.notLocked(mm, va, 1) : Refusal.NOT_LAZY_FREE;
    }

    /** Whether somebody refers to the page besides its entries. */
    protected boolean held(@PfnNo int pfn, boolean busy) {
        return busy || k.frames.refcount(pfn) != k.frames.mapcount(pfn);
    }

    /** Whether somebody has written to the page since it was marked; a tag store is a write. */
    protected boolean written(@PfnNo int pfn) {
        return k.frames.dirty(pfn);
    }
}
