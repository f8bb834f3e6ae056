package dev.pagetwin.impl.arch.mte;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.arch.mte.store.SlabRecords;
import dev.pagetwin.impl.arch.mte.store.SpilledRecords;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;

/**
 * The store of {@link MteSwapTags} with a limit, above which records go to a file: the swapping of the tags themselves,
 * which the review of the first posting suggests. A restore cannot read a file, so the record is read when the slot is,
 * and stays in memory for as long as the slot has {@code SWAP_HAS_CACHE}. A page that is still in the swap cache since
 * it was saved needs no record: it has the tagged flag.
 */
public class MteSpilled extends MteSwapTags {
    private static final int FEW = 8;

    /** How many slots are read until staged records are looked through. */
    private int readsLeft = FEW;

    /** With room for one record. */
    public MteSpilled() {
        this(1);
    }

    /** @param records how many may be in memory, besides those that are staged */
    public MteSpilled(int records) {
        super(tagBytes -> new SpilledRecords(new SlabRecords(tagBytes), tagBytes, (long) records * tagBytes));
    }

    @Override
    public void swapSlotRead(@SlotNo int slot) {
        if (--readsLeft == 0) {
            readsLeft = FEW + unstage();
        }
        stage(slot);
    }

    @Override
    public void swapRestore(@SlotNo int slot, @PfnNo int pfn) {
        if (!env().tagged(pfn)) {
            super.swapRestore(slot, pfn);
        }
    }

    /** What is staged follows from the slots that have a page. */
    @Override
    public void load(long[] saved) {
        super.load(saved);
        for (int slot = 0; slot < env().geometry().slots(); slot++) {
            if (env().slotHasCache(Ids.slot(slot))) {
                stage(Ids.slot(slot));
            }
        }
    }
}
