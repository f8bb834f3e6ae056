package dev.pagetwin.spec.state;

import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * One allocation: 2^order pages under one lock, naturally aligned. Folios are keyed by their first page; a frame that
 * belongs to none is free. Whatever is per page (data, tags, the tagged flag) is in {@link Page}.
 *
 * @param order the size
 * @param lock who has isolated the folio and holds its lock between two steps
 * @param to where its first page goes, once migration has copied it, else null
 * @param dirty whether memory is newer than the swap device
 * @param writeback whether an asynchronous device is still writing
 * @param slot the slot of the first page while the folio is in the swap cache, else null; the others follow it
 * @param lazyFree whether reclaim may discard it instead of swapping it out (not {@code PG_swapbacked})
 */
public record Folio(
        int order,
        FolioLock lock,
        @Nullable Destination to,
        boolean dirty,
        boolean writeback,
        @Nullable SlotId slot,
        boolean lazyFree) {
    /** A folio that its program wants to keep. */
    public Folio(
            int order,
            FolioLock lock,
            @Nullable Destination to,
            boolean dirty,
            boolean writeback,
            @Nullable SlotId slot) {
        this(order, lock, to, dirty, writeback, slot, false);
    }

    /** A new order-0 folio. */
    public static final Folio NEW = new Folio(0, FolioLock.NONE, null, false, false, null);

    /** A new folio of this order. */
    public static Folio of(int order) {
        return order == 0 ? NEW : new Folio(order, FolioLock.NONE, null, false, false, null);
    }

    /** How many pages. */
    public int pages() {
        return 1 << order;
    }

    public boolean large() {
        return order > 0;
    }

    /** Whether one of its pages is in the swap cache at this slot. */
    public boolean caches(SlotId id) {
        return slot != null && id.index() >= slot.index() && id.index() < slot.index() + pages();
    }

    public boolean locked() {
        return lock != FolioLock.NONE;
    }

    /** Whether it was copied to a destination that has not taken its place: it is open which of the two stays. */
    public boolean undecided() {
        return to != null && !to.moved();
    }

    /** Whether its destination has taken its place. */
    public boolean moved() {
        return to != null && to.moved();
    }

    /** The destination of a folio that is known to have one. */
    public Pfn destination() {
        if (to == null) {
            throw new IllegalStateException("the folio was not copied");
        }
        return to.page();
    }

    public boolean cached() {
        return slot != null;
    }

    /** The folio locked by somebody, or by nobody. */
    public Folio withLock(FolioLock value) {
        return new Folio(order, value, to, dirty, writeback, slot, lazyFree);
    }

    /** The folio with this destination, or without one. */
    public Folio withTo(@Nullable Destination value) {
        return new Folio(order, lock, value, dirty, writeback, slot, lazyFree);
    }

    public Folio withDirty(boolean value) {
        return new Folio(order, lock, to, value, writeback, slot, lazyFree);
    }

    public Folio withWriteback(boolean value) {
        return new Folio(order, lock, to, dirty, value, slot, lazyFree);
    }

    /** The folio in the swap cache at this slot, or out of it. */
    public Folio withSlot(@Nullable SlotId value) {
        return new Folio(order, lock, to, dirty, writeback, value, lazyFree);
    }

    /** The folio marked as lazily freed, or not any more. */
    public Folio withLazyFree(boolean value) {
        return new Folio(order, lock, to, dirty, writeback, slot, value);
    }

    /** A destination, with what another folio is known for. */
    public Folio inPlaceOf(Folio other) {
        return new Folio(order, lock, to, other.dirty, writeback, other.slot, other.lazyFree);
    }
}
