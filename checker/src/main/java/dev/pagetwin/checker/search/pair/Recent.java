package dev.pagetwin.checker.search.pair;

import dev.pagetwin.checker.search.explore.Fingerprint;

/**
 * The keys of states that were met lately. Most steps lead to one of them, which then needs no second comparison and no
 * second look for the names of its orbit. A state is told by a fingerprint of all its words.
 */
final class Recent {
    private static final int SIZE = 1 << 16;

    private final long[] table = new long[4 * SIZE];
    private int at;

    /** Looks a state up; if it is there, {@link #hi} and {@link #lo} are its key. */
    boolean has(Fingerprint state) {
        at = 4 * ((int) state.lo() & SIZE - 1);
        return table[at] == state.hi() && table[at + 1] == state.lo();
    }

    long hi() {
        return table[at + 2];
    }

    long lo() {
        return table[at + 3];
    }

    /** Remembers the state that was looked up last. */
    void add(Fingerprint state, long hi, long lo) {
        table[at] = state.hi();
        table[at + 1] = state.lo();
        table[at + 2] = hi;
        table[at + 3] = lo;
    }
}
