package dev.pagetwin.impl;

/**
 * {@code struct tag_region}, as firmware describes it: nothing here says that all the tags have room.
 *
 * @param memStart the first data page
 * @param memPages how many data pages
 * @param tagStart the first page of tag storage
 * @param tagPages how many pages of tag storage
 * @param block how many of these make a block
 * @param ratio how many data pages have their tags in one page
 */
public record TagRegion(int memStart, int memPages, int tagStart, int tagPages, int block, int ratio) {
    /** How many data pages have their tags in one block. */
    public long span() {
        return (long) ratio * block;
    }

    /** Whether a page of data is in this region. */
    public boolean holds(long pfn) {
        return pfn >= memStart && pfn < (long) memStart + memPages;
    }

    /** Whether the region has a block with this number. */
    public boolean hasBlock(int number) {
        return number >= 0 && (number + 1L) * block <= tagPages;
    }
}
