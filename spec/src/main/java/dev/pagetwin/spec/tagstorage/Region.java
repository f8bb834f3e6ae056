package dev.pagetwin.spec.tagstorage;

import java.util.List;
import java.util.Locale;

/**
 * Data pages, and the pages that hold their tags ({@code struct tag_region}). A region that could not hold all the tags
 * cannot be made.
 *
 * @param memStart the first data page
 * @param memPages how many data pages
 * @param tagStart the first page of tag storage
 * @param tagPages how many pages of tag storage
 * @param blockPages how many of these make a block; within one, nobody knows whose tags are where
 * @param ratio how many data pages have their tags in one page
 */
public record Region(int memStart, int memPages, int tagStart, int tagPages, int blockPages, int ratio) {
    /** Four bits for each sixteen bytes. */
    public static final int RATIO = 32;

    public Region {
        require(memStart >= 0 && tagStart >= 0, "starts at pages %d and %d, expected none below 0", memStart, tagStart);
        require(memPages > 0 && tagPages > 0, "has %d pages and %d of tags, expected some", memPages, tagPages);
        require(blockPages > 0, "has blocks of %d pages, expected one or more", blockPages);
        require(ratio > 0, "has the tags of %d pages in one, expected one or more", ratio);
        require(tagPages % blockPages == 0, "has %d pages of tags, expected whole blocks of %d", tagPages, blockPages);
        require(
                (long) ratio * tagPages >= memPages,
                "has room for the tags of %d pages, expected %d", (long) ratio * tagPages, memPages);
        long memEnd = (long) memStart + memPages;
        long tagEnd = (long) tagStart + tagPages;
        require(
                memEnd <= Integer.MAX_VALUE && tagEnd <= Integer.MAX_VALUE,
                "ends at pages %d and %d, expected none above %d", memEnd, tagEnd, Integer.MAX_VALUE);
        require(
                memEnd <= tagStart || tagEnd <= memStart,
                "has tag storage among its data, from page %d on, expected none", Math.max(memStart, tagStart));
    }

    /**
     * These regions can be of one machine: they lie in its memory, no tag storage is anything else's, and tags are of
     * one size.
     */
    public static void requireApart(List<Region> regions, int pages) {
        for (Region one : regions) {
            int end = Math.max(one.memStart + one.memPages, one.tagStart + one.tagPages);
            require(end <= pages, "ends at page %d, expected none above %d", end, pages);
            for (Region other : regions) {
                boolean apart = one == other
                        || (outside(one, other.tagStart, other.tagPages)
                                && (one.memStart + one.memPages <= other.memStart
                                        || other.memStart + other.memPages <= one.memStart));
                require(apart, "overlaps the one from page %d on, expected none that does", other.memStart);
                require(
                        one.ratio == other.ratio,
                        "has the tags of %d pages in one, expected %d as everywhere", other.ratio, one.ratio);
            }
        }
    }

    /** Whether these pages are neither data nor tag storage of the region. */
    private static boolean outside(Region region, int first, int pages) {
        int end = first + pages;
        return (end <= region.memStart || first >= region.memStart + region.memPages)
                && (end <= region.tagStart || first >= region.tagStart + region.tagPages);
    }

    private static void require(boolean holds, String wrong, Object... values) {
        if (!holds) {
            throw wrong(wrong, values);
        }
    }

    private static IllegalArgumentException wrong(String wrong, Object... values) {
        return new IllegalArgumentException("region: " + String.format(Locale.ROOT, wrong, values));
    }

    /** The same region, if its first data page begins a tag page as what was posted needs, and nothing checks. */
    public Region aligned() {
        require(memStart % ratio == 0, "starts at page %d, expected a multiple of %d", memStart, ratio);
        return this;
    }

    /** Whether all these pages are data pages of this region. */
    public boolean holds(int first, int pages) {
        return first >= memStart && pages > 0 && (long) first + pages <= (long) memStart + memPages;
    }

    /** The page that holds the tags of a data page: the data pages fill the tag pages in order. */
    public int tagPage(int page) {
        if (!holds(page, 1)) {
            throw wrong("does not hold page %d", page);
        }
        return tagStart + (page - memStart) / ratio;
    }

    /** Whether the page is tag storage of this region. */
    public boolean stores(int page) {
        return page >= tagStart && page < tagStart + tagPages;
    }

    /** The first page of the block in which a page of tag storage lies: the blocks follow each other from the first. */
    public int block(int tagPage) {
        if (tagPage < tagStart || tagPage >= tagStart + tagPages) {
            throw wrong("has no tags in page %d", tagPage);
        }
        return tagPage - (tagPage - tagStart) % blockPages;
    }
}
