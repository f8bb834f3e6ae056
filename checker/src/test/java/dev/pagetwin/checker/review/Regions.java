package dev.pagetwin.checker.review;

import dev.pagetwin.spec.tagstorage.Region;

/** Regions for tests. */
final class Regions {
    private Regions() {}

    /** Data pages from a start on, and behind them just the blocks for their tags. */
    static Region region(int start, int pages, int block) {
        int tagPages = up((pages + Region.RATIO - 1) / Region.RATIO, block);
        return new Region(start, pages, start + pages, tagPages, block, Region.RATIO);
    }

    static int up(int number, int to) {
        return (number + to - 1) / to * to;
    }
}
