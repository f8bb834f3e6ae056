package dev.pagetwin.checker.search.explore;

import java.util.Arrays;

/** What one worker counts in one level. */
final class Tally {
    final long[] enabled;
    final long[] taken;
    final long[] counters;
    long transitions;
    long deadlocks;
    long firstDeadlock = Long.MAX_VALUE;

    Tally(int actions, int counters) {
        this.enabled = new long[actions];
        this.taken = new long[actions];
        this.counters = new long[counters];
    }

    void clear() {
        Arrays.fill(enabled, 0);
        Arrays.fill(taken, 0);
        Arrays.fill(counters, 0);
        transitions = 0;
        deadlocks = 0;
        firstDeadlock = Long.MAX_VALUE;
    }
}
