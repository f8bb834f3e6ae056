package dev.pagetwin.checker.mutation.oracle;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.search.Generator;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.Profile.Device;
import dev.pagetwin.spec.Profile.SaveAt;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Random lockstep in which the kernel takes whole calls and the specification their steps: the same answer, the same
 * state, and as many entries as are pinned that went the quick way. The window begins shortly before a block of the
 * page tables ends, so that runs of entries have to stop.
 */
public final class WholeCallOracle implements Asks {
    private static final List<String> PRESETS = List.of(
            "small-mix", "small-direct", "medium", "real", "medium-areas", "medium-huge", "medium-contpte-four",
            "medium-storage", "tiny-shmem", "tiny-areas");
    private static final int WALKS = 2;
    private static final int ROUNDS = 25;

    /** Address spaces in which many entries are alike, with a window that is too wide for steps of all kinds. */
    private static final String WIDE = "wide";

    private static final int WIDE_WALKS = 6;
    private static final int WIDE_ROUNDS = 40;

    /** The same of designs that listen, beside a kernel that takes the steps. */
    private static final String TOLD = "told";

    private static final int TOLD_WALKS = 3;
    private static final int TOLD_ROUNDS = 30;

    private static final int SITUATION_WALKS = 24;
    private static final int SITUATION_CALLS = 2;

    private final Pinned pinned = new Pinned("/ways.txt");

    @Override
    public List<Ask> all() {
        List<Ask> asks = new ArrayList<>();
        for (String name : PRESETS) {
            Preset preset = Objects.requireNonNull(Presets.named(name));
            List<Design> designs = new ArrayList<>(List.of(Designs.reference()));
            designs.addAll(DesignsOracle.agreeing(preset.bounds()));
            for (Design design : designs) {
                Bounds own = preset.bounds().withProfile(design.profile(preset.bounds().profile()));
                for (int i = 0; i < WALKS; i++) {
                    int seed = i;
                    asks.add(pinned.ask(String.join("-", name, design.name(), String.valueOf(i)), () ->
                            new WholeCallWalk(own, new Generator(preset.withBounds(own)), design, seed).run(ROUNDS)));
                }
            }
        }
        for (SaveAt save : SaveAt.values()) {
            for (Device device : Device.values()) {
                Profile profile = new Profile(save, device == Device.ASYNC, device);
                wide(asks, new Bounds(3, 16, 40, 20, 2, 3, 3, profile).withOffsets(4).withAreas(2));
            }
        }
        wide(asks, new Bounds(3, 16, 40, 20, 2, 3, 3, Profile.DEFAULT).withOffsets(4).withOrder(2).withCont(2));
        Situation.all().forEach(situation -> from(asks, situation));
        return asks;
    }

    /** Some whole calls from a situation on, again and again, of designs that agree and of those that listen. */
    private void from(List<Ask> asks, Situation situation) {
        situation.designs().forEach((design, preset) -> asks.add(pinned.ask(preset.name() + "-" + design.name(), () ->
                ways(situation, seed -> new WholeCallWalk(preset.bounds(), null, design, seed)))));
        if (situation.preset().bounds().profile().save() == SaveAt.WRITEBACK) {
            Listening.DESIGNS.forEach((name, design) -> asks.add(pinned.ask(
                    String.join("-", situation.preset().name(), TOLD, name), () ->
                            ways(situation, seed -> new WholeCallWalk(situation.preset().bounds(), design, seed)))));
        }
    }

    private static String ways(Situation situation, IntFunction<WholeCallWalk> walk) {
        return IntStream.range(0, SITUATION_WALKS)
                .mapToObj(seed -> walk.apply(seed).run(situation.story(), seed, SITUATION_CALLS))
                .collect(Collectors.joining(", "));
    }

    private void wide(List<Ask> asks, Bounds bounds) {
        List<Design> designs = new ArrayList<>(List.of(Designs.reference()));
        designs.addAll(DesignsOracle.agreeing(bounds));
        for (Design design : designs) {
            Bounds own = bounds.withProfile(design.profile(bounds.profile()));
            for (int i = 0; i < WIDE_WALKS; i++) {
                int seed = i;
                asks.add(pinned.ask(String.join(
                        "-", WIDE, bounds.profile().save().name(), bounds.profile().device().name(),
                        String.valueOf(bounds.cont()), design.name(), String.valueOf(i)), () ->
                        new WholeCallWalk(own, null, design, seed).run(WIDE_ROUNDS)));
            }
        }
        if (bounds.profile().save() == SaveAt.WRITEBACK) {
            Listening.DESIGNS.forEach((name, design) -> {
                for (int i = 0; i < TOLD_WALKS; i++) {
                    int seed = i;
                    asks.add(pinned.ask(String.join(
                            "-", TOLD, bounds.profile().device().name(), String.valueOf(bounds.cont()), name,
                            String.valueOf(i)), () -> new WholeCallWalk(bounds, design, seed).run(TOLD_ROUNDS)));
                }
            });
        }
    }

    /** Prints what goes the quick way, as it is pinned. */
    public static void main(String[] args) throws Exception {
        Pinned.print(new WholeCallOracle().all());
    }
}
