package dev.pagetwin.checker.mutation.oracle;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** The same as a property: runs of any tiny preset and seed agree. */
public class PropertyOracle {
    private static final int STEPS = 60;

    @Property(tries = 10, seed = "1", edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void referenceAgrees(@ForAll("tiny") Preset preset, @ForAll long seed) {
        Walks.agree(preset, Designs.reference(), seed, STEPS);
    }

    @Provide
    Arbitrary<Preset> tiny() {
        return Arbitraries.of(Presets.family("tiny"));
    }
}
