package dev.pagetwin.checker.search.explore;

/** Spreads keys: the upper bits choose the partition, the lower 32 the slot in its table. */
final class Hash {
    private static final long A = 0x9E3779B97F4A7C15L;
    private static final long B = 0xD6E8FEB86659FD93L;

    private Hash() {}

    static long of(long key) {
        long h = key * A;
        h = (h ^ h >>> 32) * B;
        return h ^ h >>> 32;
    }

    static long of(long hi, long lo) {
        return of(hi + lo * B);
    }

    /** The hash of the key of that many words at that word. */
    static long at(long[] keys, int at, int width) {
        return width == 1 ? of(keys[at]) : of(keys[at], keys[at + 1]);
    }

    /** The partition of a hash; two shifts, since a shift by 64 would be none. */
    static int partition(long hash, int partitionBits) {
        return (int) (hash >>> 1 >>> 63 - partitionBits);
    }
}
