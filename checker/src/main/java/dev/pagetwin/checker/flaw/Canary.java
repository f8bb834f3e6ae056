package dev.pagetwin.checker.flaw;

import dev.pagetwin.impl.arch.mte.MteSwapTags;

/** The reference's store, but a tag of 13 in granule 2 comes back as zero. */
final class Canary extends MteSwapTags {
    @Override
    protected boolean store(int slot, byte[] record) {
        if (record.length > 1 && (record[1] & 0x0f) == 13) {
            record[1] &= (byte) 0xf0;
        }
        return super.store(slot, record);
    }
}
