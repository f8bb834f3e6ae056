package dev.pagetwin.checker.mutation.oracle;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Longer random lockstep of the reference in every preset; longest where it takes many steps until something is there
 * that can go wrong: a huge entry, or memory of the file that grows.
 */
public final class LongerOracle implements Asks {
    private static final int STEPS = 1_500;
    private static final int MORE_STEPS = 4_000;
    private static final Set<String> SELDOM = Set.of("pmd", "shmem", "collapse");

    @Override
    public List<Ask> all() {
        Design reference = Designs.reference();
        List<Ask> asks = new ArrayList<>();
        for (Preset preset : Presets.ALL) {
            asks.add(new Ask(preset.name(), () -> Walks.agree(preset, reference, 1_000, STEPS)));
            if (preset.paths().stream().anyMatch(SELDOM::contains)) {
                asks.add(new Ask(preset.name() + " on", () -> Walks.agree(preset, reference, 9_000, MORE_STEPS)));
            }
        }
        return asks;
    }
}
