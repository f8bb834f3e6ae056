package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Errno;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.CallKind;
import dev.pagetwin.impl.mm.Prot;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.mm.VmaFlags;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.VpnNo;
import org.checkerframework.checker.nullness.qual.Nullable;

/** {@code do_wp_page}: a write fault on a read-only entry of a writable area. */
public class Cow extends KernelPath {
    public Cow(Core k) {
        super(k);
    }

    protected @Nullable Refusal guard(int mm, @VpnNo int va) {
        Refusal no = k.guards.faultBegins(mm, va);
        if (no != null) {
            return no;
        }
        if (!Prot.writable(VmaFlags.prot(k.mms.vma(mm, va)))) {
            return Refusal.NOT_PERMITTED;
        }
        long pte = k.mms.pte(mm, va);
        if (!PteCodec.isPresent(pte)) {
            return Refusal.NOT_PRESENT;
        }
        if (k.mms.leaf(mm, va)) {
            return Refusal.PMD_MAPPED;
        }
        return PteCodec.prot(pte) == Prot.RO ? null : Refusal.NOT_ACCESSIBLE;
    }

    /**
     * {@code wp_can_reuse_anon_folio}: whether this mapping is the only reference, but for a swap cache that the page
     * can be taken out of. The references of a large folio do not tell.
     */
    protected boolean reusable(@PfnNo int pfn) {
        int cache = k.frames.cached(pfn) ? 1 : 0;
        return k.frames.order(pfn) == 0 && k.frames.refcount(pfn) == 1 + cache && (cache == 0 || k.release.canFreeSwap(pfn));
    }

    /** {@code PageAnonExclusive}: nothing else is asked. */
    protected boolean exclusive(@PfnNo int pfn) {
        return k.frames.anonExclusive(pfn);
    }

    // ---- reuse

    /** {@code wp_page_reuse}: the only owner keeps the page. One that was exclusive stays in the swap cache. */
    public long reuse(int mm, @VpnNo int va) {
        Refusal no = guard(mm, va);
        if (no != null) {
            return Outcome.rejected(no);
        }
        @PfnNo int pfn = PteCodec.pfn(k.mms.pte(mm, va));
        boolean exclusive = exclusive(pfn);
        if (!exclusive && !reusable(pfn)) {
            return Outcome.rejected(Refusal.SHARED);
        }
        if (!exclusive && k.frames.cached(pfn)) {
            k.release.freeSwap(pfn);
        }
        makeExclusive(pfn);
        open(mm, va, k.mms.pte(mm, va));
        return Outcome.OK;
    }

    /** {@code folio_move_anon_rmap}. */
    protected void makeExclusive(@PfnNo int pfn) {
        k.frames.setAnonExclusive(pfn, true);
    }

    /** The entry becomes writable. */
    protected void open(int mm, @VpnNo int va, long pte) {
        k.mms.setAccessFlags(mm, va, PteCodec.present(PteCodec.pfn(pte), Prot.RW, PteCodec.isTagged(pte), true));
    }

    // ---- copy

    /** {@code wp_page_copy}, up to where the page table lock is taken again; the call holds both pages. */
    public long copy(int mm, @VpnNo int va, @PfnNo int to, boolean busy) {
        Refusal no = guard(mm, va);
        if (no != null) {
            return Outcome.rejected(no);
        }
        @PfnNo int from = PteCodec.pfn(k.mms.pte(mm, va));
        if (exclusive(from) || (!busy && reusable(from))) {
            return Outcome.rejected(Refusal.EXCLUSIVE);
        }
        no = k.guards.allocates(to, VmaFlags.mte(k.mms.vma(mm, va)));
        if (no != null) {
            return Outcome.rejected(no);
        }
        if (to == Ids.NO_PFN) {
            return Outcome.failed(Errno.ENOMEM);
        }
        k.frames.get(from);
        k.pages.alloc(to, false, VmaFlags.mte(k.mms.vma(mm, va)));
        copyPage(to, from, VmaFlags.mte(k.mms.vma(mm, va)));
        k.calls.copy(mm, va, from, to, unshares());
        return Outcome.OK;
    }

    /** Whether the copy is wanted to be pinned, and not to be written to ({@code FAULT_FLAG_UNSHARE}). */
    protected boolean unshares() {
        return false;
    }

    /** {@code copy_user_highpage}: the data, then the tags. */
    protected void copyPage(@PfnNo int to, @PfnNo int from, boolean tagged) {
        k.frames.setData(to, k.frames.data(from));
        copyTags(to, from, tagged);
    }

    protected void copyTags(@PfnNo int to, @PfnNo int from, boolean tagged) {
        k.arch.copyUserHighpage(to, from, tagged);
    }

    // ---- map

    /** {@code wp_page_copy}, the rest: the copy is mapped if the entry is still what it was. */
    public long map(int mm) {
        if (!k.mms.alive(mm)) {
            return Outcome.rejected(Refusal.NO_SUCH_MM);
        }
        if (!k.calls.is(mm, CallKind.COPYING)) {
            return Outcome.rejected(Refusal.NO_SUCH_CALL);
        }
        @VpnNo int va = k.calls.va(mm);
        @PfnNo int from = k.calls.from(mm);
        @PfnNo int to = k.calls.page(mm);
        long pte = k.mms.pte(mm, va);
        boolean unchanged = unchanged(pte, from);
        if (unchanged) {
            replace(mm, va, pte, from, to);
        } else {
            k.release.put(to);
        }
        k.release.put(from);
        k.calls.end(mm);
        return unchanged ? Outcome.OK : Outcome.failed(Errno.EAGAIN);
    }

    /** Whether the entry still maps the original read-only, looked at again under the page table lock. */
    protected boolean unchanged(long pte, @PfnNo int from) {
        return PteCodec.isPresent(pte) && PteCodec.pfn(pte) == from && PteCodec.prot(pte) == Prot.RO;
    }

    /** The copy takes the original's place; the call's reference on the copy becomes the mapping's. */
    protected void replace(int mm, @VpnNo int va, long pte, @PfnNo int from, @PfnNo int to) {
        boolean unshare = k.calls.unshare(mm);
        byte vma = k.mms.vma(mm, va);
        int prot = unshare ? Prot.min(VmaFlags.prot(vma), Prot.RO) : Prot.RW;
        k.release.keepDirty(pte, from);
        k.mapping.mapNew(mm, va, PteCodec.present(to, prot, VmaFlags.mte(vma), !unshare));
        k.release.unmap(from);
    }
}
