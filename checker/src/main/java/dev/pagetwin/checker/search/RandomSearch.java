package dev.pagetwin.checker.search;

import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.Pace;
import dev.pagetwin.checker.twin.Twin;
import dev.pagetwin.checker.twin.Window;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.preset.Preset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Random lockstep in one preset: runs from consecutive seeds until one disagrees or the limit is reached. */
public final class RandomSearch {
    private final Preset preset;
    private final Generator generator;
    private final Design design;
    private final Compare compare;
    private Coverage coverage = new Coverage();
    private long runs;

    /** A run that disagreed, whole. */
    public record Found(List<Op> ops, Divergence divergence) {}

    /** A search that has not begun. */
    public RandomSearch(Preset preset, Design design, Compare compare) {
        this.preset = preset;
        this.generator = new Generator(preset);
        this.design = design;
        this.compare = compare;
    }

    /** Searches; the first run that disagrees, or null at the limit. May be called again to go on. */
    public @Nullable Found run(long seed, Limit limit, Progress progress) {
        return run(seed, limit, progress, found -> true);
    }

    /** Searches, one run at least unless stopped; the first that disagrees as wanted, or null at the limit. May be called again. */
    public @Nullable Found run(long seed, Limit limit, Progress progress, Predicate<Found> wanted) {
        long begun = coverage.steps();
        boolean first = limit.steps() > 0 && !limit.stop().requested();
        while (first || !limit.reached(coverage.steps() - begun)) {
            first = false;
            Found found = oneRun(seed(seed, runs++), limit.steps() - (coverage.steps() - begun));
            progress.at(preset.name(), coverage.steps() - begun, limit.steps());
            if (found != null && wanted.test(found)) {
                return found;
            }
        }
        return null;
    }

    /**
     * Searches; the first run that disagrees, or one within so many steps after it that breaks a property: a state that
     * differs says less than that, which is often near.
     */
    public @Nullable Found tell(long seed, Limit limit, Progress progress, long near) {
        Found found = run(seed, limit, progress);
        if (found == null || breaksSomething(found)) {
            return found;
        }
        Limit soon = Limit.ofSteps(near).or(limit.stop());
        Found telling = run(seed, soon, progress, RandomSearch::breaksSomething);
        return telling == null ? found : telling;
    }

    /** Whether a property is broken where the run disagrees. */
    public static boolean breaksSomething(Found found) {
        return !found.divergence().broken().isEmpty();
    }

    /** What was reached since the last time it was asked so. */
    public Coverage drained() {
        Coverage seen = coverage;
        coverage = new Coverage();
        return seen;
    }

    /** Goes on with the run of that number. */
    public void skipTo(long run) {
        runs = run;
    }

    /** The run that comes next alone, with so many steps at most; how it disagreed, or null. */
    public @Nullable Found next(long seed, long most) {
        return oneRun(seed(seed, runs++), most);
    }

    private static long seed(long seed, long run) {
        return seed * 1_000_003L + run;
    }

    /** How many steps the run of that number has, if nothing disagrees before. */
    public static int length(Generator generator, long seed, long run) {
        return generator.walk(seed(seed, run)).length();
    }

    /** The run of that number, as a search from this seed takes it. */
    public static Generator.Walk walk(Generator generator, long seed, long run) {
        return generator.walk(seed(seed, run));
    }

    private @Nullable Found oneRun(long seed, long most) {
        Window window = Window.whole(preset.bounds());
        Twin twin = new Twin(window, window.enter(design), compare, coverage, Pace.TOUCHED);
        Generator.Walk walk = generator.walk(seed);
        List<Op> ops = new ArrayList<>();
        try {
            while (ops.size() < Math.min(walk.length(), most)) {
                Op op = walk.next(twin.machine());
                ops.add(op);
                Divergence divergence = twin.step(op);
                if (divergence != null) {
                    return new Found(List.copyOf(ops), divergence);
                }
            }
            Divergence divergence = twin.whole();
            return divergence == null ? null : new Found(List.copyOf(ops), divergence);
        } finally {
            twin.report();
        }
    }

    /** What was reached so far. */
    public Coverage coverage() {
        return coverage;
    }

    /** How many runs were begun. */
    public long runs() {
        return runs;
    }
}
