package dev.pagetwin.checker.search;

import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.Twin;
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
    private final Coverage coverage = new Coverage();
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

    /** Searches, one run at least; the first that disagrees as wanted, or null at the limit. May be called again. */
    public @Nullable Found run(long seed, Limit limit, Progress progress, Predicate<Found> wanted) {
        long begun = coverage.steps();
        boolean first = limit.steps() > 0;
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
        Twin twin = new Twin(preset.bounds(), design, compare, coverage);
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
            return null;
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
