package dev.pagetwin.checker.cex;

import dev.pagetwin.checker.shrink.Budget;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What a file costs whoever runs it, and how much of that it may ask for. A file of a few lines can name a machine of
 * millions of tags, and a small machine can be stepped thousands of times; only both together make a run slow or large.
 * Counted and not measured, so that a file is refused or not whatever machine it is read on.
 */
public final class Effort {
    /** About a minute: all steps are taken twice, and again without each step that might be dropped. */
    public static final long MOST_REPLAY = 30_000_000_000L;

    /** Some hundred megabytes: a page shows both sides at every step. */
    public static final long MOST_FILM = 4_000_000;

    /** Far more than any minimisation of a run that a search has found; half an hour for a run that never ends early. */
    public static final long MOST_SHRINK = 1_000_000_000_000L;

    /** What an exhaustive search tries in every state is listed first: some megabytes. */
    public static final long MOST_OPERATIONS = 200_000;

    /** What a step costs, in parts as long as the comparison of a tag: about two nanoseconds each. */
    private static final long STEP = 20_000;
    private static final long ENTRY = 200;
    private static final long PAGE = 40;

    private Effort() {}

    /** The places of a machine: entries, pages and slots, their tags, and pages of the file. */
    static long places(Bounds b) {
        return (long) b.mms() * b.vas() + (long) (b.pages() + b.slots()) * (b.granules() + 1) + b.offsets();
    }

    /** What it costs to take a step and to compare what there is then. */
    static long step(Bounds b) {
        long pages = b.pages() + b.slots() + b.offsets();
        return STEP + ENTRY * b.mms() * b.vas() + pages * (PAGE + b.granules());
    }

    /** What {@link Replay} costs: two whole runs, and one without each step. */
    public static long replay(Counterexample cex) {
        long steps = cex.steps().size();
        return step(cex.bounds()) * steps * (steps + 1);
    }

    /** The places that are kept to show every step. */
    public static long film(Counterexample cex) {
        return places(cex.bounds()) * (cex.steps().size() + 1L);
    }

    /** With how many combinations of arguments operations can be asked for. */
    public static long operations(Bounds bounds) {
        long all = 0;
        for (OpKind kind : Ops.KINDS) {
            long combinations = 1;
            for (OpKind.Arg arg : kind.args()) {
                // Each of a few arguments may have thousands of values.
                combinations = Math.min(Integer.MAX_VALUE, combinations * arg.domain(bounds).size());
            }
            all += combinations;
        }
        return all;
    }

    /** What is wrong with replaying this, in one line; null if nothing is. */
    public static @Nullable String tooLongToReplay(Counterexample cex) {
        return tooMuch(replay(cex), "comparisons in its replay", MOST_REPLAY, cex);
    }

    /** What is wrong with showing this, in one line; null if nothing is. */
    public static @Nullable String tooLargeToShow(Counterexample cex) {
        return tooMuch(film(cex), "places to show", MOST_FILM, cex);
    }

    /** What is wrong with searching within these bounds, in one line; null if nothing is. */
    public static @Nullable String tooManyOperations(Counterexample cex) {
        return tooMuch(operations(cex.bounds()), "operations to try", MOST_OPERATIONS, cex);
    }

    private static @Nullable String tooMuch(long found, String what, long most, Counterexample cex) {
        return found <= most
                ? null
                : "found " + found + " " + what + " (steps " + cex.steps().size() + ", places "
                        + places(cex.bounds()) + "), expected at most " + most;
    }

    /** How often a minimiser may try: less often if each run takes long. */
    public static Budget shrinking(Bounds bounds, int steps) {
        long trials = MOST_SHRINK / (step(bounds) * Math.max(1, steps));
        return new Budget(Math.max(1, Math.min(Budget.DEFAULT.trials(), trials)));
    }
}
