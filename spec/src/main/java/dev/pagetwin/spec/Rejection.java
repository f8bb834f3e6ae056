package dev.pagetwin.spec;

import java.util.Locale;

/** Why an operation cannot happen now. Nothing has changed, on either side. */
public enum Rejection {
    /** The address space does not exist. */
    NO_SUCH_MM,
    /** The address space exists already. */
    MM_EXISTS,
    /** The last address space that is not being torn down does not exit. */
    LAST_MM,
    /** The address space has another call in flight, or is being forked into. */
    MMAP_LOCKED,
    /** The address space has no call in flight that this is a step of. */
    NO_SUCH_CALL,
    /** The range leaves the address space. */
    OUT_OF_RANGE,
    /** A page of the range has an area already. */
    ALREADY_MAPPED,
    /** A page of the range has no area, or the page has no entry that maps it. */
    NOT_MAPPED,
    /** The pages of the range lie in different areas. */
    NOT_ONE_AREA,
    /** The addresses, frames or slots are not a naturally aligned range of the folio's size. */
    NOT_ALIGNED,
    /** The new range overlaps the old one. */
    OVERLAPS,
    /** The area maps the file, or the page is in the page cache, where another path is responsible. */
    FILE_BACKED,
    /** The area does not map the file, or the page is not in the page cache. */
    NOT_FILE_BACKED,
    /** The page cache has no page at the offset. */
    NOT_RESIDENT,
    /** The area does not permit it. */
    NOT_PERMITTED,
    /** The entry, or the file at the offset, is not empty. */
    POPULATED,
    /** The entry is not present. */
    NOT_PRESENT,
    /** The entry, or what the file has at the offset, is not a swap entry. */
    NOT_SWAPPED,
    /** The entry is not a migration entry. */
    NOT_MIGRATING,
    /** The entry does not map the zero page. */
    NOT_ZERO_PAGE,
    /** The entry does not let the access through. */
    NOT_ACCESSIBLE,
    /** The entry does not have the tagged attribute. */
    NOT_TAGGED,
    /** The page table lock of the entry is held by a step in between. */
    PTE_LOCKED,
    /** The frame is not free. */
    PAGE_IN_USE,
    /** The frame is free. */
    PAGE_FREE,
    /** The page has one owner, so the write fault reuses it. */
    EXCLUSIVE,
    /** The page has other owners, so the write fault copies it. */
    SHARED,
    /** The page is not exclusive, so it cannot be pinned. */
    NOT_EXCLUSIVE,
    /** The page, or the address, is pinned. */
    PINNED,
    /** The page, or the address, is not pinned. */
    NOT_PINNED,
    /** The page's first tags are being written by somebody else. */
    TAGS_LOCKED,
    /** The page's tags have to be cleared before the entry may expose them. */
    TAGS_NOT_CLEARED,
    /** The page's tags need no clearing. */
    TAGS_VALID,
    /** The folio lock is held by reclaim or migration. */
    FOLIO_LOCKED,
    /** The area is locked in memory. */
    MLOCKED,
    /** The path has not isolated the folio. */
    NOT_ISOLATED,
    /** The folio under migration has no destination. */
    NOT_COPIED,
    /** The folio under migration has another destination already. */
    COPIED,
    /** The folio has one page. */
    NOT_LARGE,
    /** The folio has several pages, and would have to be split first. */
    LARGE,
    /** A huge entry maps the page, and would have to be split first. */
    PMD_MAPPED,
    /** No huge entry begins at the address. */
    NOT_PMD_MAPPED,
    /** The destination has not taken the folio's place. */
    NOT_MOVED,
    /** The destination has taken the folio's place. */
    MOVED,
    /** The folio is in the swap cache. */
    CACHED,
    /** The folio, or the slot's folio, is not in the swap cache. */
    NOT_CACHED,
    /** Some entry may write to the page. */
    WRITABLE,
    /** The pages are not equal, or have tags. */
    DIFFERENT,
    /** The entry maps that page already. */
    MERGED,
    /** The folio is lazily freed, so it needs no slot. */
    LAZY_FREE,
    /** The folio is not lazily freed. */
    NOT_LAZY_FREE,
    /** The folio is still mapped. */
    STILL_MAPPED,
    /** Migration entries still name the folio. */
    STILL_MIGRATING,
    /** The folio has nothing to write. */
    CLEAN,
    /** The folio has something to write. */
    DIRTY,
    /** The device is still writing the folio. */
    UNDER_WRITEBACK,
    /** The device is not writing the folio. */
    NOT_UNDER_WRITEBACK,
    /** The swap area, or any, is not on. */
    SWAP_NOT_ON,
    /** The swap area is not off. */
    SWAP_NOT_OFF,
    /** No swapoff is running, or that of another area. */
    SWAP_NOT_LEAVING,
    /** The swapoff of another area is running. */
    SWAPOFF_RUNNING,
    /** A swap area of higher priority has room. */
    AREA_HAS_ROOM,
    /** The slot is not free. */
    SLOT_IN_USE,
    /** The slot has no user. */
    SLOT_UNUSED,
    /** The slot still has users. */
    SLOT_HAS_USERS,
    /** The slot is not waiting in the return cache. */
    SLOT_NOT_RETURNING,
    /** A read past the swap cache has claimed the slot. */
    SLOT_CLAIMED,
    /** The slot can be read, so the fault has no reason to start again. */
    SLOT_READABLE,
    /** The step cannot bypass the swap cache: the device is not synchronous or the slot is shared. */
    NO_BYPASS,
    /** No tag storage can be had for the page: it is tag storage itself, or of no region. */
    NOT_TAGGABLE,
    /** Tag storage can be had for the page. */
    TAGGABLE,
    /** The frame is tag storage that holds tags, or is about to. */
    HOLDS_TAGS,
    /** The page is tag storage. */
    TAG_STORAGE,
    /** The page has no tag storage. */
    NO_STORAGE,
    /** The page has tag storage. */
    HAS_STORAGE,
    /** Somebody else is claiming tag storage. */
    STORAGE_LOCKED,
    /** The block of tag storage holds data. */
    BLOCK_IN_USE,
    /** The entry does not wait for tag storage. */
    NOT_WAITING,
    /** This site cannot fail in this way, in this profile or state. */
    CANNOT_FAIL;

    private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The name in counterexample files, such as {@code mmap-locked}. */
    public String text() {
        return text;
    }
}
