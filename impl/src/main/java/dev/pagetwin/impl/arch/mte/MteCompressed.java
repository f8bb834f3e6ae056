package dev.pagetwin.impl.arch.mte;

import dev.pagetwin.impl.arch.mte.store.CompressedRecords;

/** The store of {@link MteSwapTags} with compressed records, which the review of the first posting suggests. */
public final class MteCompressed extends MteSwapTags {
    public MteCompressed() {
        super(CompressedRecords::new);
    }
}
