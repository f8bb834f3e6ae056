package dev.pagetwin.checker.search;

import java.util.Random;

/**
 * The numbers of {@link Random}, for one thread: most of a random step is to draw. Sound as the recurrence is the one
 * that {@link Random} documents; {@code DrawsTest} holds it against that.
 */
final class Draws extends Random {
    private static final long serialVersionUID = 1L;
    private static final long MULTIPLIER = 0x5DEECE66DL;
    private static final long MASK = (1L << 48) - 1;

    private long state;

    Draws(long seed) {
        super(0);
        state = (seed ^ MULTIPLIER) & MASK;
    }

    @Override
    protected int next(int bits) {
        state = (state * MULTIPLIER + 0xBL) & MASK;
        return (int) (state >>> 48 - bits);
    }
}
