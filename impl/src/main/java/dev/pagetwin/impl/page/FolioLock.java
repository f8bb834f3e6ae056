package dev.pagetwin.impl.page;

/** Who has isolated a folio and holds its lock between two steps; the owner holds a reference, too. */
public enum FolioLock {
    /** Nobody. */
    NONE,
    /** Reclaim. */
    RECLAIM,
    /** Migration, which takes the folio's content elsewhere. */
    MIGRATION,
    /** Migration, which brings another folio's content here. */
    DESTINATION,
    /** Reclaim, which takes the folio from the page cache to the swap cache. */
    PAGEOUT,
    /** khugepaged: a large folio is about to take its place. */
    COLLAPSE,
    /** The frame is out of use ({@code PG_hwpoison}). */
    OFFLINE
}
