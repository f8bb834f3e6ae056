package dev.pagetwin.checker.search.large;

/** An address space of the background: one area, in which what each page has follows from its number. */
final class Space {
    /** As many pages have the same data. */
    static final int CHUNK = 256;

    final int mm;
    final int len;
    final boolean tagged;
    final long salt;
    final Run run;
    boolean writable = true;

    /** The area's first page: a move takes it to the other half of the address space. */
    int at;

    /** The pages that are swapped out. */
    int swappedFrom;

    int swappedLen;
    int swapArea = -1;

    /** Frames that follow each other, a frame a page, and how many address spaces map them. */
    static final class Run {
        final int first;
        int holders = 1;

        Run(int first) {
            this.first = first;
        }
    }

    Space(int mm, int len, boolean tagged, long salt, Run run) {
        this.mm = mm;
        this.len = len;
        this.tagged = tagged;
        this.salt = salt;
        this.run = run;
    }

    /** The child that a fork makes of it. */
    Space forked(int child) {
        Space copy = new Space(child, len, tagged, salt, run);
        copy.writable = writable;
        copy.at = at;
        copy.swappedFrom = swappedFrom;
        copy.swappedLen = swappedLen;
        copy.swapArea = swapArea;
        run.holders++;
        return copy;
    }

    boolean alone() {
        return run.holders == 1;
    }

    boolean isSwapped(int page) {
        return page >= swappedFrom && page < swappedFrom + swappedLen;
    }

    /** What a page has for data. */
    int data(int page) {
        return (int) mix(salt + page / CHUNK) & 15;
    }

    /** The tag of a granule of a page. */
    int tag(int page, int granule) {
        return (int) (mix(salt ^ (long) page << 20) >>> ((granule & 15) << 2)) & 15;
    }

    private static long mix(long seed) {
        long z = seed * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        return z ^ (z >>> 27);
    }
}
