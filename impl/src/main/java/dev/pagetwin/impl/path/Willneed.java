package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.mm.VmaFlags;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;

/** {@code MADV_WILLNEED}: the read-ahead of what a page's swap entry, or the file's, names. */
public class Willneed extends KernelPath {
    public Willneed(Core k) {
        super(k);
    }

    /** {@code swapin_walk_pmd_entry} or {@code shmem_swapin_range}, for one page. */
    public long willneed(int mm, @VpnNo int va, @PfnNo int pfn) {
        Refusal no = k.guards.faultBegins(mm, va);
        if (no != null) {
            return Outcome.rejected(no);
        }
        @SlotNo int slot = slot(mm, va);
        if (slot == Ids.NO_SLOT) {
            return Outcome.rejected(Refusal.NOT_SWAPPED);
        }
        no = k.guards.reads(slot);
        no = no == null ? k.guards.allocates(pfn, false) : no;
        if (no != null) {
            return Outcome.rejected(no);
        }
        read(slot, pfn);
        return Outcome.OK;
    }

    private @SlotNo int slot(int mm, @VpnNo int va) {
        if (VmaFlags.shared(k.mms.vma(mm, va))) {
            return k.cache.slot(k.mms.offset(mm, va));
        }
        long pte = k.mms.pte(mm, va);
        return PteCodec.isSwap(pte) ? k.swap.slot(pte) : Ids.NO_SLOT;
    }

    /** {@code read_swap_cache_async}. */
    protected void read(@SlotNo int slot, @PfnNo int pfn) {
        Readahead.intoCache(k, slot, pfn);
    }
}
