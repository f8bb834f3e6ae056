package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import org.checkerframework.checker.nullness.qual.Nullable;

/** {@code read_swap_cache_async}: a slot's data comes into the swap cache unasked; its tags stay in the store. */
public class Readahead extends KernelPath {
    public Readahead(Core k) {
        super(k);
    }

    public long readahead(@SlotNo int slot, @PfnNo int pfn) {
        Refusal no = unreadable(slot);
        no = no == null ? k.guards.allocates(pfn, false) : no;
        if (no != null) {
            return Outcome.rejected(no);
        }
        intoCache(k, slot, pfn);
        return Outcome.OK;
    }

    /** The slot's data in a new page of the swap cache. */
    static void intoCache(Core k, @SlotNo int slot, @PfnNo int pfn) {
        k.pages.alloc(pfn, false, false);
        k.release.addToSwapCache(pfn, slot);
        k.frames.setData(pfn, k.swap.data(slot));
        k.arch.swapSlotRead(slot);
        k.arch.swapCacheRead(slot, pfn);
        k.release.put(pfn);
    }

    protected @Nullable Refusal unreadable(@SlotNo int slot) {
        return k.guards.reads(slot);
    }
}
