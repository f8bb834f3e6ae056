package dev.pagetwin.checker.mutation.oracle;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.search.Generator;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.Observer;
import dev.pagetwin.checker.twin.Pace;
import dev.pagetwin.checker.twin.Twin;
import dev.pagetwin.checker.twin.Window;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.util.List;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Random lockstep of so many steps, from a fixed seed on. */
public final class Walks {
    private static final int WARM = 200;

    private Walks() {}

    /** Takes some steps of every kind, so that all classes are initialised. */
    public static void warmUp() {
        for (String name : List.of("medium", "medium-storage-contpte")) {
            Preset preset = Objects.requireNonNull(Presets.named(name));
            agree(preset, Designs.contpte(), 1, WARM);
        }
    }

    /** Walks on both sides until they have taken the steps, and compares everything after each. */
    static void agree(Preset preset, Design design, long seed, long steps) {
        agree(preset, design, seed, steps, Pace.WHOLE);
    }

    /** The same, where after most steps only what they touch is compared: as the random search does it. */
    static void agreeTouched(Preset preset, Design design, long seed, long steps) {
        agree(preset, design, seed, steps, Pace.TOUCHED);
    }

    private static void agree(Preset preset, Design design, long seed, long steps, Pace pace) {
        Generator generator = new Generator(preset);
        Window window = Window.whole(preset.bounds());
        long left = steps;
        for (long run = seed; left > 0; run++) {
            Twin twin = new Twin(window, window.enter(design), Compare.STATE, Observer.NONE, pace);
            Generator.Walk walk = generator.walk(run);
            for (int i = 0; i < walk.length() && left > 0; i++, left--) {
                none(twin.step(walk.next(twin.machine())));
            }
            none(twin.whole());
        }
    }

    private static void none(@Nullable Divergence divergence) {
        if (divergence != null) {
            throw new AssertionError(divergence.summary());
        }
    }
}
