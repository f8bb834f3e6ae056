package dev.pagetwin.impl.arch.tagstorage;

import dev.pagetwin.impl.TagRegion;


/**
 * The blocks that a range of data pages reserves, numbered from the region's first, and how many users each of them
 * gets. A range is any number of pages from anywhere, aligned or not.
 *
 * <p>Sound because blocks are in the order of the data pages: those between the block of the first page and that of the
 * last are the ones in use, and nothing has to be known of alignment, of the size of a block or of the region's start.
 */
public class BlockRange {
    private final TagRegion region;

    public BlockRange(TagRegion region) {
        this.region = region;
    }

    protected final TagRegion region() {
        return region;
    }

    /** The block of a data page. */
    protected final int block(long pfn) {
        return (int) ((pfn - region.memStart()) / region.span());
    }

    /** The first block to reserve. */
    public final int first(int pfn) {
        return block(pfn);
    }

    /** How many blocks to reserve. */
    public int count(int pfn, int pages) {
        return block(pfn + pages - 1L) - first(pfn) + 1;
    }

    /** How many users a block gets with these pages: those of its data pages that are among them. */
    public int users(int pfn, int pages, int block) {
        long off = (long) pfn - region.memStart();
        long from = Math.max(off, region.span() * block);
        long to = Math.min(off + pages, region.span() * (block + 1L));
        return (int) Math.max(to - from, 0);
    }

    /** Whether the pages and all of their blocks are the region's. */
    public boolean fits(int pfn, int pages) {
        return region.holds(pfn)
                && region.holds(pfn + pages - 1L)
                && region.hasBlock(first(pfn))
                && region.hasBlock(block(pfn + pages - 1L));
    }

    /** Where a block starts. */
    public final int start(int block) {
        return region.tagStart() + block * region.block();
    }
}
