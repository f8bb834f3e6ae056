package dev.pagetwin.checker.search.explore;

/** Guesses what is left from how the ratio of new states changes from level to level. */
final class Forecast {
    private static final int FAR = 10_000;

    private Forecast() {}

    /** The states after the last of the levels, if the ratio keeps falling as it does now; -1 if it does not fall. */
    static long left(long[] levels) {
        int n = levels.length;
        if (n < 3 || levels[n - 3] == 0 || levels[n - 2] == 0) {
            return -1;
        }
        double ratio = (double) levels[n - 1] / levels[n - 2];
        double change = ratio / ((double) levels[n - 2] / levels[n - 3]);
        if (change >= 1 && ratio >= 1) {
            return -1;
        }
        double sum = 0;
        double level = levels[n - 1];
        for (int i = 0; i < FAR && level >= 1; i++) {
            ratio *= Math.min(change, 1);
            level *= ratio;
            sum += level;
        }
        return sum < Long.MAX_VALUE / 2 ? (long) sum : -1;
    }
}
