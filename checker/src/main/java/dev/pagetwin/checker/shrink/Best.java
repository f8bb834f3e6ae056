package dev.pagetwin.checker.shrink;

import dev.pagetwin.checker.twin.Run;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.op.Op;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The best list so far. Candidates are offered to it; it takes those that fail alike and are smaller. */
final class Best {
    /** The longest list for which passes may take quadratic time. */
    private static final int SHORT = 40;

    /** Longer candidates are not remembered, so that long traces do not fill the memory. */
    private static final int REMEMBERED = 64;

    private final Trial trial;
    private final Keep keep;
    private final Simplicity simplicity;
    private final Budget budget;
    private final Set<List<Op>> refused = new HashSet<>();

    private long trials;
    private boolean exhausted;
    private Run run;
    private Measure measure;

    Best(List<Op> ops, Trial trial, Keep keep, Simplicity simplicity, Budget budget) {
        this.trial = trial;
        this.keep = keep;
        this.simplicity = simplicity;
        this.budget = budget;
        this.trials = 1;
        this.run = trial.run(ops);
        if (!keep.keeps(run.divergence())) {
            throw new IllegalArgumentException("the operations do not fail as they should: " + run.divergence());
        }
        this.measure = Measure.of(run.ops(), simplicity);
        strip();
    }

    private void strip() {
        Run stripped = stripped(run);
        if (stripped != run) {
            run = stripped;
            measure = Measure.of(run.ops(), simplicity);
        }
    }

    List<Op> ops() {
        return run.ops();
    }

    int size() {
        return run.ops().size();
    }

    /** Whether passes may take quadratic time. */
    boolean isShort() {
        return size() <= SHORT;
    }

    Run run() {
        return run;
    }

    long trials() {
        return trials;
    }

    /** Whether the budget has run out; nothing is accepted any more. */
    boolean exhausted() {
        return exhausted;
    }

    /** Takes the candidate, without what does not matter in it, if it fails alike and is smaller. */
    boolean offer(List<Op> candidate) {
        if (candidate.isEmpty() || candidate.equals(ops()) || refused.contains(candidate)) {
            return false;
        }
        Run found = attempt(candidate);
        if (found == null) {
            return false;
        }
        Run stripped = stripped(found);
        Measure smaller = Measure.of(stripped.ops(), simplicity);
        if (smaller.compareTo(measure) >= 0) {
            refuse(candidate);
            return false;
        }
        run = stripped;
        measure = smaller;
        return true;
    }

    /** The run of the candidate if it fails alike, else null. */
    private @Nullable Run attempt(List<Op> candidate) {
        if (exhausted || refused.contains(candidate)) {
            return null;
        }
        if (trials == budget.trials() || budget.stop().requested()) {
            exhausted = true;
            return null;
        }
        trials++;
        Run found = trial.run(candidate);
        if (keep.keeps(found.divergence())) {
            return found;
        }
        refuse(candidate);
        return null;
    }

    /** What was refused once is refused for ever, as the best list only gets smaller. */
    private void refuse(List<Op> candidate) {
        if (candidate.size() <= REMEMBERED) {
            refused.add(List.copyOf(candidate));
        }
    }

    /** The run without operations that the specification rejected, if it still fails alike: they change nothing. */
    private Run stripped(Run found) {
        Run shortest = found;
        while (true) {
            List<Op> rest = withoutRejected(shortest);
            Run next = rest.size() < shortest.ops().size() ? attempt(rest) : null;
            if (next == null) {
                return shortest;
            }
            shortest = next;
        }
    }

    private static List<Op> withoutRejected(Run run) {
        List<Op> rest = new ArrayList<>();
        int last = run.ops().size() - 1;
        for (int i = 0; i <= last; i++) {
            if (i == last || !(run.results().get(i) instanceof Result.Rejected)) {
                rest.add(run.ops().get(i));
            }
        }
        return rest;
    }
}
