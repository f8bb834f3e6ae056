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
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Random lockstep of the designs that were posted and are known to be wrong: where each walk ends, and of what, is as
 * pinned, so that such a design stays wrong in just the way that it was.
 */
public final class FlawedOracle implements Asks {
    private static final int WALKS = 6;

    private final Pinned pinned = new Pinned("/flawed.txt");

    @Override
    public List<Ask> all() {
        List<Ask> asks = new ArrayList<>();
        for (Preset preset : Presets.ALL) {
            for (Design design : flawed(preset.bounds())) {
                Bounds own = preset.bounds().withProfile(design.profile(preset.bounds().profile()));
                asks.add(pinned.ask(
                        preset.name() + "/" + design.name(), () -> ends(preset.withBounds(own), design)));
            }
        }
        return asks;
    }

    /** Those that are wrong, and differ from the reference in what there is here. */
    private static List<Design> flawed(Bounds b) {
        List<Design> designs = new ArrayList<>();
        if (!b.regions().isEmpty()) {
            designs.addAll(List.of(Designs.tagStorageV2(), Designs.tagStorageV3()));
        } else {
            designs.addAll(List.of(
                    Designs.mte2020(), Designs.mte2020FlagLast(), Designs.mte2020Mended(), Designs.mteImplicit(),
                    Designs.mteCachedUnhooked(), Designs.adi(), Designs.adiCheckFirst()));
        }
        if (b.contPtes() > 1) {
            designs.add(Designs.contpteV2());
        }
        return designs;
    }

    private static String ends(Preset preset, Design design) {
        StringJoiner ends = new StringJoiner(" ");
        for (int seed = 0; seed < WALKS; seed++) {
            Divergence end = end(preset, design, seed);
            ends.add(end == null ? "agrees" : end.step() + ":" + Integer.toHexString(end.tree().hashCode()));
        }
        return ends.toString();
    }

    private static @Nullable Divergence end(Preset preset, Design design, long seed) {
        Window window = Window.whole(preset.bounds());
        Twin twin = new Twin(window, window.enter(design), Compare.STATE, Observer.NONE, Pace.TOUCHED);
        Generator.Walk walk = new Generator(preset).walk(seed);
        for (int i = 0; i < walk.length(); i++) {
            Divergence divergence = twin.step(walk.next(twin.machine()));
            if (divergence != null) {
                return divergence;
            }
        }
        return twin.whole();
    }

    /** Prints where the walks end, as it is pinned. */
    public static void main(String[] args) throws Exception {
        Pinned.print(new FlawedOracle().all());
    }
}
