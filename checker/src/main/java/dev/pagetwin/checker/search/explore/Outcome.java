package dev.pagetwin.checker.search.explore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What a search found. All counts are those of a level boundary: of the levels wholly expanded before the end.
 *
 * @param distinct states reached, those of the last level included
 * @param transitions successors of the expanded states
 * @param levels the number of new states at each depth
 * @param deadlocks states without any successor
 * @param actions what became of each action
 * @param counters the model's own counters, in its order
 * @param violation the first violation, if there is one
 * @param deadlock a shortest way to a state without successor, if there is one
 * @param reason why the search is incomplete, if it is
 * @param checkpoint the folder from which it can be resumed, if there is one
 * @param collisionOdds how likely it is that a state was missed; 0 for exact keys
 */
public record Outcome(
        Status status,
        long distinct,
        long transitions,
        List<Long> levels,
        long deadlocks,
        List<Coverage> actions,
        List<Long> counters,
        @Nullable Violation violation,
        @Nullable Trace deadlock,
        @Nullable String reason,
        @Nullable Path checkpoint,
        double collisionOdds) {
    static Outcome of(
            Model model,
            Totals totals,
            Status status,
            @Nullable Violation violation,
            Tracer tracer,
            @Nullable String reason,
            @Nullable Path checkpoint)
            throws IOException {
        Place deadlock = totals.deadlock;
        List<Coverage> coverage = new ArrayList<>();
        List<String> actions = model.actions();
        for (int i = 0; i < actions.size(); i++) {
            coverage.add(new Coverage(actions.get(i), totals.enabled[i], totals.taken[i], totals.fresh[i]));
        }
        return new Outcome(status, totals.distinct(), totals.transitions, boxed(totals.levels()), totals.deadlocks,
                coverage, boxed(totals.counters), violation, deadlock == null ? null : tracer.to(deadlock), reason,
                checkpoint, odds(model, totals.distinct()));
    }

    private static List<Long> boxed(long[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    /** How likely it is that one of so many states was missed. */
    static double odds(Model model, long states) {
        return model.keys() == Model.Keys.EXACT ? 0 : Fingerprint.collisionOdds(states);
    }

    /** How a search ends. */
    public enum Status {
        /** Every reachable state was seen, and none is bad. */
        EXHAUSTED,
        /** A property is broken, and the trace is a shortest one. */
        VIOLATED,
        /** Memory and disk did not suffice. */
        INCOMPLETE
    }

    /**
     * A broken property.
     *
     * @param property what the model calls it
     * @param trace a shortest way to it
     */
    public record Violation(String property, Trace trace) {}

    /**
     * What became of one action.
     *
     * @param enabled states in which it was possible
     * @param taken transitions by it
     * @param fresh states that it was the first to reach
     */
    public record Coverage(String action, long enabled, long taken, long fresh) {}
}
