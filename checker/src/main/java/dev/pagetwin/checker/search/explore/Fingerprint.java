package dev.pagetwin.checker.search.explore;

/**
 * A hash of words to 128 bits, for models whose states do not fit a key: the rounds of MurmurHash3 (x64, 128). Each
 * round is a bijection of the pair of lanes for a given pair of words, so states that differ in one word never collide.
 */
public final class Fingerprint {
    private static final long C1 = 0x87C37B91114253D5L;
    private static final long C2 = 0x4CF5AD432745937FL;

    private long hi;
    private long lo;

    /** Hashes those words; {@link #hi()} and {@link #lo()} hold the result until the next call. */
    public void of(long[] words, int from, int length) {
        long a = 0;
        long b = 0;
        int end = from + length;
        for (int i = from; i < end; i += 2) {
            long next = i + 1 < end ? words[i + 1] : 0;
            a ^= Long.rotateLeft(words[i] * C1, 31) * C2;
            a = (Long.rotateLeft(a, 27) + b) * 5 + 0x52DCE729;
            b ^= Long.rotateLeft(next * C2, 33) * C1;
            b = (Long.rotateLeft(b, 31) + a) * 5 + 0x38495AB5;
        }
        a = (a ^ length) + (b ^ length);
        b = (b ^ length) + a;
        a = finish(a);
        b = finish(b);
        hi = a + b;
        lo = b + hi;
    }

    /** The upper half. */
    public long hi() {
        return hi;
    }

    /** The lower half. */
    public long lo() {
        return lo;
    }

    /** How likely it is that two of so many states share a fingerprint, in which case one of them is missed. */
    public static double collisionOdds(long states) {
        return Math.min(1, Math.scalb((double) states * states, -129));
    }

    private static long finish(long h) {
        long x = (h ^ h >>> 33) * 0xFF51AFD7ED558CCDL;
        x = (x ^ x >>> 33) * 0xC4CEB9FE1A85EC53L;
        return x ^ x >>> 33;
    }
}
