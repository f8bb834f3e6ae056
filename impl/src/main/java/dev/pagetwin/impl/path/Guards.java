package dev.pagetwin.impl.path;

import dev.pagetwin.impl.ControlGroup;
import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.page.FolioLock;
import dev.pagetwin.impl.mm.Prot;
import dev.pagetwin.impl.mm.VmaFlags;
import dev.pagetwin.impl.swap.SwapArea;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Guards that several paths share; null lets the step pass. They change nothing. */
public final class Guards {
    private final Core k;

    Guards(Core k) {
        this.k = k;
    }

    /** A call or fault begins: the address space exists, and its {@code mmap_lock} can be had. */
    public @Nullable Refusal callBegins(int mm) {
        if (!k.mms.alive(mm)) {
            return Refusal.NO_SUCH_MM;
        }
        return k.calls.mmapLocked(mm) ? Refusal.MMAP_LOCKED : null;
    }

    /** Somebody takes an entry away: it is present, of one page, and nobody else holds its lock. */
    public @Nullable Refusal takesEntry(int mm, @VpnNo int va) {
        if (!k.mms.alive(mm)) {
            return Refusal.NO_SUCH_MM;
        }
        if (!PteCodec.isPresent(k.mms.pte(mm, va))) {
            return Refusal.NOT_PRESENT;
        }
        if (k.mms.leaf(mm, va)) {
            return Refusal.PMD_MAPPED;
        }
        return k.calls.pteLocked(mm, va) ? Refusal.PTE_LOCKED : null;
    }

    /** A folio that is locked by this owner. */
    public @Nullable Refusal isolated(@PfnNo int pfn, FolioLock owner) {
        if (k.frames.free(pfn)) {
            return Refusal.PAGE_FREE;
        }
        return k.frames.lock(pfn) == owner ? null : Refusal.NOT_ISOLATED;
    }

    /** Whether a range is not empty and ends within the address space. */
    public boolean inRange(@VpnNo int va, int len) {
        return len >= 1 && len <= k.geometry.vas() - va;
    }

    /** A call on a range begins: as {@link #callBegins}, and each page of the range has an area. */
    public @Nullable Refusal rangeCallBegins(int mm, @VpnNo int va, int len) {
        Refusal no = callBegins(mm);
        if (no != null) {
            return no;
        }
        if (!inRange(va, len)) {
            return Refusal.OUT_OF_RANGE;
        }
        for (int i = 0; i < len; i += k.mms.alike(mm, Ids.vpn(va + i), len - i)) {
            if (!VmaFlags.mapped(k.mms.vma(mm, Ids.vpn(va + i)))) {
                return Refusal.NOT_MAPPED;
            }
        }
        return null;
    }

    /** A range that a large folio may be mapped at: as {@link #rangeCallBegins}, aligned, with one kind of area. */
    public @Nullable Refusal alignedRange(int mm, @VpnNo int va, int order) {
        Refusal no = rangeCallBegins(mm, va, 1 << order);
        if (no != null) {
            return no;
        }
        if (!Geometry.aligned(va, order, k.geometry.vas())) {
            return Refusal.NOT_ALIGNED;
        }
        if (VmaFlags.shared(k.mms.vma(mm, va))) {
            return Refusal.FILE_BACKED;
        }
        for (int i = 1; i < 1 << order; i++) {
            if (k.mms.vma(mm, Ids.vpn(va + i)) != k.mms.vma(mm, va)) {
                return Refusal.NOT_ONE_AREA;
            }
        }
        return null;
    }

    /** No page of the range is of a locked area. */
    public @Nullable Refusal notLocked(int mm, @VpnNo int va, int len) {
        for (int i = 0; i < len; i++) {
            if (VmaFlags.locked(k.mms.vma(mm, Ids.vpn(va + i)))) {
                return Refusal.MLOCKED;
            }
        }
        return null;
    }

    /** A first write to a range for a large folio: as {@link #alignedRange}, and no entry is there. */
    public @Nullable Refusal largeFault(int mm, @VpnNo int va, int order, @PfnNo int pfn) {
        Refusal no = alignedRange(mm, va, order);
        if (no != null) {
            return no;
        }
        if (!Prot.writable(VmaFlags.prot(k.mms.vma(mm, va)))) {
            return Refusal.NOT_PERMITTED;
        }
        for (int i = 0; i < 1 << order; i++) {
            if (k.mms.pte(mm, Ids.vpn(va + i)) != PteCodec.NONE) {
                return Refusal.POPULATED;
            }
        }
        return allocates(pfn, order, VmaFlags.mte(k.mms.vma(mm, va)));
    }

    /** A call that makes an area begins: as {@link #callBegins}, and no page of the range has an area. */
    public @Nullable Refusal areaBegins(int mm, @VpnNo int va, int len) {
        Refusal no = callBegins(mm);
        if (no != null) {
            return no;
        }
        if (!inRange(va, len)) {
            return Refusal.OUT_OF_RANGE;
        }
        boolean none = !VmaFlags.mapped(k.mms.vma(mm, va)) && k.mms.alike(mm, va, len) == len;
        return none ? null : Refusal.ALREADY_MAPPED;
    }

    /** Whether a range of offsets is not empty and ends within the file. */
    public boolean inFile(int off, int len) {
        return len >= 1 && len <= k.geometry.offsets() - off;
    }

    /** A fault begins on a page that has an area. */
    public @Nullable Refusal faultBegins(int mm, @VpnNo int va) {
        return rangeCallBegins(mm, va, 1);
    }

    /** A fault or advice begins on a page of a private area. */
    public @Nullable Refusal privateFaultBegins(int mm, @VpnNo int va) {
        Refusal no = faultBegins(mm, va);
        if (no != null) {
            return no;
        }
        return VmaFlags.shared(k.mms.vma(mm, va)) ? Refusal.FILE_BACKED : null;
    }

    /** The frame for an allocation is free; {@link Ids#NO_PFN} is an allocation that fails, which needs no frame. */
    public @Nullable Refusal allocates(@PfnNo int pfn, boolean tagged) {
        return allocates(pfn, 0, tagged);
    }

    /**
     * The frames for a folio are aligned and free; {@link Ids#NO_PFN} is an allocation that fails.
     *
     * @param tagged whether they are for tags, which tag storage cannot have ({@code ALLOC_CMA} is not set then)
     */
    public @Nullable Refusal allocates(@PfnNo int pfn, int order, boolean tagged) {
        if (pfn != Ids.NO_PFN && !Geometry.aligned(pfn, order, k.geometry.frames())) {
            return Refusal.NOT_ALIGNED;
        }
        for (int i = 0; pfn != Ids.NO_PFN && tagged && i < 1 << order; i++) {
            if (!k.pages.takesTagged(Ids.pfn(pfn + i))) {
                return Refusal.NOT_TAGGABLE;
            }
        }
        for (int i = 0; pfn != Ids.NO_PFN && i < 1 << order; i++) {
            if (!k.frames.free(Ids.pfn(pfn + i))) {
                return Refusal.PAGE_IN_USE;
            }
        }
        for (int i = 0; pfn != Ids.NO_PFN && i < 1 << order; i++) {
            if (k.pages.withheld(Ids.pfn(pfn + i))) {
                return Refusal.HOLDS_TAGS;
            }
        }
        return null;
    }

    /** The slots for a folio are aligned and free; {@link Ids#NO_SLOT} is that none are found. */
    public @Nullable Refusal allocatesSlots(@SlotNo int slot, int order) {
        if (slot != Ids.NO_SLOT && !Geometry.aligned(slot, order, k.geometry.slots())) {
            return Refusal.NOT_ALIGNED;
        }
        for (int i = 0; slot != Ids.NO_SLOT && i < 1 << order; i++) {
            if (!k.swap.free(Ids.slot(slot + i))) {
                return Refusal.SLOT_IN_USE;
            }
        }
        return null;
    }

    /** The same, in an area that is on, and none of higher priority has room ({@code get_swap_pages}). */
    public @Nullable Refusal takesSlots(@SlotNo int slot, int order) {
        boolean on = slot == Ids.NO_SLOT ? anyOn() : k.swap.areaOf(slot) == SwapArea.ON;
        if (!on) {
            return Refusal.SWAP_NOT_ON;
        }
        Refusal no = allocatesSlots(slot, order);
        return no == null && slot != Ids.NO_SLOT && roomBefore(slot, order) ? Refusal.AREA_HAS_ROOM : no;
    }

    private boolean anyOn() {
        ControlGroup group = k.geometry.group();
        boolean on = false;
        for (int area = group.firstArea(); area < group.firstArea() + group.areas(); area++) {
            on |= k.swap.area(area) == SwapArea.ON;
        }
        return on;
    }

    private boolean roomBefore(@SlotNo int slot, int order) {
        ControlGroup group = k.geometry.group();
        int end = k.geometry.areaOf(slot);
        for (int area = group.firstArea(); group.hasArea(end) && area < end; area++) {
            if (k.swap.area(area) == SwapArea.ON && !k.swap.full(area) && roomIn(area, order)) {
                return true;
            }
        }
        return false;
    }

    private boolean roomIn(int area, int order) {
        ControlGroup group = k.geometry.group();
        for (int i = 0; i < group.places(); i += 1 << order) {
            if (allocatesSlots(k.geometry.slot(area, group.firstPlace() + i), order) == null) {
                return true;
            }
        }
        return false;
    }

    /** A page of the swap cache that nobody has locked and the device is not writing. */
    public @Nullable Refusal cachedAndQuiet(@PfnNo int pfn) {
        if (k.frames.free(pfn)) {
            return Refusal.PAGE_FREE;
        }
        if (k.frames.locked(pfn)) {
            return Refusal.FOLIO_LOCKED;
        }
        if (!k.frames.cached(pfn)) {
            return Refusal.NOT_CACHED;
        }
        return k.frames.writeback(pfn) ? Refusal.UNDER_WRITEBACK : null;
    }

    /** The hardware reaches a page through its entry, without a lock. */
    public @Nullable Refusal accesses(int mm, @VpnNo int va, boolean write) {
        if (!k.mms.alive(mm)) {
            return Refusal.NO_SUCH_MM;
        }
        long pte = k.mms.pte(mm, va);
        if (!PteCodec.isMapped(pte)) {
            return Refusal.NOT_PRESENT;
        }
        if (k.calls.pteLocked(mm, va)) {
            return Refusal.PTE_LOCKED;
        }
        int prot = PteCodec.prot(pte);
        return (write ? Prot.writable(prot) : Prot.readable(prot)) ? null : Refusal.NOT_ACCESSIBLE;
    }

    /** A tag access through an untagged entry means nothing. */
    public @Nullable Refusal accessesTags(int mm, @VpnNo int va, boolean write) {
        Refusal no = accesses(mm, va, write);
        if (no != null) {
            return no;
        }
        return PteCodec.isTagged(k.mms.pte(mm, va)) ? null : Refusal.NOT_TAGGED;
    }

    /** A slot is read into memory, by a fault or by readahead: somebody wants it, nobody has it. */
    public @Nullable Refusal reads(@SlotNo int slot) {
        if (k.swap.count(slot) == 0) {
            return Refusal.SLOT_UNUSED;
        }
        if (k.swap.cachedAt(slot) != Ids.NO_PFN) {
            return Refusal.CACHED;
        }
        return k.swap.claimed(slot) ? Refusal.SLOT_CLAIMED : null;
    }
}
