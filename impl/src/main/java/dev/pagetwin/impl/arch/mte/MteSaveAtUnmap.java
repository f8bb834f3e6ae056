package dev.pagetwin.impl.arch.mte;

import dev.pagetwin.impl.arch.mte.store.MapRecords;
import dev.pagetwin.impl.arch.mte.store.TagRecords;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;
import java.util.function.IntFunction;

/** The store of {@link MteSwapTags}, saving where an entry is unmapped, once for each entry; the last save counts. */
public class MteSaveAtUnmap extends MteSwapTags {
    private final boolean scrub;

    /** On arm64. */
    public MteSaveAtUnmap() {
        this(false);
    }

    /** @param scrub whether every zeroed page is given zero tags, and not only one of a tagged area */
    public MteSaveAtUnmap(boolean scrub) {
        this(scrub, MapRecords::new);
    }

    /** @param maker makes what keeps the records; it allocates where the kernel may not wait for memory */
    public MteSaveAtUnmap(boolean scrub, IntFunction<? extends TagRecords> maker) {
        super(maker);
        this.scrub = scrub;
    }

    @Override
    public boolean scrubs() {
        return scrub;
    }

    @Override
    public void prepNewPage(@PfnNo int pfn, boolean zero, boolean zeroTags) {
        super.prepNewPage(pfn, zero, zeroTags || (zero && scrub));
    }

    @Override
    public boolean savesAtUnmap() {
        return true;
    }

    @Override
    public boolean savesEntry(long oldPte, @PfnNo int pfn) {
        return !scrub || PteCodec.isTagged(oldPte);
    }

    @Override
    public boolean prepareToSwap(@PfnNo int pfn, @SlotNo int slot) {
        return true;
    }

    /** A page of the file is never unmapped with a hook, and its tags go with the slot as all others do. */
    @Override
    public boolean shmemWritepage(int offset, @SlotNo int slot, @PfnNo int pfn) {
        return !env().tagged(pfn) || save(pfn, slot);
    }

    @Override
    public boolean unmapOne(int mm, @VpnNo int va, long oldPte, @PfnNo int pfn, @SlotNo int slot) {
        return !env().tagged(pfn) || save(pfn, slot);
    }
}
