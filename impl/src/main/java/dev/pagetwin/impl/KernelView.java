package dev.pagetwin.impl;

import dev.pagetwin.impl.mm.CallKind;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.mm.VmaFlags;
import dev.pagetwin.impl.mm.ZapReason;
import dev.pagetwin.impl.page.FolioLock;
import dev.pagetwin.impl.page.NibbleTags;
import dev.pagetwin.impl.page.TagState;
import dev.pagetwin.impl.path.Core;
import dev.pagetwin.impl.swap.SlotState;
import dev.pagetwin.impl.swap.SwapArea;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;
import java.util.function.Consumer;

/**
 * The state of a kernel, to be read: counters and flags as they are, even where they contradict each other. Always
 * shows the present; numbers must lie within the {@link Geometry}. Getters of an entry, a call or a folio mean
 * something only where their kind says that there is one.
 */
public final class KernelView {
    private final Core k;

    KernelView(Core k) {
        this.k = k;
    }

    public Geometry geometry() {
        return k.geometry;
    }

    public SwapArea area(int area) {
        return k.swap.area(area);
    }

    // ---- address spaces

    public boolean alive(int mm) {
        return k.mms.alive(mm);
    }

    /** Whether the page has an area. */
    public boolean hasVma(int mm, @VpnNo int va) {
        return VmaFlags.mapped(k.mms.vma(mm, va));
    }

    /** The area's protection: 0 NONE, 1 RO, 2 RW. */
    public int vmaProt(int mm, @VpnNo int va) {
        return VmaFlags.prot(k.mms.vma(mm, va));
    }

    /** Whether the area has {@code VM_MTE}. */
    public boolean vmaMte(int mm, @VpnNo int va) {
        return VmaFlags.mte(k.mms.vma(mm, va));
    }

    public boolean vmaLocked(int mm, @VpnNo int va) {
        return VmaFlags.locked(k.mms.vma(mm, va));
    }

    /** What of the file the page of a shared area maps, or -1. */
    public int vmaOffset(int mm, @VpnNo int va) {
        return k.mms.offset(mm, va);
    }

    /** The entry as a word, 0 for none. */
    public long pte(int mm, @VpnNo int va) {
        return k.mms.pte(mm, va);
    }

    /** Whether the entry maps a page that is counted, be it with protection NONE. */
    public boolean ptePresent(int mm, @VpnNo int va) {
        return PteCodec.isPresent(k.mms.pte(mm, va));
    }

    /** Whether the entry waits for tag storage. */
    public boolean pteWaits(int mm, @VpnNo int va) {
        return PteCodec.isWaiting(k.mms.pte(mm, va));
    }

    /** Whether the entry maps the zero page, be it with protection NONE. */
    public boolean pteZero(int mm, @VpnNo int va) {
        return PteCodec.isZero(k.mms.pte(mm, va));
    }

    /** Whether the entry names a slot. */
    public boolean pteSwap(int mm, @VpnNo int va) {
        return PteCodec.isSwap(k.mms.pte(mm, va));
    }

    /** Whether the entry names a page on its way to another frame. */
    public boolean pteMigration(int mm, @VpnNo int va) {
        return PteCodec.isMigration(k.mms.pte(mm, va));
    }

    /** The page of a migration entry. */
    public @PfnNo int pteMigrationPfn(int mm, @VpnNo int va) {
        return PteCodec.migrationPfn(k.mms.pte(mm, va));
    }

    /** Whether a migration entry may be remapped writable. */
    public boolean pteMigrationWritable(int mm, @VpnNo int va) {
        return PteCodec.migrationWritable(k.mms.pte(mm, va));
    }

    /** Whether the entry that a migration entry replaces was dirty. */
    public boolean pteMigrationDirty(int mm, @VpnNo int va) {
        return PteCodec.migrationDirty(k.mms.pte(mm, va));
    }

    public @PfnNo int ptePfn(int mm, @VpnNo int va) {
        return PteCodec.pfn(k.mms.pte(mm, va));
    }

    /** The protection of an entry that maps something: 0 NONE, 1 RO, 2 RW. */
    public int pteProt(int mm, @VpnNo int va) {
        return PteCodec.prot(k.mms.pte(mm, va));
    }

    public boolean pteTagged(int mm, @VpnNo int va) {
        return PteCodec.isTagged(k.mms.pte(mm, va));
    }

    /** Whether entries may be folded, so that what was written through one counts for those beside it. */
    public boolean folds() {
        return k.mms.tables().folds();
    }

    /** The word of an entry as the hardware reads it, which {@link #ptePfn} and the like do not show where it is folded. */
    public long rawPte(int mm, @VpnNo int va) {
        return k.mms.tables().words()[mm * k.geometry.vas() + va];
    }

    public boolean pteYoung(int mm, @VpnNo int va) {
        return PteCodec.isYoung(k.mms.pte(mm, va));
    }

    public boolean pteDirty(int mm, @VpnNo int va) {
        return PteCodec.isDirty(k.mms.pte(mm, va));
    }

    public @SlotNo int pteSlot(int mm, @VpnNo int va) {
        return k.swap.slot(k.mms.pte(mm, va));
    }

    /** Whether a huge entry begins at the page ({@code pmd_leaf}). */
    public boolean pteHuge(int mm, @VpnNo int va) {
        return k.mms.leaf(mm, va) && k.mms.leafStart(va) == va;
    }

    /** Whether the page of a swap entry was exclusive. */
    public boolean pteSwapExclusive(int mm, @VpnNo int va) {
        return PteCodec.swapExclusive(k.mms.pte(mm, va));
    }

    /** The type of a migration entry: 29 read, 30 read and exclusive, 31 write. */
    public int pteMigrationType(int mm, @VpnNo int va) {
        return PteCodec.swapType(k.mms.pte(mm, va));
    }

    /** The page that was pinned at this address, or -1. */
    public @PfnNo int pin(int mm, @VpnNo int va) {
        return k.mms.pin(mm, va);
    }

    /** Whether the device may write to it. */
    public boolean pinWrite(int mm, @VpnNo int va) {
        return k.mms.pinWrite(mm, va);
    }

    /** Whether the program has left the page where it pinned it. */
    public boolean pinPlaced(int mm, @VpnNo int va) {
        return k.mms.pinPlaced(mm, va);
    }

    // ---- the call in flight

    public CallKind callKind(int mm) {
        return k.calls.kind(mm);
    }

    /** The first entry of a zap; the next of a fork or mprotect; the old place; the page of a copy or swap-in. */
    public @VpnNo int callVa(int mm) {
        return k.calls.va(mm);
    }

    /** The last entry of a zap or mprotect. */
    public @VpnNo int callLast(int mm) {
        return k.calls.last(mm);
    }

    /** The next entry that an mremap moves, or -1 while it clears. */
    public @VpnNo int callNext(int mm) {
        return k.calls.next(mm);
    }

    /** Where an mremap moves to. */
    public @VpnNo int callTo(int mm) {
        return k.calls.to(mm);
    }

    /** How many pages an mremap moves from. */
    public int callLen(int mm) {
        return k.calls.len(mm);
    }

    /** How many pages an mremap has at the new place. */
    public int callSize(int mm) {
        return k.calls.size(mm);
    }

    /** Whether an mremap goes back. */
    public boolean callBack(int mm) {
        return k.calls.back(mm);
    }

    public ZapReason callReason(int mm) {
        return k.calls.reason(mm);
    }

    /** The child of a fork. */
    public int callChild(int mm) {
        return k.calls.child(mm);
    }

    /** Whether an mprotect is clearing the tags of the page at its next entry. */
    public boolean callClearing(int mm) {
        return k.calls.clearing(mm);
    }

    /** Whether a collapse has copied what was there. */
    public boolean callCopied(int mm) {
        return k.calls.copied(mm);
    }

    /** Whether a copy is made to be pinned. */
    public boolean callUnshare(int mm) {
        return k.calls.unshare(mm);
    }

    /** The original of a copy. */
    public @PfnNo int callFrom(int mm) {
        return k.calls.from(mm);
    }

    /** The copy of a copy; the new folio of a collapse; the page that a swap-in holds, or -1. */
    public @PfnNo int callPage(int mm) {
        return k.calls.page(mm);
    }

    /** The block that a claim of tag storage is about. */
    public @PfnNo int callBlock(int mm) {
        return k.calls.block(mm);
    }

    /** How often a block could not be claimed. */
    public int callTries(int mm) {
        return k.calls.tries(mm);
    }

    /** The slot of a swap-in. */
    public @SlotNo int callSlot(int mm) {
        return k.calls.slot(mm);
    }

    /** Whether a swap-in has read past the swap cache. */
    public boolean callBypass(int mm) {
        return k.calls.bypass(mm);
    }

    // ---- the file

    /** The page that the page cache has at the offset, or -1. */
    public @PfnNo int filePage(int offset) {
        return k.cache.page(offset);
    }

    /** The slot that the file has at the offset, or -1. */
    public @SlotNo int fileSlot(int offset) {
        return k.cache.slot(offset);
    }

    // ---- frames

    public boolean free(@PfnNo int pfn) {
        return k.frames.free(pfn);
    }

    /** The first page of the folio; of a free frame, itself. */
    public @PfnNo int head(@PfnNo int pfn) {
        return k.frames.head(pfn);
    }

    /** The folio's order. */
    public int order(@PfnNo int pfn) {
        return k.frames.order(pfn);
    }

    /** Who has isolated the folio. */
    public FolioLock lock(@PfnNo int pfn) {
        return k.frames.lock(pfn);
    }

    /** Where migration has copied the page to, or -1. */
    public @PfnNo int migrationTo(@PfnNo int pfn) {
        return k.frames.migrationTo(pfn);
    }

    /** Whether the copy has replaced the folio. */
    public boolean moved(@PfnNo int pfn) {
        return k.frames.moved(pfn);
    }

    public boolean dirty(@PfnNo int pfn) {
        return k.frames.dirty(pfn);
    }

    /** Whether reclaim may discard the page. */
    public boolean lazyFree(@PfnNo int pfn) {
        return k.frames.lazyFree(pfn);
    }

    public boolean writeback(@PfnNo int pfn) {
        return k.frames.writeback(pfn);
    }

    /** The slot for which the page is in the swap cache, or -1. */
    public @SlotNo int folioSlot(@PfnNo int pfn) {
        return k.frames.slot(pfn);
    }

    /** {@code PageAnonExclusive}. */
    public boolean anonExclusive(@PfnNo int pfn) {
        return k.frames.anonExclusive(pfn);
    }

    /** How often the page is pinned. */
    public int pincount(@PfnNo int pfn) {
        return k.frames.pincount(pfn);
    }

    public int data(@PfnNo int pfn) {
        return k.frames.data(pfn);
    }

    /** What the page's tags mean; one whose tags are kept elsewhere for want of room is tagged. */
    public TagState tagState(@PfnNo int pfn) {
        return k.storage.isParked(pfn) ? TagState.TAGGED : k.frames.tagState(pfn);
    }

    /** The tag of a granule, wherever it is kept, whether or not the state says that it means something. */
    public int tag(@PfnNo int pfn, int granule) {
        byte[] packed = new byte[k.geometry.tagBytes()];
        k.tagAccess.readTags(pfn, packed);
        return NibbleTags.get(packed, 0, granule);
    }

    /**
     * The tags of all granules, wherever they are kept, whether or not the state says that they mean something.
     *
     * @param packed room for {@link Geometry#tagBytes} bytes
     * @param tagsOut receives one tag a granule
     */
    public void tags(@PfnNo int pfn, byte[] packed, byte[] tagsOut) {
        k.tagAccess.readTags(pfn, packed);
        NibbleTags.unpack(packed, 0, tagsOut);
    }

    /** What the tag memory of a granule holds. */
    public int tagMemory(@PfnNo int pfn, int granule) {
        return k.frames.tag(pfn, granule);
    }

    /** Whether tag storage is reserved for the page. */
    public boolean reserved(@PfnNo int pfn) {
        return k.storage.managed() && k.frames.reserved(pfn);
    }

    /** The first frame of the block of tag storage that a frame lies in, or -1. */
    public @PfnNo int blockAround(@PfnNo int frame) {
        return k.storage.around(frame);
    }

    /** How many pages have their tags in the block that begins at a frame. */
    public int blockUsers(@PfnNo int block) {
        return k.storage.users(block);
    }

    /** {@code _refcount} of the folio. */
    public int refcount(@PfnNo int pfn) {
        return k.frames.refcount(pfn);
    }

    /** {@code _mapcount}, from 0. */
    public int mapcount(@PfnNo int pfn) {
        return k.frames.mapcount(pfn);
    }

    // ---- slots

    public SlotState slotState(@SlotNo int slot) {
        return k.swap.state(slot);
    }

    /** The count of {@code swap_map}. */
    public int users(@SlotNo int slot) {
        return k.swap.count(slot);
    }

    /** The page that the swap cache finds for the slot, or -1. */
    public @PfnNo int cachedAt(@SlotNo int slot) {
        return k.swap.cachedAt(slot);
    }

    /** Whether a read past the swap cache has claimed the slot. */
    public boolean claimed(@SlotNo int slot) {
        return k.swap.claimed(slot);
    }

    /** What the device holds, whether or not a page in memory has something newer. */
    public int slotData(@SlotNo int slot) {
        return k.swap.data(slot);
    }

    // ---- tag records

    /**
     * Which tags the design's store would bring back for a slot by a fault, if no page in memory had them.
     *
     * @param mm the address space of an entry that names the slot, or -1
     * @param va the page of that entry, or -1
     * @param tagsOut receives one tag a granule
     * @return false if there are none
     */
    public boolean dueTags(int mm, @VpnNo int va, @SlotNo int slot, byte[] tagsOut) {
        return k.arch.dueTags(mm, va, slot, tagsOut);
    }

    /** The same for a swap entry of the file. */
    public boolean dueFileTags(int offset, @SlotNo int slot, byte[] tagsOut) {
        return k.arch.dueFileTags(offset, slot, tagsOut);
    }

    /** Whether the design's store has a record for the slot that belongs to nobody, as far as it can say of one slot. */
    public boolean orphan(@SlotNo int slot) {
        return k.arch.orphan(slot);
    }

    /** Tells each tag record that belongs to nobody, in words, in a fixed order. */
    public void orphans(Consumer<String> tell) {
        k.arch.orphans(tell);
        k.storage.orphans(tell);
    }
}
