package dev.pagetwin.checker.search.pair;

import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.spec.preset.Preset;
import java.util.function.Predicate;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What to explore.
 *
 * @param preset the bounds, and what may happen
 * @param design the design to hold against the specification, or null for the specification alone
 * @param symmetry whether states that differ by names alone are one; only for designs that know no names
 * @param depth the most steps, or {@link #ANY}
 * @param wanted the disagreements to stop at; no state after another one is looked at either
 */
public record Question(
        Preset preset, @Nullable Design design, boolean symmetry, int depth, Predicate<Divergence> wanted) {
    /** As deep as it goes. */
    public static final int ANY = Integer.MAX_VALUE;

    /**
     * Everything there is about a preset, up to the first disagreement. Which entries are folded, and which frame has
     * whose tags, has no other names.
     */
    public static Question all(Preset preset, @Nullable Design design, boolean symmetry) {
        boolean folds = design != null && preset.bounds().cont() > 0;
        boolean stores = !preset.bounds().regions().isEmpty();
        return new Question(preset, design, symmetry && !folds && !stores, ANY, divergence -> true);
    }

    /** The same, for these disagreements only. */
    public Question wanting(Predicate<Divergence> value) {
        return new Question(preset, design, symmetry, depth, value);
    }

    /** The same, with at most so many steps. */
    public Question within(int steps) {
        return new Question(preset, design, symmetry, steps, wanted);
    }
}
