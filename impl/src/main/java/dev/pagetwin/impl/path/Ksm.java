package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Errno;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.Prot;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.mm.VmaFlags;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.VpnNo;
import org.checkerframework.checker.nullness.qual.Nullable;

/** {@code try_to_merge_one_page}: pages of equal content become one, or the zero page. */
public class Ksm extends KernelPath {
    public Ksm(Core k) {
        super(k);
    }

    private @Nullable Refusal finds(int mm, @VpnNo int va) {
        Refusal no = k.guards.privateFaultBegins(mm, va);
        if (no != null) {
            return no;
        }
        long pte = k.mms.pte(mm, va);
        if (!PteCodec.isPresent(pte)) {
            return Refusal.NOT_PRESENT;
        }
        return k.frames.large(PteCodec.pfn(pte)) ? Refusal.LARGE : null;
    }

    /** Whether the page may be equal to another: a tagged one never is ({@code memcmp_pages}). */
    protected boolean comparable(@PfnNo int pfn) {
        return !k.storage.tagged(pfn);
    }

    // ---- protect

    /**
     * {@code write_protect_page}: the entry lets no write through, and what was written is the folio's to write.
     *
     * @param busy whether somebody holds an extra reference just now
     */
    public long protect(int mm, @VpnNo int va, boolean busy) {
        Refusal no = finds(mm, va);
        if (no != null) {
            return Outcome.rejected(no);
        }
        long pte = k.mms.pte(mm, va);
        @PfnNo int pfn = PteCodec.pfn(pte);
        if (k.frames.locked(pfn)) {
            return Outcome.rejected(Refusal.FOLIO_LOCKED);
        }
        if (held(pfn, busy)) {
            return Outcome.failed(Errno.EBUSY);
        }
        k.frames.setDirty(pfn, true);
        k.frames.setAnonExclusive(pfn, false);
        k.mms.setPte(mm, va, PteCodec.clean(PteCodec.wrprotect(pte)));
        return Outcome.OK;
    }

    /** Whether somebody refers to the page besides its entries and the swap cache. */
    protected boolean held(@PfnNo int pfn, boolean busy) {
        return busy || k.frames.refcount(pfn) != k.frames.mapcount(pfn) + (k.frames.cached(pfn) ? 1 : 0);
    }

    // ---- merge

    /** {@code replace_page}: the entry maps another page of the same content. */
    public long merge(int mm, @VpnNo int va, @PfnNo int to) {
        Refusal no = mergeGuard(mm, va, to);
        if (no != null) {
            return Outcome.rejected(no);
        }
        long pte = k.mms.pte(mm, va);
        byte vma = k.mms.vma(mm, va);
        getMerged(to);
        k.mapping.map(mm, va, PteCodec.present(
                to, Prot.min(VmaFlags.prot(vma), Prot.RO), VmaFlags.mte(vma), false));
        letGo(pte);
        return Outcome.OK;
    }

    private @Nullable Refusal mergeGuard(int mm, @VpnNo int va, @PfnNo int to) {
        Refusal no = finds(mm, va);
        if (no != null) {
            return no;
        }
        if (k.frames.free(to)) {
            return Refusal.PAGE_FREE;
        }
        @PfnNo int own = PteCodec.pfn(k.mms.pte(mm, va));
        if (own == to) {
            return Refusal.MERGED;
        }
        if (k.frames.mapcount(to) == 0) {
            return Refusal.NOT_MAPPED;
        }
        if (k.cache.holds(to)) {
            return Refusal.FILE_BACKED;
        }
        if (k.frames.large(to)) {
            return Refusal.LARGE;
        }
        if (k.frames.locked(own) || k.frames.locked(to)) {
            return Refusal.FOLIO_LOCKED;
        }
        if (writable(own) || writable(to)) {
            return Refusal.WRITABLE;
        }
        boolean equal = k.frames.data(own) == k.frames.data(to) && comparable(own) && comparable(to);
        return equal ? null : Refusal.DIFFERENT;
    }

    protected boolean writable(@PfnNo int pfn) {
        return k.frames.anonExclusive(pfn) || k.mms.anyWritable(pfn);
    }

    /** One program more wants the page, so that it must not be discarded. */
    protected void getMerged(@PfnNo int pfn) {
        k.frames.get(pfn);
        k.frames.setDirty(pfn, true);
    }

    /** The page that the entry mapped loses the mapping. */
    protected void letGo(long pte) {
        k.release.keepDirty(pte, PteCodec.pfn(pte));
        k.release.unmap(PteCodec.pfn(pte));
    }

    // ---- the zero page

    /** {@code replace_page} with {@code use_zero_pages}. */
    public long mergeZero(int mm, @VpnNo int va) {
        Refusal no = finds(mm, va);
        if (no != null) {
            return Outcome.rejected(no);
        }
        long pte = k.mms.pte(mm, va);
        @PfnNo int pfn = PteCodec.pfn(pte);
        if (k.frames.locked(pfn)) {
            return Outcome.rejected(Refusal.FOLIO_LOCKED);
        }
        if (writable(pfn)) {
            return Outcome.rejected(Refusal.WRITABLE);
        }
        if (!likeZeroPage(pfn)) {
            return Outcome.rejected(Refusal.DIFFERENT);
        }
        byte vma = k.mms.vma(mm, va);
        k.mms.setPte(mm, va, PteCodec.zero(Prot.readable(VmaFlags.prot(vma)), VmaFlags.mte(vma)));
        letGo(pte);
        return Outcome.OK;
    }

    protected boolean likeZeroPage(@PfnNo int pfn) {
        return k.frames.data(pfn) == 0 && comparable(pfn);
    }
}
