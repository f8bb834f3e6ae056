package dev.pagetwin.checker.mutation.oracle;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.util.ArrayList;
import java.util.List;

/** Longer random lockstep of the reference in every preset. */
public final class LongerOracle implements Asks {
    private static final int STEPS = 1_500;

    @Override
    public List<Ask> all() {
        Design reference = Designs.reference();
        List<Ask> asks = new ArrayList<>();
        for (Preset preset : Presets.ALL) {
            asks.add(new Ask(preset.name(), () -> Walks.agree(preset, reference, 1_000, STEPS)));
        }
        return asks;
    }
}
