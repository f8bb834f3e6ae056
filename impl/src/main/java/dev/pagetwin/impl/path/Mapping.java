package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.mm.Prot;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.mm.VmaFlags;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;

/** Installing a present entry. */
public class Mapping extends KernelPath {
    public Mapping(Core k) {
        super(k);
    }

    /** {@code set_pte_at}: the architecture settles the page's tags, then the entry is there for all to see. */
    public void setPte(int mm, @VpnNo int va, long pte) {
        long entry = closed(pte);
        syncTags(mm, va, entry);
        k.mms.setPte(mm, va, entry);
    }

    /** The entry, waiting if the page has no room for tags that it would expose. */
    public long closed(long pte) {
        boolean exposes = PteCodec.exposesTags(pte) && !k.storage.hasStorage(PteCodec.pfn(pte));
        return exposes ? waiting(pte) : pte;
    }

    /** {@code PAGE_FAULT_ON_ACCESS}. */
    protected long waiting(long pte) {
        return PteCodec.waiting(pte);
    }

    protected void syncTags(int mm, @VpnNo int va, long pte) {
        k.arch.setPte(mm, va, pte);
    }

    /** Maps a page where none was; the caller's reference on the page becomes the mapping's. */
    public void map(int mm, @VpnNo int va, long pte) {
        k.frames.addRmap(PteCodec.pfn(pte));
        setPte(mm, va, pte);
    }

    /** The same for a page that nobody has had yet, and that is exclusive ({@code folio_add_new_anon_rmap}). */
    public void mapNew(int mm, @VpnNo int va, long pte) {
        k.frames.setAnonExclusive(PteCodec.pfn(pte), true);
        map(mm, va, pte);
    }

    /** The same for all pages of a new folio ({@code set_ptes}). */
    public void mapNew(int mm, @VpnNo int va, long pte, int pages) {
        for (int i = 0; i < pages; i++) {
            k.frames.setAnonExclusive(Ids.pfn(PteCodec.pfn(pte) + i), true);
        }
        mapAll(mm, va, pte, pages);
    }

    /** Maps pages that follow each other where none was, each with a reference of the caller's. */
    public void mapAll(int mm, @VpnNo int va, long pte, int pages) {
        long first = closed(pte);
        for (int i = 0; i < pages; i++) {
            long one = PteCodec.advance(first, i);
            k.frames.addRmap(PteCodec.pfn(one));
            syncTags(mm, Ids.vpn(va + i), one);
        }
        k.mms.setPtes(mm, va, first, pages);
    }

    /** A page that is about to be mapped again was exclusive, or not ({@code RMAP_EXCLUSIVE}). */
    public void comesBack(@PfnNo int pfn, boolean exclusive) {
        if (exclusive) {
            k.frames.setAnonExclusive(pfn, true);
        }
    }

    /**
     * {@code page_try_share_anon_rmap} and, for fork, {@code page_try_dup_anon_rmap}: the page is not exclusive any
     * more; false if it has to stay so, as it is pinned.
     */
    public boolean tryShare(@PfnNo int pfn) {
        if (staysExclusive(pfn)) {
            return false;
        }
        k.frames.setAnonExclusive(pfn, false);
        return true;
    }

    /** Whether {@link #tryShare} would fail. */
    public boolean staysExclusive(@PfnNo int pfn) {
        return k.frames.anonExclusive(pfn) && maybePinned(pfn);
    }

    /** {@code page_maybe_dma_pinned}. */
    protected boolean maybePinned(@PfnNo int pfn) {
        return k.frames.pincount(pfn) > 0;
    }

    /** The entry that a swap-in installs: as the area wants it, but not writable, since a write fault follows. */
    public long swappedIn(int mm, @VpnNo int va, @PfnNo int pfn) {
        byte vma = k.mms.vma(mm, va);
        return PteCodec.present(pfn, Prot.min(VmaFlags.prot(vma), Prot.RO), VmaFlags.mte(vma), false);
    }

    /** {@code arch_swap_restore} for the folio of a page: each of its pages from a slot of its own. */
    public void swapRestore(@SlotNo int slot, @PfnNo int pfn) {
        @PfnNo int head = k.frames.head(pfn);
        k.storage.setAtomic(true);
        k.arch.swapRestoreFolio(firstSlot(slot, pfn - head), head, k.frames.pages(pfn));
        k.storage.setAtomic(false);
    }

    /** {@code folio_swap}: the slot of the folio's first page, of one of a page that stands so far behind it. */
    protected @SlotNo int firstSlot(@SlotNo int slot, int distance) {
        return Ids.slot(slot - distance);
    }

    /** Whether {@code set_pte_at} would wait for somebody who is writing the page's first tags. */
    public boolean waitsForTags(long pte) {
        return PteCodec.exposesTags(pte) && k.frames.tagsLocked(PteCodec.pfn(pte));
    }
}
