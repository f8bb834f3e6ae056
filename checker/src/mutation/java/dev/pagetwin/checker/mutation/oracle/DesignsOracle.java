package dev.pagetwin.checker.mutation.oracle;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.util.ArrayList;
import java.util.List;

/** Short random lockstep of every design that agrees with the specification, beside the reference. */
public final class DesignsOracle implements Asks {
    private static final int STEPS = 500;

    @Override
    public List<Ask> all() {
        List<Ask> asks = new ArrayList<>();
        for (Preset preset : Presets.ALL) {
            for (Design design : agreeing(preset.bounds())) {
                Bounds own = preset.bounds().withProfile(design.profile(preset.bounds().profile()));
                asks.add(new Ask(preset.name() + " " + design.name(), () -> Walks.agree(
                        preset.withBounds(own), design, 2_000, STEPS)));
            }
        }
        return asks;
    }

    static List<Design> agreeing(Bounds b) {
        List<Design> designs = new ArrayList<>();
        if (!b.profile().scrub()) {
            designs.addAll(List.of(Designs.mteSlab(), Designs.mteCompressed(), Designs.mteSpilled()));
        }
        if (b.regions().isEmpty()) {
            designs.add(Designs.adiRepaired());
            designs.add(Designs.mteCached());
        }
        if (b.contPtes() > 1 || b.order() > 0) {
            designs.add(Designs.contpte());
            designs.add(Designs.contptePerPage());
        }
        return designs;
    }
}
