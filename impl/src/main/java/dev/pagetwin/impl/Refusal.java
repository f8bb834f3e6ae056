package dev.pagetwin.impl;

/** Why a step cannot be taken now. A refused step changes nothing. */
public enum Refusal {
    /** No address space has this number. */
    NO_SUCH_MM,
    /** An address space has this number already. */
    MM_EXISTS,
    /** Somebody has to stay: this is the only address space. */
    LAST_MM,
    /** {@code mmap_lock} is held by a call in flight, or by the fork that makes this address space. */
    MMAP_LOCKED,
    /** No call in flight goes on with this step. */
    NO_SUCH_CALL,
    /** The range is empty or runs over the end. */
    OUT_OF_RANGE,
    /** An area is in the way. */
    ALREADY_MAPPED,
    /** An area is missing, or nobody maps the page. */
    NOT_MAPPED,
    /** The pages of the range do not have equal areas. */
    NOT_ONE_AREA,
    /** Addresses, frames or slots are not a naturally aligned range of the folio's size. */
    NOT_ALIGNED,
    /** Old and new place have pages in common. */
    OVERLAPS,
    /** The area maps the file, or the page is in the page cache. */
    FILE_BACKED,
    /** The area is private, or the page is not in the page cache. */
    NOT_FILE_BACKED,
    /** The page cache has no page there. */
    NOT_RESIDENT,
    /** The area's protection forbids the access. */
    NOT_PERMITTED,
    /** The entry is populated, or the file at the offset. */
    POPULATED,
    /** The entry does not map a page. */
    NOT_PRESENT,
    /** The entry, or the file at the offset, does not name a slot. */
    NOT_SWAPPED,
    /** The entry does not name a page on its way to another frame. */
    NOT_MIGRATING,
    /** The entry does not map the zero page. */
    NOT_ZERO_PAGE,
    /** The entry's protection is not the one that the step needs. */
    NOT_ACCESSIBLE,
    /** The entry lacks the tagged memory attribute. */
    NOT_TAGGED,
    /** The page table lock is held across two steps. */
    PTE_LOCKED,
    /** The frame is allocated. */
    PAGE_IN_USE,
    /** The frame is not allocated. */
    PAGE_FREE,
    /** There is nobody to copy the page away from. */
    EXCLUSIVE,
    /** The page has further owners. */
    SHARED,
    /** The page is not exclusive, so it cannot be pinned. */
    NOT_EXCLUSIVE,
    /** The page, or the address, is pinned. */
    PINNED,
    /** The page, or the address, is not pinned. */
    NOT_PINNED,
    /** {@code PG_mte_lock} is held by somebody else. */
    TAGS_LOCKED,
    /** The first half of first tagging is still to come. */
    TAGS_NOT_CLEARED,
    /** There is no first tagging to do. */
    TAGS_VALID,
    /** Reclaim or migration holds the folio lock. */
    FOLIO_LOCKED,
    /** This path does not hold the folio lock. */
    MLOCKED,
    NOT_ISOLATED,
    /** There is no copy to go on with. */
    NOT_COPIED,
    /** There is a copy already, in another frame. */
    COPIED,
    /** A copy is there, but has not replaced the page. */
    NOT_MOVED,
    /** The folio has one page only. */
    NOT_LARGE,
    /** The folio has several pages, and would have to be split first. */
    LARGE,
    /** The page table has a huge entry there, of which one page is wanted. */
    PMD_MAPPED,
    /** The page table has no huge entry that begins there. */
    NOT_PMD_MAPPED,
    /** The copy has replaced the page. */
    MOVED,
    /** A page is in the swap cache, or held by the fault. */
    CACHED,
    /** No page is in the swap cache, or held by the fault. */
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
    /** Entries map the page. */
    STILL_MAPPED,
    /** Migration entries name the page. */
    STILL_MIGRATING,
    /** The device has what memory has. */
    CLEAN,
    /** Memory is newer than the device. */
    DIRTY,
    /** The device is writing the page. */
    UNDER_WRITEBACK,
    /** The device is not writing the page. */
    NOT_UNDER_WRITEBACK,
    /** The swap area is off, or being emptied. */
    SWAP_NOT_ON,
    /** The swap area is on, or being emptied. */
    SWAP_NOT_OFF,
    /** The swap area is not being emptied. */
    SWAP_NOT_LEAVING,
    SWAPOFF_RUNNING,
    AREA_HAS_ROOM,
    /** The slot, or one of the area, is not free. */
    SLOT_IN_USE,
    /** No entry names the slot. */
    SLOT_UNUSED,
    /** Entries name the slot. */
    SLOT_HAS_USERS,
    /** The slot is not in the return cache. */
    SLOT_NOT_RETURNING,
    /** A read past the swap cache holds {@code SWAP_HAS_CACHE}. */
    SLOT_CLAIMED,
    /** Nothing stands in the way of the read. */
    SLOT_READABLE,
    /** Only a synchronous device and a slot with one user let a read past the swap cache. */
    NO_BYPASS,
    /** No region has the page's tags. */
    NOT_TAGGABLE,
    /** A region has the page's tags. */
    TAGGABLE,
    /** The frame's block has users, or is claimed. */
    HOLDS_TAGS,
    /** The page is tag storage. */
    TAG_STORAGE,
    /** No tag storage is reserved for the page. */
    NO_STORAGE,
    /** Tag storage is reserved for the page. */
    HAS_STORAGE,
    /** Another fault holds the mutex of tag storage. */
    STORAGE_LOCKED,
    /** A frame of the block is allocated. */
    BLOCK_IN_USE,
    /** The entry has no fault-on-access bit. */
    NOT_WAITING,
    /** The step asks for a failure where nothing can fail. */
    CANNOT_FAIL
}
