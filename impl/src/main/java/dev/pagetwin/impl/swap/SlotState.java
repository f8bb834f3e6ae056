package dev.pagetwin.impl.swap;

/** Where a slot is in its life. */
public enum SlotState {
    /** May be allocated. */
    FREE,
    /** Named by entries, cached by a page, or claimed by a read. */
    IN_USE,
    /** In the return cache: not wanted any more, not free yet. */
    RETURNING
}
