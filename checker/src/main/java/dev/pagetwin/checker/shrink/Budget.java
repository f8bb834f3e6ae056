package dev.pagetwin.checker.shrink;

/**
 * How much work a minimisation may do. Counted in trials, not in time, so that it ends with the same result everywhere.
 *
 * @param trials the most runs, at least 1
 */
public record Budget(long trials) {
    /** Enough for traces of a few hundred steps. */
    public static final Budget DEFAULT = new Budget(100_000);

    public Budget {
        if (trials < 1) {
            throw new IllegalArgumentException(trials + " trials");
        }
    }
}
