package dev.pagetwin.checker.search.large;

import dev.pagetwin.checker.twin.Room;
import dev.pagetwin.impl.Geometry;

/**
 * How large the kernel is around a window, in bytes.
 *
 * @param memory of all frames
 * @param swap of all slots
 * @param page of one page
 */
public record KernelSize(long memory, long swap, int page) {
    /** The least memory that is not a small kernel. */
    public static final long LEAST = 16L << 20;

    /** The most memory: what a kernel's arrays are made for. */
    public static final long MOST = 64L << 30;

    private static final int MOST_PAGES_A_SPACE = 8192;
    private static final int SPACES = 64;
    private static final int SPARE = 16;
    private static final int OFFSETS = 64;
    private static final int GRANULE = 16;

    public KernelSize {
        if (memory < LEAST || memory > MOST || swap < memory / 64 || swap > memory) {
            throw new IllegalArgumentException("memory=" + memory + " with swap=" + swap);
        }
    }

    int frames() {
        return (int) (memory / page);
    }

    /** How many pages an address space of the background has. */
    int pagesASpace() {
        return Math.max(1, Math.min(MOST_PAGES_A_SPACE, frames() / SPACES));
    }

    /** How many address spaces of the background there are for forks. */
    int spare() {
        return SPARE;
    }

    /** How many tags a page has. */
    public int granules() {
        return page / GRANULE;
    }

    /** What there is beside a window. */
    Room room() {
        int areas = Geometry.MOST_AREAS;
        return new Room(
                frames() / pagesASpace() + SPARE + 1, 2 * pagesASpace(), frames(), areas,
                (int) (swap / page / areas), OFFSETS);
    }
}
