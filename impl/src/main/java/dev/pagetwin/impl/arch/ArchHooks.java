package dev.pagetwin.impl.arch;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;
import java.util.function.Consumer;

/**
 * A design: what an architecture does at the places where the kernel asks it. Each method is one call site. Those
 * with a body do nothing, as the kernel's generic fallbacks do.
 *
 * <p>A design of your own has a public constructor without arguments. What arm64 does with the tags of pages in memory
 * is in {@link dev.pagetwin.impl.arch.mte.Mte}; to bring a store for swapped-out tags only, extend that, and implement
 * {@link #prepareToSwap}, {@link #swapRestore}, {@link #swapInvalidatePage}, {@link #swapInvalidateArea}, {@link
 * #dueTags} and {@link #orphans}.
 *
 * <p>Page table entries are words that {@link dev.pagetwin.impl.mm.PteCodec} reads.
 */
public interface ArchHooks {
    /** Before everything else, once: what the design may use from now on. */
    void attach(ArchEnv env);

    // ---- the store for swapped-out tags

    /** Whether tags are saved in {@link #unmapOne}; if not, in {@link #prepareToSwap}. */
    default boolean savesAtUnmap() {
        return false;
    }

    /**
     * {@code arch_prepare_to_swap}, from {@code swap_writepage}: the unmapped page is about to be written to its slot.
     * Under the folio lock; may sleep.
     *
     * @return whether the tags are safe; if not, the page stays in the swap cache, dirty
     */
    boolean prepareToSwap(@PfnNo int pfn, @SlotNo int slot);

    /**
     * {@code arch_prepare_to_swap} as it is called, for a folio of any size, whose pages have slots that follow each
     * other. Pages that were saved before one that cannot be are given up again.
     */
    default boolean prepareToSwapFolio(@PfnNo int head, @SlotNo int slot, int pages) {
        for (int i = 0; i < pages; i++) {
            if (!prepareToSwap(Ids.pfn(head + i), Ids.slot(slot + i))) {
                rollBack(slot, i);
                return false;
            }
        }
        return true;
    }

    /** The records of so many slots from this one on are given up again. */
    default void rollBack(@SlotNo int slot, int saved) {
        for (int i = saved; i-- > 0; ) {
            swapInvalidatePage(Ids.slot(slot + i));
        }
    }

    /** Whether every zeroed page gets zero tags, and not only one of a tagged area. */
    default boolean scrubs() {
        return false;
    }

    /** Whether {@link #unmapOne} has something to save for this entry, so that saving can fail. */
    default boolean savesEntry(long oldPte, @PfnNo int pfn) {
        return true;
    }

    /**
     * {@code arch_swap_restore}, from {@code do_swap_page} and {@code unuse_pte}, before the entry is installed and
     * before the slot loses a user. Under the folio lock and the page table lock: must not sleep.
     */
    void swapRestore(@SlotNo int slot, @PfnNo int pfn);

    /** {@code arch_swap_restore} as it is called: for all pages of a folio in the swap cache, each from its slot. */
    default void swapRestoreFolio(@SlotNo int slot, @PfnNo int head, int pages) {
        for (int i = 0; i < pages; i++) {
            swapRestore(Ids.slot(slot + i), Ids.pfn(head + i));
        }
    }

    /** {@code arch_swap_invalidate_page}, from {@code swap_range_free}: the slot becomes free. Device lock. */
    void swapInvalidatePage(@SlotNo int slot);

    /**
     * No kernel has this call: of how many slots, from this one on, the store surely has no record, so that {@link
     * #swapRestore} and {@link #swapInvalidatePage} do nothing. A design that cannot say so says none.
     */
    default int slotsWithout(@SlotNo int slot) {
        return 0;
    }

    /** {@code arch_swap_invalidate_area}, from {@code swapoff}: the area of this number goes. Device lock. */
    void swapInvalidateArea(int type);

    /**
     * {@code arch_unmap_one}, from {@code try_to_unmap_one}, after the slot has its new user and before the swap
     * entry is installed. Folio lock, page table lock: must not sleep.
     *
     * @param oldPte the entry that maps the page
     * @return whether the tags are safe; if not, the old entry stays
     */
    default boolean unmapOne(int mm, @VpnNo int va, long oldPte, @PfnNo int pfn, @SlotNo int slot) {
        return true;
    }

    /**
     * {@code arch_remap_one}, which no kernel has: the revert that the review of the ADI series asks for. {@link
     * #unmapOne} or {@link #migrateOne} has succeeded and the page stays mapped all the same, as it is pinned. Folio
     * lock, page table lock: must not sleep.
     *
     * @param oldPte the entry that is put back
     */
    default void remapOne(int mm, @VpnNo int va, long oldPte, @PfnNo int pfn) {}

    /**
     * No kernel has this call: the place, before a swap entry is made present in {@code do_swap_page} and {@code
     * unuse_pte}, where the review of the ADI series asks for one. Folio lock, page table lock: must not sleep.
     *
     * @param newPte the entry that is about to be installed
     */
    default void restoreOne(int mm, @VpnNo int va, long newPte, @SlotNo int slot, @PfnNo int pfn) {}

    /**
     * {@code arch_unmap_one} where migration calls it, from {@code try_to_migrate_one}, before the migration entry is
     * installed. There is no slot: the page comes back in another frame, its tags copied by {@link #copyHighpage}, and
     * nothing asks for them in between. Folio lock, page table lock: must not sleep.
     *
     * @param oldPte the entry that maps the page
     * @return whether the tags are safe; if not, the old entry stays
     */
    default boolean migrateOne(int mm, @VpnNo int va, long oldPte, @PfnNo int pfn) {
        return true;
    }

    /**
     * {@code arch_do_swap_page}, from {@code do_swap_page} only, after the entry was installed. Folio lock, page table
     * lock: must not sleep.
     */
    default void doSwapPage(int mm, @VpnNo int va, long newPte, @SlotNo int slot, @PfnNo int pfn) {}

    /**
     * No kernel has this call: the place, in {@code swap_read_folio}, at which a slot is read, into the swap cache or
     * past it. Every {@link #swapRestore} of a page without the tagged flag comes after one. For designs whose store
     * has its records elsewhere than in memory. Folio lock; may sleep.
     */
    default void swapSlotRead(@SlotNo int slot) {}

    /**
     * No kernel has this call: a page was read into the swap cache. For designs that put its tags back at once.
     */
    default void swapCacheRead(@SlotNo int slot, @PfnNo int pfn) {}

    /**
     * No kernel has this call: a clean page is about to leave the swap cache without being written. For designs whose
     * store does not have its tags any more. Under the folio lock.
     */
    default void swapCacheDropped(@PfnNo int pfn, @SlotNo int slot) {}

    // ---- shared memory

    /**
     * No kernel has this call: a page of the file, which is mapped nowhere any more, is about to move from the page
     * cache to the swap cache, in {@code shmem_writepage}. {@link #unmapOne} is never called for such a page, so a
     * design that saves there has to save here. Folio lock; may sleep.
     *
     * @param offset its place in the file
     * @return whether the tags are safe; if not, the page stays in the page cache
     */
    default boolean shmemWritepage(int offset, @SlotNo int slot, @PfnNo int pfn) {
        return true;
    }

    /**
     * No kernel has this call: a page is about to move from the swap cache to the page cache, in {@code
     * shmem_swapin_folio}, after {@link #swapRestore} and before the slot is freed. Folio lock; may sleep.
     */
    default void shmemSwapIn(int offset, @SlotNo int slot, @PfnNo int pfn) {}

    /** No kernel has this call: a hole is punched where the file has a swap entry, in {@code shmem_free_swap}. */
    default void shmemFreeSwap(int offset, @SlotNo int slot) {}

    // ---- pages in memory

    /**
     * {@code copy_highpage}, from {@code folio_mc_copy}: the tags, after the data. Both pages are held.
     * Migration may copy to the same page twice, which is tagged the second time.
     */
    default void copyHighpage(@PfnNo int to, @PfnNo int from) {}

    /**
     * {@code copy_user_highpage}, from {@code wp_page_copy}: the tags, after the data. No lock; both pages are held.
     *
     * @param tagged whether the area is tagged
     */
    default void copyUserHighpage(@PfnNo int to, @PfnNo int from, boolean tagged) {
        copyHighpage(to, from);
    }

    /** {@code set_pte_at}, before a present entry is installed. Page table lock: must not sleep. */
    default void setPte(int mm, @VpnNo int va, long newPte) {}

    /**
     * The first half of first tagging for a mapped page, from {@code change_pte_range}: the tag lock is taken and the
     * tags are cleared; {@link #setPte} then publishes them. Page table lock, but no folio lock: another address space
     * may be about to do the same.
     */
    default void clearTags(@PfnNo int pfn) {}

    /**
     * {@code prep_new_page}: a frame was handed out. No lock; nobody else has it.
     *
     * @param zero whether it is to be zeroed ({@code __GFP_ZERO})
     * @param zeroTags whether it is for a tagged area and is to be zeroed with its tags ({@code __GFP_ZEROTAGS})
     */
    default void prepNewPage(@PfnNo int pfn, boolean zero, boolean zeroTags) {}

    /** {@code free_pages_prepare}: the frame is about to be free. No lock; nobody has it any more. */
    default void freePagesPrepare(@PfnNo int pfn) {}

    // ---- entries and address spaces

    /** {@code copy_pte_range}: an entry of any kind was copied to the child. Both page table locks. */
    default void copyPte(int mm, int child, @VpnNo int va, long pte) {}

    /** {@code move_pte}, from {@code move_ptes}: an entry, whatever it is, moves to another page. Both locks. */
    default void movePte(int mm, @VpnNo int from, @VpnNo int to, long pte) {}

    /** {@code zap_pte_range}: an entry of any kind is about to be dropped. Page table lock. */
    default void zapPte(int mm, @VpnNo int va, long oldPte) {}

    /** {@code init_new_context}, from fork: a new address space. */
    default void initNewContext(int mm) {}

    /** {@code destroy_context}: an address space with no entries left goes. */
    default void destroyContext(int mm) {}

    // ---- what the checker asks

    /**
     * Which tags a fault on this swap entry would bring back from the store, if no page in memory had them.
     *
     * @param mm the address space of an entry that names the slot, or -1 if none does
     * @param va the page of that entry, or -1
     * @param tagsOut receives one tag a granule
     * @return false if there are none
     */
    boolean dueTags(int mm, @VpnNo int va, @SlotNo int slot, byte[] tagsOut);

    /**
     * Which tags {@code shmem_swapin_folio} would bring back from the store, if no page in memory had them.
     *
     * @param offset where the file has the slot
     * @param tagsOut receives one tag a granule
     * @return false if there are none
     */
    default boolean dueFileTags(int offset, @SlotNo int slot, byte[] tagsOut) {
        return dueTags(-1, Ids.NO_VPN, slot, tagsOut);
    }

    /** Tells, in words and in a fixed order, each tag record that belongs to nobody: its slot is free, for instance. */
    void orphans(Consumer<String> tell);

    /**
     * Whether the slot has a record that belongs to nobody, as {@link #orphans} would tell: for whoever looks at few of
     * many slots. A design that cannot say so of one slot answers no, and is heard through {@link #orphans} alone.
     */
    default boolean orphan(@SlotNo int slot) {
        return false;
    }

    // ---- snapshots

    /** Whether {@link #save} and {@link #load} work; a design without them can be searched at random only. */
    default boolean canSave() {
        return false;
    }

    /** The design's own state, exact; equal states give equal numbers. */
    default long[] save() {
        throw new UnsupportedOperationException(getClass().getName() + " cannot save its state: see canSave");
    }

    /** Goes back to a state that {@link #save} gave. */
    default void load(long[] saved) {
        throw new UnsupportedOperationException(getClass().getName() + " cannot load its state: see canSave");
    }
}
