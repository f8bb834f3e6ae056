package dev.pagetwin.checker.search.pair;

import dev.pagetwin.checker.search.DesignName;
import dev.pagetwin.checker.search.explore.Model;
import dev.pagetwin.checker.search.explore.Source;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A question in words that other machines understand.
 *
 * @param preset the name of the preset
 * @param design what names the design, or null for the specification alone
 * @param fits what names the design whose way of saving tags the preset takes over
 * @param symmetry whether states that differ by names alone are one
 * @param depth the most steps
 * @param only the flaw whose disagreements alone count, or null if all do
 */
public record Recipe(
        String preset,
        @Nullable DesignName design,
        DesignName fits,
        boolean symmetry,
        int depth,
        @Nullable String only)
        implements Source {
    private static final long serialVersionUID = 1L;

    @Override
    public Model model() {
        return new PairModel(question());
    }

    /** The question. */
    public Question question() {
        Preset named = Presets.named(preset);
        if (named == null) {
            throw new IllegalArgumentException("no preset " + preset);
        }
        DesignName wanted = design;
        Question all = new Question(
                fitting(named, fits.design()), wanted == null ? null : wanted.design(), symmetry, depth, any -> true);
        String flaw = only;
        return flaw == null ? all : all.wanting(DesignName.named(flaw)::shownBy);
    }

    /** The preset with tags saved where the design saves them: the reference can do both. */
    public static Preset fitting(Preset preset, Design design) {
        return preset.withBounds(preset.bounds().withProfile(design.profile(preset.bounds().profile())));
    }
}
