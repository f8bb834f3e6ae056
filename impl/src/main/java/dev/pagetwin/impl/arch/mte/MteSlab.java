package dev.pagetwin.impl.arch.mte;

import dev.pagetwin.impl.arch.mte.store.SlabRecords;

/** The store of {@link MteSwapTags} in a slab of its own, which the review of the first posting suggests. */
public final class MteSlab extends MteSwapTags {
    public MteSlab() {
        super(SlabRecords::new);
    }
}
