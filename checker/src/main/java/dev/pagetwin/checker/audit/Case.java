package dev.pagetwin.checker.audit;

import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.Part;
import dev.pagetwin.checker.twin.Parts;
import dev.pagetwin.checker.twin.Twin;
import dev.pagetwin.checker.twin.Without;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A flaw, and steps that show it to the whole oracle.
 *
 * @param ops the steps of its counterexample
 * @param preset where it is looked for
 * @param whole what the whole oracle says, which may be before the last step if the file compares results alone
 * @param compared what comparisons alone say, or null if nothing
 * @param named what properties alone say, or null if nothing
 */
record Case(
        Flaw flaw,
        List<Op> ops,
        Preset preset,
        Divergence whole,
        @Nullable Divergence compared,
        @Nullable Divergence named) {
    /** @throws IllegalArgumentException if the whole oracle finds nothing, or the file's preset is not known */
    static Case of(Flaw flaw, Counterexample cex) {
        Preset preset = Presets.named(cex.preset());
        if (preset == null) {
            throw new IllegalArgumentException(cex.id() + ": no preset " + cex.preset());
        }
        Preset fitting = preset.withBounds(cex.bounds());
        Divergence whole = run(Without.NOTHING, flaw, fitting, cex.ops());
        if (whole == null) {
            throw new IllegalArgumentException(cex.id() + ": the whole oracle finds nothing");
        }
        return new Case(
                flaw,
                cex.ops(),
                fitting,
                whole,
                run(Without.of(Parts.meant(Parts.PROPERTIES)), flaw, fitting, cex.ops()),
                run(Without.of(Parts.meant(Parts.COMPARISONS)), flaw, fitting, cex.ops()));
    }

    /** What is said where a part has nobody but its own kind beside it. */
    @Nullable Divergence among(Part part) {
        return part.isProperty() ? named : compared;
    }

    /** What the rest of the oracle says of the same steps; null if nothing. */
    @Nullable Divergence run(Without off) {
        return run(off, flaw, preset, ops);
    }

    /** Whether the whole oracle says of these steps that they show the flaw. */
    boolean isShownBy(List<Op> steps) {
        Divergence all = run(Without.NOTHING, flaw, preset, steps);
        return all != null && flaw.shownBy(all);
    }

    private static @Nullable Divergence run(Without off, Flaw flaw, Preset preset, List<Op> steps) {
        Twin twin = Twin.without(off, preset.bounds(), flaw.design());
        for (Op op : steps) {
            Divergence divergence = twin.step(op);
            if (divergence != null) {
                return divergence;
            }
        }
        return null;
    }
}
