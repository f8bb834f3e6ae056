package dev.pagetwin.impl.mm;

/** What an address space has in flight between two steps. */
public enum CallKind {
    /** Nothing. */
    NONE,
    /** munmap, MADV_DONTNEED or exit. */
    ZAPPING,
    /** fork, in the parent. */
    FORKING,
    /** mprotect. */
    PROTECTING,
    /** mremap to another place. */
    MOVING,
    /** A write fault that has copied a page. */
    COPYING,
    /** A fault on a swap entry. */
    SWAPPING_IN,
    COLLAPSING,
    /** A tracer that has written a tag and holds the page. */
    POKING,
    /** A fault that claims tag storage for the folio of a page that it holds. */
    RESERVING
}
