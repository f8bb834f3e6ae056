package dev.pagetwin.checker.shrink;

import dev.pagetwin.checker.stop.Stop;

/**
 * How much work a minimisation may do. Counted in trials, not in time, so that it ends with the same result everywhere.
 *
 * @param trials the most runs, at least 1
 * @param stop ends it before: then the result is what it had come to
 */
public record Budget(long trials, Stop stop) {
    /** Enough for traces of a few hundred steps. */
    public static final Budget DEFAULT = new Budget(100_000);

    /** So many trials, with nothing to end them before. */
    public Budget(long trials) {
        this(trials, Stop.NEVER);
    }

    public Budget {
        if (trials < 1) {
            throw new IllegalArgumentException(trials + " trials");
        }
    }

    /** The same work, or less if it is stopped. */
    public Budget or(Stop earlier) {
        return new Budget(trials, earlier);
    }
}
