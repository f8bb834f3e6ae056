package dev.pagetwin.checker.search.explore;

/**
 * Words for one slice.
 *
 * @param address the slice in its upper bits, and below them where the parcel stands among all that goes there:
 *     parcels must be taken in the order of their addresses
 * @param words what is sent
 */
public record Parcel(long address, long[] words) {
    private static final int PLACE_BITS = 52;

    /** The place of what is no successor: behind all of them. */
    static final long LAST = (1L << PLACE_BITS) - 1;

    static long address(int slice, long place) {
        return (long) slice << PLACE_BITS | place;
    }

    /** The slice that an address names. */
    public static int slice(long address) {
        return (int) (address >>> PLACE_BITS);
    }

    static long place(long address) {
        return address & LAST;
    }
}
