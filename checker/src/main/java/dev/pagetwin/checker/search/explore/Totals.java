package dev.pagetwin.checker.search.explore;

import java.util.Arrays;
import org.checkerframework.checker.nullness.qual.Nullable;

/** What was counted up to a level boundary. */
final class Totals {
    final long[] enabled;
    final long[] taken;
    final long[] fresh;
    final long[] counters;
    long transitions;
    long deadlocks;
    @Nullable Place deadlock;
    private long[] levels = {};

    Totals(int actions, int counters) {
        this.enabled = new long[actions];
        this.taken = new long[actions];
        this.fresh = new long[actions];
        this.counters = new long[counters];
    }

    /** The number of new states of each level. */
    long[] levels() {
        return levels;
    }

    void addLevel(long states) {
        levels = Arrays.copyOf(levels, levels.length + 1);
        levels[levels.length - 1] = states;
    }

    /** The level that is being expanded, or -1 before the initial states. */
    int depth() {
        return levels.length - 1;
    }

    long distinct() {
        return Arrays.stream(levels).sum();
    }

    /** Adds what one worker counted in a level. */
    void add(Tally tally) {
        transitions += tally.transitions;
        deadlocks += tally.deadlocks;
        add(enabled, tally.enabled);
        add(taken, tally.taken);
        add(counters, tally.counters);
    }

    static void add(long[] to, long[] more) {
        for (int i = 0; i < to.length; i++) {
            to[i] += more[i];
        }
    }
}
