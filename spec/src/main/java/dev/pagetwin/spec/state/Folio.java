package dev.pagetwin.spec.state;

import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * One allocation: 2^order pages under one lock. Folios are keyed by their first page; a frame that belongs to none is
 * free. Whatever is per page (data, tags, the tagged flag) is in {@link Page}.
 *
 * @param order the size; every path so far allocates order 0
 * @param locked whether reclaim has isolated the folio and holds its lock between two steps
 * @param dirty whether memory is newer than the swap device
 * @param writeback whether an asynchronous device is still writing
 * @param slot the slot of the first page while the folio is in the swap cache, else null
 */
public record Folio(int order, boolean locked, boolean dirty, boolean writeback, @Nullable SlotId slot) {
    /** A new order-0 folio. */
    public static final Folio NEW = new Folio(0, false, false, false, null);

    /** How many pages. */
    public int pages() {
        return 1 << order;
    }

    public boolean cached() {
        return slot != null;
    }

    public Folio withLocked(boolean value) {
        return new Folio(order, value, dirty, writeback, slot);
    }

    public Folio withDirty(boolean value) {
        return new Folio(order, locked, value, writeback, slot);
    }

    public Folio withWriteback(boolean value) {
        return new Folio(order, locked, dirty, value, slot);
    }

    /** The folio in the swap cache at this slot, or out of it. */
    public Folio withSlot(@Nullable SlotId value) {
        return new Folio(order, locked, dirty, writeback, value);
    }
}
