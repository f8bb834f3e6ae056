package dev.pagetwin.checker.kernel.twin;

import dev.pagetwin.checker.twin.Divergence;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What a run on a real kernel says.
 *
 * @param divergence the first thing that was seen and is not as the specification says, or null
 * @param missed the steps that could not be caused, in order
 * @param steps how many steps the run had
 */
public record Finding(@Nullable Divergence divergence, List<Missed> missed, int steps) {
    /** The answer in a word. */
    public enum Verdict {
        /** Every step happened, and everything that was seen is as the specification says. */
        AGREES,
        /** Something that was seen is not as the specification says. */
        DISAGREES,
        /** Nothing that was seen is wrong, but not every step happened. */
        INCONCLUSIVE,
        /** User space cannot cause one of the steps on any kernel. */
        IMPOSSIBLE
    }

    /**
     * A step that could not be caused.
     *
     * @param step its number, from 1
     * @param op the operation
     * @param why in a few words
     * @param ever whether it might happen on another kernel or in another run
     */
    public record Missed(int step, String op, String why, boolean ever) {
        @Override
        public String toString() {
            return "step " + step + ", " + op + ": " + why;
        }
    }

    public Finding {
        missed = List.copyOf(missed);
    }

    /** The answer. */
    public Verdict verdict() {
        if (divergence != null) {
            return Verdict.DISAGREES;
        }
        if (missed.isEmpty()) {
            return Verdict.AGREES;
        }
        return missed.stream().allMatch(Missed::ever) ? Verdict.INCONCLUSIVE : Verdict.IMPOSSIBLE;
    }
}
