package dev.pagetwin.checker.shrink;

import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.op.Op;
import java.util.List;

/**
 * Shortens a failing list of operations, then makes it plain: the same failure, fewer steps, fewer ids, simpler values,
 * a canonical order. Equal arguments give equal results, and what comes out comes out unchanged a second time, unless
 * the budget ran out.
 */
public final class Minimiser {
    private Minimiser() {}

    /** Keeps the class of the target and the first property that it breaks. */
    public static Minimised minimise(Bounds bounds, List<Op> ops, Divergence target, Trial trial, Budget budget) {
        return minimise(bounds, ops, Keep.of(target), trial, budget);
    }

    /**
     * Keeps what it is told to keep.
     *
     * @throws IllegalArgumentException if the operations do not fail so
     */
    public static Minimised minimise(Bounds bounds, List<Op> ops, Keep keep, Trial trial, Budget budget) {
        Simplicity simplicity = new Simplicity(bounds);
        Best best = new Best(ops, trial, keep, simplicity, budget);
        Values values = new Values(simplicity);
        List<Pass> cheap = List.of(
                Drop::chunks, Rename::byFirstUse, Rename::pairs, values::one, values::everywhere,
                new Reorder(simplicity)::run);
        List<Pass> dear = List.of(
                Drop::ranges, Drop::few, values::two, Reorder::anywhere, Rename::inRanges,
                new Exchange(bounds, simplicity)::run, new Detour(values)::run);
        boolean again = true;
        while (again) {
            again = any(cheap, best) || first(dear, best);
        }
        return new Minimised(best.ops(), best.run(), best.trials(), ops.size(), best.exhausted());
    }

    /** Runs all passes; whether one of them got somewhere. */
    private static boolean any(List<Pass> passes, Best best) {
        boolean taken = false;
        for (Pass pass : passes) {
            taken |= pass.run(best);
        }
        return taken;
    }

    /** Runs passes until one gets somewhere. */
    private static boolean first(List<Pass> passes, Best best) {
        for (Pass pass : passes) {
            if (pass.run(best)) {
                return true;
            }
        }
        return false;
    }
}
