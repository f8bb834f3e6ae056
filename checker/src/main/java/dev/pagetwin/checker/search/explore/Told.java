package dev.pagetwin.checker.search.explore;

import java.util.Arrays;

/** What was counted and found in expanding one slice, as words. */
final class Told {
    private static final int HEAD = 6;

    private Told() {}

    static long[] of(Tally tally, Verdict verdict) {
        int actions = tally.enabled.length;
        long[] words = new long[HEAD + 2 * actions + tally.counters.length];
        words[0] = tally.transitions;
        words[1] = tally.deadlocks;
        words[2] = tally.firstDeadlock;
        words[3] = verdict.state();
        words[4] = verdict.step();
        words[5] = verdict.ordinal();
        System.arraycopy(tally.enabled, 0, words, HEAD, actions);
        System.arraycopy(tally.taken, 0, words, HEAD + actions, actions);
        System.arraycopy(tally.counters, 0, words, HEAD + 2 * actions, tally.counters.length);
        return words;
    }

    /** Adds the words that begin there to a tally and a verdict; none, if nothing was expanded. */
    static void add(long[] words, int from, Tally tally, Verdict verdict) {
        if (from == words.length) {
            return;
        }
        int actions = tally.enabled.length;
        tally.transitions += words[from];
        tally.deadlocks += words[from + 1];
        tally.firstDeadlock = Math.min(tally.firstDeadlock, words[from + 2]);
        if (Verdict.isSome(words[from + 3])) {
            verdict.badState(words[from + 3], "");
        }
        if (Verdict.isSome(words[from + 4])) {
            verdict.badStep(words[from + 4], (int) words[from + 5], "");
        }
        int at = from + HEAD;
        Totals.add(tally.enabled, Arrays.copyOfRange(words, at, at + actions));
        Totals.add(tally.taken, Arrays.copyOfRange(words, at + actions, at + 2 * actions));
        Totals.add(tally.counters, Arrays.copyOfRange(words, at + 2 * actions, words.length));
    }
}
