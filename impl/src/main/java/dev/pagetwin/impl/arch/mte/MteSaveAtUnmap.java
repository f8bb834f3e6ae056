package dev.pagetwin.impl.arch.mte;

import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;

/** The store of {@link MteSwapTags}, saving where an entry is unmapped, once for each entry; the last save counts. */
public class MteSaveAtUnmap extends MteSwapTags {
    @Override
    public boolean savesAtUnmap() {
        return true;
    }

    @Override
    public boolean prepareToSwap(@PfnNo int pfn, @SlotNo int slot) {
        return true;
    }

    @Override
    public boolean unmapOne(int mm, @VpnNo int va, long oldPte, @PfnNo int pfn, @SlotNo int slot) {
        return !env().tagged(pfn) || save(pfn, slot);
    }
}
