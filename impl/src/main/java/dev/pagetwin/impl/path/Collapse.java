package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Errno;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.CallKind;
import dev.pagetwin.impl.mm.Prot;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.mm.VmaFlags;
import dev.pagetwin.impl.page.FolioLock;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.VpnNo;
import org.checkerframework.checker.nullness.qual.Nullable;

/** {@code collapse_huge_page}: one large folio takes the place of the pages of an aligned range. */
public class Collapse extends KernelPath {
    public Collapse(Core k) {
        super(k);
    }

    // ---- begin

    /** The pages are locked and out of reach, if nobody else refers to them. */
    public long begin(int mm, @VpnNo int va, int order, @PfnNo int pfn, boolean busy) {
        Refusal no = guard(mm, va, order, pfn);
        if (no != null) {
            return Outcome.rejected(no);
        }
        if (pfn == Ids.NO_PFN) {
            return Outcome.failed(Errno.ENOMEM);
        }
        @VpnNo int last = Ids.vpn(va + (1 << order) - 1);
        for (int at = va; at <= last; at++) {
            @PfnNo int source = source(mm, Ids.vpn(at));
            if (source != Ids.NO_PFN && held(source, busy)) {
                return Outcome.failed(Errno.EBUSY);
            }
        }
        k.pages.alloc(pfn, order, false, false);
        for (int at = va; at <= last; at++) {
            @PfnNo int source = source(mm, Ids.vpn(at));
            if (source != Ids.NO_PFN && !k.frames.locked(source)) {
                k.frames.get(source);
                k.frames.setLock(source, FolioLock.COLLAPSE);
            }
        }
        k.calls.collapse(mm, va, last, pfn, false);
        return Outcome.OK;
    }

    private @Nullable Refusal guard(int mm, @VpnNo int va, int order, @PfnNo int pfn) {
        Refusal no = k.guards.alignedRange(mm, va, order);
        if (no != null) {
            return no;
        }
        if (!Prot.readable(VmaFlags.prot(k.mms.vma(mm, va)))) {
            return Refusal.NOT_PERMITTED;
        }
        boolean any = false;
        boolean locked = false;
        for (int i = 0; i < 1 << order; i++) {
            long pte = k.mms.pte(mm, Ids.vpn(va + i));
            if (PteCodec.isSwap(pte) || PteCodec.isMigration(pte)) {
                return Refusal.NOT_PRESENT;
            }
            any |= PteCodec.isPresent(pte);
            locked |= PteCodec.isPresent(pte) && k.frames.locked(PteCodec.pfn(pte));
        }
        if (k.mms.leaf(mm, va)) {
            return Refusal.PMD_MAPPED;
        }
        if (k.storage.managed() && VmaFlags.mte(k.mms.vma(mm, va))) {
            return Refusal.NOT_TAGGABLE;
        }
        if (!any) {
            return Refusal.NOT_PRESENT;
        }
        return locked ? Refusal.FOLIO_LOCKED : k.guards.allocates(pfn, order, false);
    }

    /** The page at an entry, or {@link Ids#NO_PFN}. */
    private @PfnNo int source(int mm, @VpnNo int va) {
        long pte = k.mms.pte(mm, va);
        return PteCodec.isPresent(pte) ? PteCodec.pfn(pte) : Ids.NO_PFN;
    }

    /** {@code is_refcount_suitable}: whether somebody refers to the page besides mappings and the swap cache. */
    protected boolean held(@PfnNo int pfn, boolean busy) {
        int cache = k.frames.cached(pfn) ? k.frames.pages(pfn) : 0;
        return busy || k.frames.refcount(pfn) > k.pmd.mappings(pfn) + cache;
    }

    private @Nullable Refusal collapsing(int mm) {
        if (!k.mms.alive(mm)) {
            return Refusal.NO_SUCH_MM;
        }
        return k.calls.is(mm, CallKind.COLLAPSING) ? null : Refusal.NO_SUCH_CALL;
    }

    // ---- copy

    /** {@code __collapse_huge_page_copy}: page by page, with tags; a hole is zeroed. */
    public long copy(int mm) {
        Refusal no = collapsing(mm);
        if (no != null) {
            return Outcome.rejected(no);
        }
        if (k.calls.copied(mm)) {
            return Outcome.rejected(Refusal.COPIED);
        }
        @VpnNo int first = k.calls.va(mm);
        @VpnNo int last = k.calls.last(mm);
        @PfnNo int to = k.calls.page(mm);
        for (int at = first; at <= last; at++) {
            @PfnNo int source = source(mm, Ids.vpn(at));
            @PfnNo int target = Ids.pfn(to + at - first);
            if (source == Ids.NO_PFN) {
                clearPage(target);
            } else {
                copyPage(target, source);
            }
        }
        k.calls.collapse(mm, first, last, to, true);
        return Outcome.OK;
    }

    /** {@code copy_mc_user_highpage}: the data, then the tags. */
    protected void copyPage(@PfnNo int to, @PfnNo int from) {
        k.frames.setData(to, k.frames.data(from));
        copyTags(to, from);
    }

    protected void copyTags(@PfnNo int to, @PfnNo int from) {
        k.arch.copyHighpage(to, from);
    }

    /** {@code clear_user_highpage}: the data; the tags are settled when the page is mapped. */
    protected void clearPage(@PfnNo int to) {
        k.frames.setData(to, 0);
        k.arch.prepNewPage(to, true, false);
    }

    // ---- install

    /** {@code __collapse_huge_page_copy_succeeded}, and the new entries. */
    public long install(int mm) {
        Refusal no = collapsing(mm);
        if (no != null) {
            return Outcome.rejected(no);
        }
        if (!k.calls.copied(mm)) {
            return Outcome.rejected(Refusal.NOT_COPIED);
        }
        @VpnNo int first = k.calls.va(mm);
        @VpnNo int last = k.calls.last(mm);
        @PfnNo int to = k.calls.page(mm);
        unlockSources(mm, first, last);
        k.calls.end(mm);
        byte vma = k.mms.vma(mm, first);
        for (int at = first; at <= last; at++) {
            long old = k.mms.pte(mm, Ids.vpn(at));
            if (at > first) {
                k.frames.get(to);
            }
            k.mapping.mapNew(mm, Ids.vpn(at), entry(Ids.pfn(to + at - first), vma));
            if (PteCodec.isPresent(old)) {
                k.release.keepDirty(old, PteCodec.pfn(old));
                unmapSource(PteCodec.pfn(old));
            }
        }
        return Outcome.OK;
    }

    /** The entry of a page of the new folio, as the area wants it. */
    protected long entry(@PfnNo int pfn, byte vma) {
        return PteCodec.present(pfn, VmaFlags.prot(vma), VmaFlags.mte(vma), true);
    }

    /** {@code folio_remove_rmap_pte}, {@code free_swap_cache} and {@code folio_put}. */
    protected void unmapSource(@PfnNo int pfn) {
        k.release.unmap(pfn);
    }

    // ---- abort

    /** {@code __collapse_huge_page_copy_failed}: the old entries are back, the new folio goes. */
    public long abort(int mm) {
        Refusal no = collapsing(mm);
        if (no != null) {
            return Outcome.rejected(no);
        }
        @PfnNo int to = k.calls.page(mm);
        abandonSources(mm, k.calls.va(mm), k.calls.last(mm));
        k.calls.end(mm);
        k.release.put(to);
        return Outcome.OK;
    }

    protected void abandonSources(int mm, @VpnNo int first, @VpnNo int last) {
        unlockSources(mm, first, last);
    }

    private void unlockSources(int mm, @VpnNo int first, @VpnNo int last) {
        for (int at = first; at <= last; at++) {
            @PfnNo int source = source(mm, Ids.vpn(at));
            if (source != Ids.NO_PFN && k.frames.lock(source) == FolioLock.COLLAPSE) {
                k.frames.setLock(source, FolioLock.NONE);
                k.release.put(source);
            }
        }
    }
}
