package dev.pagetwin.impl.arch;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;

/** What a design may ask of the kernel and do to tag memory. */
public interface ArchEnv {
    /** The size of the kernel; {@link Geometry#tagBytes} is the size of a page's packed tags. */
    Geometry geometry();

    // ---- tag memory

    /** Copies all tags of a page out, 4 bits a granule. Whether they mean something, {@link #tagged} says. */
    void readTags(@PfnNo int pfn, byte[] packed);

    /** Writes all tags of a page, 4 bits a granule. */
    void writeTags(@PfnNo int pfn, byte[] packed);

    /** Writes zero to all tags of a page. */
    void zeroTags(@PfnNo int pfn);

    /** Writes all tags of one page to another. */
    void copyTags(@PfnNo int to, @PfnNo int from);

    // ---- the page flags for tags

    /** Whether {@code PG_mte_tagged} is set: the tags are the owner's. */
    boolean tagged(@PfnNo int pfn);

    /** Sets {@code PG_mte_tagged}, which also ends the wait for {@code PG_mte_lock}. The tags must be there already. */
    void setTagged(@PfnNo int pfn);

    /** Whether somebody has taken {@code PG_mte_lock} and has not set {@code PG_mte_tagged} yet. */
    boolean tagsLocked(@PfnNo int pfn);

    /** Takes {@code PG_mte_lock}; false if somebody has it, or the page is tagged already. */
    boolean tryTagLock(@PfnNo int pfn);

    /** Clears both flags. */
    void clearTagFlags(@PfnNo int pfn);

    // ---- what the step and the swap map say

    /** Whether a buffer for one page's tags can be had now. The step says so: {@code tagalloc=fails}. */
    boolean allocTagBuffer();

    /** The entry of an address space that exists; none in one that does not. */
    long pte(int mm, @VpnNo int va);

    /** Whether the file has a swap entry at the offset. */
    boolean fileSwapped(int offset);

    /** Whether the slot may be allocated. A slot in the return cache is not free. */
    boolean slotFree(@SlotNo int slot);

    /** {@code SWAP_HAS_CACHE}: the slot's page is in the swap cache, or is read past it. */
    boolean slotHasCache(@SlotNo int slot);
}
