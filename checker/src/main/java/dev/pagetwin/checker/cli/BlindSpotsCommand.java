package dev.pagetwin.checker.cli;

import dev.pagetwin.checker.audit.BlindSpots;
import dev.pagetwin.checker.search.SpotWalks;
import dev.pagetwin.checker.search.Spots;
import dev.pagetwin.checker.search.explore.Options;
import dev.pagetwin.checker.search.pair.Question;
import dev.pagetwin.checker.search.pair.SpotModel;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pagetwin blindspots}. */
@CommandLine.Command(
        name = "blindspots",
        header = "Tells what the random search does not reach.",
        description = "Counts what the random search meets: operations rejected for a reason, operations taken while "
                + "something is in flight, operations one after the other on the same page. With --explore an "
                + "exhaustive search of small presets says what else there is.",
        footer = {
            "",
            "Examples:",
            "  pagetwin blindspots",
            "  pagetwin blindspots --steps 200000 --explore tiny-unuse --explore tiny-shmem"
        })
final class BlindSpotsCommand extends Command {
    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "A preset to take random steps in, or a family; may be repeated. Default: all presets, for "
                    + "which alone there are targets.")
    private List<String> presets = new ArrayList<>();

    @Option(
            names = "--steps",
            paramLabel = "N",
            converter = Converters.Steps.class,
            description = "Random steps, shared by the presets. Default: 2,000,000; with fewer no target is asked for.")
    private @Nullable Long steps;

    @Mixin
    private SeedChoice chance = new SeedChoice();

    @Option(
            names = "--explore",
            paramLabel = "NAME",
            description = "A preset to look at exhaustively, two steps ahead, or a family such as tiny; may be "
                    + "repeated. Default: none.")
    private List<String> explore = new ArrayList<>();

    @Option(
            names = "--depth",
            paramLabel = "N",
            defaultValue = "" + Question.ANY,
            converter = Converters.Count.class,
            description = "How many steps deep to look exhaustively. Default: as deep as it goes.")
    private int depth;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        List<Preset> chosen = PresetChoice.of(presets);
        List<Preset> small = explore.isEmpty() ? List.of() : PresetChoice.of(explore);
        Long given = steps;
        long all = given == null ? BlindSpots.USUAL_STEPS : given;
        try (Meter meter = meter("blindspots")) {
            Spots random = random(chosen, all, meter);
            boolean targets = all >= BlindSpots.USUAL_STEPS && Set.copyOf(chosen).containsAll(Presets.ALL);
            BlindSpots report =
                    new BlindSpots(chosen.size(), all, chance.seed(), random, targets, explored(small, meter));
            return print(json, report.json(), report.lines(paint()), report.sentence(), report.missed().isEmpty());
        }
    }

    private Spots random(List<Preset> chosen, long all, Meter meter) {
        Spots met = new Spots();
        long done = 0;
        for (int i = 0; i < chosen.size(); i++) {
            meter.at(chosen.get(i).name(), done, all);
            SpotWalks walks = new SpotWalks(chosen.get(i));
            walks.run(chance.seed(), all / chosen.size() + (i < all % chosen.size() ? 1 : 0));
            met.add(walks.spots());
            done += walks.steps();
        }
        return met;
    }

    private List<SpotModel.Met> explored(List<Preset> small, Meter meter) {
        List<SpotModel.Met> explored = new ArrayList<>();
        for (Preset preset : small) {
            try {
                Options options = Options.defaults()
                        .withObserver(progress -> Means.show(preset.name(), progress, meter));
                explored.add(SpotModel.met(preset, depth, options));
            } catch (IllegalArgumentException e) {
                throw new BadInput("--explore " + preset.name() + ": " + e.getMessage());
            } catch (IOException e) {
                throw new BadInput("--explore " + preset.name() + ": cannot go on, " + Places.words(e));
            }
        }
        return explored;
    }
}
