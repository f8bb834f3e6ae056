package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Errno;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.CallKind;
import dev.pagetwin.impl.mm.Prot;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.mm.VmaFlags;
import dev.pagetwin.impl.swap.SwapArea;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * {@code mm/shmem.c}: shared areas, faults on them, and the way of their pages from swap back into the page cache. An
 * offset of the file is a bare number.
 */
public class Shmem extends KernelPath {
    public Shmem(Core k) {
        super(k);
    }

    // ---- mmap

    /** {@code mmap_region} and {@code shmem_mmap}: the pages of the area map the file from {@code off} on. */
    public long mmap(int mm, @VpnNo int va, int len, int off, int prot, boolean mte) {
        Refusal no = k.guards.areaBegins(mm, va, len);
        if (no != null) {
            return Outcome.rejected(no);
        }
        if (!k.guards.inFile(off, len)) {
            return Outcome.rejected(Refusal.OUT_OF_RANGE);
        }
        for (int i = 0; i < len; i++) {
            k.mms.setVma(mm, Ids.vpn(va + i), VmaFlags.shared(prot, mte));
            k.mms.setOffset(mm, Ids.vpn(va + i), off + i);
        }
        return Outcome.OK;
    }

    // ---- a hole is filled

    /** {@code shmem_alloc_and_add_folio}: a zeroed page, whose tags are settled where it is mapped. */
    public long add(int off, @PfnNo int pfn) {
        Refusal no = k.cache.hole(off) ? k.guards.allocates(pfn, false) : Refusal.POPULATED;
        if (no != null) {
            return Outcome.rejected(no);
        }
        if (pfn == Ids.NO_PFN) {
            return Outcome.failed(Errno.ENOMEM);
        }
        allocZeroed(pfn);
        k.cache.insert(off, pfn);
        return Outcome.OK;
    }

    protected void allocZeroed(@PfnNo int pfn) {
        k.pages.alloc(pfn, true, false);
    }

    // ---- faults

    private @Nullable Refusal faultBegins(int mm, @VpnNo int va) {
        Refusal no = k.guards.faultBegins(mm, va);
        if (no != null) {
            return no;
        }
        byte vma = k.mms.vma(mm, va);
        if (!VmaFlags.shared(vma)) {
            return Refusal.NOT_FILE_BACKED;
        }
        return Prot.readable(VmaFlags.prot(vma)) ? null : Refusal.NOT_PERMITTED;
    }

    /** {@code shmem_fault} and {@code finish_fault}: a page of the page cache is mapped as the area permits. */
    public long fault(int mm, @VpnNo int va, boolean write) {
        Refusal no = faultGuard(mm, va, write);
        if (no != null) {
            return Outcome.rejected(no);
        }
        @PfnNo int pfn = k.cache.page(k.mms.offset(mm, va));
        k.frames.get(pfn);
        k.mapping.map(mm, va, entry(mm, va, pfn, write));
        return Outcome.OK;
    }

    private @Nullable Refusal faultGuard(int mm, @VpnNo int va, boolean write) {
        Refusal no = faultBegins(mm, va);
        if (no != null) {
            return no;
        }
        if (write && !Prot.writable(VmaFlags.prot(k.mms.vma(mm, va)))) {
            return Refusal.NOT_PERMITTED;
        }
        if (k.mms.pte(mm, va) != PteCodec.NONE) {
            return Refusal.POPULATED;
        }
        @PfnNo int pfn = k.cache.page(k.mms.offset(mm, va));
        if (pfn == Ids.NO_PFN) {
            return Refusal.NOT_RESIDENT;
        }
        if (k.frames.locked(pfn)) {
            return Refusal.FOLIO_LOCKED;
        }
        return k.mapping.waitsForTags(entry(mm, va, pfn, write)) ? Refusal.TAGS_LOCKED : null;
    }

    protected long entry(int mm, @VpnNo int va, @PfnNo int pfn, boolean write) {
        byte vma = k.mms.vma(mm, va);
        return PteCodec.present(pfn, VmaFlags.prot(vma), VmaFlags.mte(vma), write);
    }

    // ---- from swap

    /** {@code shmem_swapin_folio}: the swap cache is looked up; a page found is held. */
    public long lookup(int mm, @VpnNo int va) {
        Refusal no = faultBegins(mm, va);
        if (no != null) {
            return Outcome.rejected(no);
        }
        @SlotNo int slot = k.cache.slot(k.mms.offset(mm, va));
        if (slot == Ids.NO_SLOT) {
            return Outcome.rejected(Refusal.NOT_SWAPPED);
        }
        @PfnNo int found = k.swap.cachedAt(slot);
        if (found != Ids.NO_PFN) {
            k.frames.get(found);
        }
        k.calls.swapIn(mm, va, slot, found, false);
        return Outcome.OK;
    }

    /** {@code shmem_swapin_folio}: the page that the fault holds moves, if file and swap cache are unchanged. */
    public long swapIn(int mm) {
        Refusal no = swapInGuard(mm);
        if (no != null) {
            return Outcome.rejected(no);
        }
        @PfnNo int pfn = k.calls.page(mm);
        @SlotNo int slot = k.calls.slot(mm);
        int off = k.mms.offset(mm, k.calls.va(mm));
        k.calls.end(mm);
        boolean unchanged = unchanged(off, slot, pfn);
        if (unchanged) {
            moveIn(off, slot, pfn);
        }
        k.release.put(pfn);
        return unchanged ? Outcome.OK : Outcome.failed(Errno.EAGAIN);
    }

    private @Nullable Refusal swapInGuard(int mm) {
        if (!k.mms.alive(mm)) {
            return Refusal.NO_SUCH_MM;
        }
        if (!k.calls.is(mm, CallKind.SWAPPING_IN) || k.mms.offset(mm, k.calls.va(mm)) < 0) {
            return Refusal.NO_SUCH_CALL;
        }
        return takes(k.calls.page(mm));
    }

    private @Nullable Refusal takes(@PfnNo int pfn) {
        if (pfn == Ids.NO_PFN) {
            return Refusal.NOT_CACHED;
        }
        if (k.frames.locked(pfn)) {
            return Refusal.FOLIO_LOCKED;
        }
        return k.frames.writeback(pfn) ? Refusal.UNDER_WRITEBACK : null;
    }

    /** {@code shmem_confirm_swap}, and whether the page is still in the swap cache for the slot. */
    protected boolean unchanged(int off, @SlotNo int slot, @PfnNo int pfn) {
        return k.cache.slot(off) == slot && k.frames.slot(pfn) == slot;
    }

    /** Tags back while the slot still has them; then the page changes caches, and the slot is freed. */
    protected void moveIn(int off, @SlotNo int slot, @PfnNo int pfn) {
        restore(off, slot, pfn);
        addToPageCache(off, pfn);
        swapFree(slot);
        k.release.freeSwap(pfn);
    }

    protected void restore(int off, @SlotNo int slot, @PfnNo int pfn) {
        k.arch.swapRestore(slot, pfn);
        k.arch.shmemSwapIn(off, slot, pfn);
    }

    /** {@code shmem_add_to_page_cache}: the page cache holds the page. */
    protected void addToPageCache(int off, @PfnNo int pfn) {
        k.frames.get(pfn);
        k.cache.insert(off, pfn);
    }

    protected void swapFree(@SlotNo int slot) {
        k.release.swapFree(slot);
    }

    // ---- swapoff

    /** {@code shmem_unuse}: swapoff takes a page of the swap cache back to the file. */
    public long unuse(int off) {
        @SlotNo int slot = k.cache.slot(off);
        boolean elsewhere = slot != Ids.NO_SLOT && k.swap.areaOf(slot) != SwapArea.LEAVING;
        if (!k.swap.any(SwapArea.LEAVING) || elsewhere) {
            return Outcome.rejected(Refusal.SWAP_NOT_LEAVING);
        }
        if (slot == Ids.NO_SLOT) {
            return Outcome.rejected(Refusal.NOT_SWAPPED);
        }
        @PfnNo int pfn = k.swap.cachedAt(slot);
        Refusal no = takes(pfn);
        if (no != null) {
            return Outcome.rejected(no);
        }
        if (!unchanged(off, slot, pfn)) {
            return Outcome.failed(Errno.EAGAIN);
        }
        unuseEntry(off, slot, pfn);
        return Outcome.OK;
    }

    protected void unuseEntry(int off, @SlotNo int slot, @PfnNo int pfn) {
        moveIn(off, slot, pfn);
    }
}
