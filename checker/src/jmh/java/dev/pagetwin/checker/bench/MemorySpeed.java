package dev.pagetwin.checker.bench;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** What this machine's memory can do at best, so that a path can be held against it. */
final class MemorySpeed {
    private static final int BYTES = 1 << 28;
    private static final int ROUNDS = 7;

    private MemorySpeed() {}

    /** Bytes read and written each nanosecond, of one thread that copies far more than any cache holds. */
    static double copied() {
        long[] from = new long[BYTES / Long.BYTES];
        long[] to = new long[BYTES / Long.BYTES];
        Arrays.fill(from, 1);
        double best = 0;
        for (int i = 0; i < ROUNDS; i++) {
            long begun = System.nanoTime();
            System.arraycopy(from, 0, to, 0, from.length);
            best = Math.max(best, 2.0 * BYTES / (System.nanoTime() - begun));
        }
        return best;
    }

    /** Nanoseconds of a read whose address depends on the one before, at random in far more than any cache holds. */
    static double missed() {
        int[] next = new int[BYTES / Integer.BYTES];
        for (int i = 0; i < next.length; i++) {
            next[i] = i;
        }
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        for (int i = next.length - 1; i > 0; i--) {
            int other = random.nextInt(i);
            int one = next[i];
            next[i] = next[other];
            next[other] = one;
        }
        int reads = 1 << 22;
        double best = Double.MAX_VALUE;
        int at = 0;
        for (int i = 0; i < ROUNDS; i++) {
            long begun = System.nanoTime();
            for (int j = 0; j < reads; j++) {
                at = next[at];
            }
            best = Math.min(best, (System.nanoTime() - begun) / (double) reads);
        }
        if (at < 0) {
            throw new IllegalStateException();
        }
        return best;
    }
}
