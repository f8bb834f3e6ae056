package dev.pagetwin.spec.state;

/** What the page cache holds at an offset of the file that is not a hole. */
public sealed interface FileEntry {
    /**
     * The page is in memory: a fault maps it, whoever faults. The page cache holds a reference.
     *
     * @param page the frame
     */
    record Resident(Pfn page) implements FileEntry {}

    /**
     * The page's content is owed by a swap slot, which the file is the only user of ({@code SWAP_MAP_SHMEM}).
     *
     * @param slot the slot
     */
    record Swapped(SlotId slot) implements FileEntry {}
}
