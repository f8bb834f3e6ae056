package dev.pagetwin.impl.arch.tagstorage;

import dev.pagetwin.impl.TagRegion;


/**
 * What was posted in its place, for 2^order pages of that alignment: a number of blocks that only the order decides,
 * the same number of users for each, and a look at the first block alone ({@code tag_storage_find_block}).
 */
public abstract class PostedRange extends BlockRange {
    protected PostedRange(TagRegion region) {
        super(region);
    }

    /** How many pages the tags of these fill, if they begin with one. */
    protected final int tagPages(int pages) {
        return Math.max(pages / region().ratio(), 1);
    }

    @Override
    public final int count(int pfn, int pages) {
        return count(pages);
    }

    /** How many blocks to reserve for 2^order pages. */
    protected abstract int count(int pages);

    @Override
    public final int users(int pfn, int pages, int block) {
        boolean reserved = block >= first(pfn) && block < first(pfn) + count(pages);
        return reserved ? (int) Math.min(pages, region().span()) : 0;
    }

    @Override
    public final boolean fits(int pfn, int pages) {
        return region().holds(pfn) && region().hasBlock(first(pfn));
    }

    private static int up(int number, int by) {
        return (number + by - 1) / by;
    }

    /** RFC v1 and v2: as many blocks as there are tag pages, whatever a block's size. */
    public static final class V2 extends PostedRange {
        public V2(TagRegion region) {
            super(region);
        }

        @Override
        protected int count(int pages) {
            return tagPages(pages);
        }
    }

    /** The author's answer in the review of v2: the tag pages are divided into blocks, and blocks are whole. */
    public static final class Reply extends PostedRange {
        public Reply(TagRegion region) {
            super(region);
        }

        @Override
        protected int count(int pages) {
            return up(tagPages(pages), region().block());
        }
    }

    /**
     * RFC v3, {@code order_to_num_blocks} as in that answer; but the loop over pages, by whole blocks, ends as many pages
     * after its start, as the multiplication by the size of a block is dropped.
     */
    public static final class V3 extends PostedRange {
        public V3(TagRegion region) {
            super(region);
        }

        @Override
        protected int count(int pages) {
            int blocks = up(tagPages(pages), region().block());
            return up(blocks, region().block());
        }
    }
}
