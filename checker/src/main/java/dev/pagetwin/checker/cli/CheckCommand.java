package dev.pagetwin.checker.cli;

import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Counterexamples;
import dev.pagetwin.checker.export.Case;
import dev.pagetwin.checker.export.Finding;
import dev.pagetwin.checker.page.RunPages;
import dev.pagetwin.checker.page.Throughput;
import dev.pagetwin.checker.report.CexText;
import dev.pagetwin.checker.report.CheckJson;
import dev.pagetwin.checker.report.CheckReport;
import dev.pagetwin.checker.report.CheckReport.Diverged;
import dev.pagetwin.checker.report.CheckText;
import dev.pagetwin.checker.report.Film;
import dev.pagetwin.checker.report.LongRunText;
import dev.pagetwin.checker.report.Paint;
import dev.pagetwin.checker.report.Replayed;
import dev.pagetwin.checker.search.Coverage;
import dev.pagetwin.checker.search.Hunt;
import dev.pagetwin.checker.search.RandomSearch;
import dev.pagetwin.checker.search.longrun.LongRun;
import dev.pagetwin.checker.search.longrun.LongSearch;
import dev.pagetwin.checker.search.cluster.Campaign;
import dev.pagetwin.checker.search.cluster.Cluster;
import dev.pagetwin.checker.search.pair.Recipe;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.spec.preset.Preset;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.checkerframework.checker.nullness.qual.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pagetwin check}. */
@CommandLine.Command(
        name = "check",
        header = "Replays every counterexample, then walks a design and the specification in lockstep.",
        description = "The main job. Replays every counterexample, then walks the design and the "
                + "specification in lockstep with random steps, and says what was reached. If they "
                + "disagree, shrinks the run, writes it to a file and tells the story.",
        footer = {
            "",
            "Examples:",
            "  pagetwin check --steps 2000000 --seed 1",
            "  pagetwin check --for 2m --preset tiny --design org.example.MyTags --classpath mytags.jar",
            "  pagetwin check --for 8h --resume ~/pagetwin-run --html ~/pagetwin-run/report"
        })
final class CheckCommand extends Command {
    private static final Duration USUAL = Duration.ofSeconds(30);

    @ArgGroup
    private Effort effort = new Effort();

    @Mixin
    private SeedChoice chance = new SeedChoice();

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "A preset, or a family of them such as tiny; may be repeated. Default: all presets.")
    private List<String> presets = new ArrayList<>();

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "A long run: go on with what this folder holds, or begin one there, and save in it every "
                    + "minute what was done.")
    private @Nullable Path resume;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "With --resume: how many presets at a time. Default: as many as there are processors.")
    private @Nullable Integer threads;

    @Mixin
    private DesignChoice choice = new DesignChoice();

    @Option(
            names = "--counterexamples",
            paramLabel = "DIR",
            description = "The counterexamples to replay. Default: counterexamples in the project's folder.")
    private @Nullable Path counterexamples;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where to write the counterexample of a disagreement. Default: the current folder.")
    private Path out = Path.of("");

    @Option(names = "--overlaps", description = "Tell which operations were taken while what was in flight.")
    private boolean overlaps;

    @Mixin
    private EngineChoice engine = new EngineChoice();

    @Mixin
    private Exports exports = new Exports();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    private boolean written;

    /** The disagreement, and what is shown of it. */
    private record Story(Diverged diverged, Film film) {}

    /** What the random search did, and what stopped it. */
    private record Searched(
            List<CheckReport.PresetRow> rows,
            Coverage coverage,
            Rounds.@Nullable Stopped stopped,
            @Nullable LongRun longRun) {
        Searched(List<CheckReport.PresetRow> rows, Coverage coverage, Rounds.@Nullable Stopped stopped) {
            this(rows, coverage, stopped, null);
        }
    }

    @Override
    public Integer call() {
        heed();
        long begun = System.nanoTime();
        Design design = choice.design();
        List<Preset> asked = PresetChoice.of(presets);
        List<Preset> chosen = asked.stream().map(preset -> fitting(preset, design)).toList();
        checkBoots(design, chosen);
        Places.checkWritable(out);
        exports.checkWritable();
        Throughput throughput = new Throughput();
        Replayed replayed = replayed();
        Searched searched = searched(chosen, design, throughput);
        Rounds.Stopped stopped = searched.stopped();
        Story story = stopped == null ? null : story(design, stopped);
        CheckReport report = new CheckReport(
                design.name(),
                chance.seed(),
                limit(),
                replayed,
                notes(asked, chosen, searched.longRun()),
                searched.rows(),
                searched.coverage(),
                List.of(),
                story == null ? null : story.diverged(),
                System.nanoTime() - begun,
                stop().requested());
        export(report, story, design, throughput, searched.longRun());
        print(report, story);
        return switch (report.verdict()) {
            case HOLDS -> Exit.HOLDS;
            case DIVERGES -> Exit.DIVERGES;
            case INCOMPLETE -> Exit.INCOMPLETE;
        };
    }

    private Searched searched(List<Preset> chosen, Design design, Throughput throughput) {
        if (resume != null) {
            return resumed(resume, chosen, design);
        }
        try (@Nullable Cluster cluster = engine.connect(effort);
                Meter meter = meter("check")) {
            Long steps = effort.steps();
            if (cluster == null || steps == null) {
                Rounds rounds = new Rounds(chosen, design, chance.seed(), meter, throughput, stop());
                Rounds.Stopped stopped = steps == null ? rounds.time(effort.time(USUAL)) : rounds.steps(steps);
                return new Searched(rounds.rows(), rounds.coverage(), stopped);
            }
            Campaign campaign = new Campaign(cluster, choice.named(), chosen, chance.seed());
            Campaign.Stopped stopped = campaign.steps(steps, Rounds.STEPS_A_TURN, RandomSearch::breaksSomething, (what, n, all) -> {
                throughput.at(what, n);
                meter.at(what, n, all);
            });
            List<CheckReport.PresetRow> rows = campaign.rows().stream()
                    .map(row -> new CheckReport.PresetRow(row.preset().name(), row.steps(), row.runs(), row.nanos()))
                    .toList();
            return new Searched(
                    rows,
                    campaign.coverage(),
                    stopped == null ? null : new Rounds.Stopped(stopped.preset(), stopped.found()));
        } catch (IOException e) {
            throw new BadInput("check: cannot go on, " + Places.words(e));
        }
    }

    private Searched resumed(Path folder, List<Preset> chosen, Design design) {
        int most = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        LongRuns saved = new LongRuns(folder);
        LongRun run = saved.open(design.name(), chance.seed(), chosen);
        LongSearch search = new LongSearch(chosen, design, run, most, stop());
        LongSearch.Stopped found;
        try (Meter meter = meter("check")) {
            Long steps = effort.steps();
            found = steps == null
                    ? search.time(effort.time(USUAL), meter::at, saved::save)
                    : search.steps(steps, meter::at, saved::save);
        } catch (IOException e) {
            throw new BadInput(folder + ": cannot be saved to, " + Places.words(e));
        }
        List<CheckReport.PresetRow> rows = run.rows().stream()
                .map(row -> new CheckReport.PresetRow(row.preset(), row.steps(), row.runs(), row.nanos()))
                .toList();
        Rounds.Stopped stopped = found == null ? null : new Rounds.Stopped(found.preset(), found.found());
        return new Searched(rows, run.coverage(), stopped, run);
    }

    /** A design of somebody else may throw at once. */
    private static void checkBoots(Design design, List<Preset> presets) {
        for (Preset preset : presets) {
            try {
                design.boot(preset.bounds());
            } catch (RuntimeException | LinkageError e) {
                throw new BadInput("design " + design.name() + ": does not boot in " + preset.name() + ", " + e);
            }
        }
    }

    /** The preset with tags saved where the design saves them: the reference can do both. */
    static Preset fitting(Preset preset, Design design) {
        return Recipe.fitting(preset, design);
    }

    private static List<String> notes(List<Preset> asked, List<Preset> chosen, @Nullable LongRun run) {
        List<String> changed = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            if (!asked.get(i).equals(chosen.get(i))) {
                changed.add(asked.get(i).name());
            }
        }
        List<String> notes = new ArrayList<>();
        if (run != null) {
            notes.add(LongRunText.of(run));
        }
        if (!changed.isEmpty()) {
            notes.add("tags are saved where the design saves them, not as these presets say: "
                    + String.join(", ", changed));
        }
        return notes;
    }

    private String limit() {
        Long steps = effort.steps();
        if (steps != null) {
            return String.format(Locale.ROOT, "%,d steps", steps);
        }
        long millis = effort.time(USUAL).toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    private Replayed replayed() {
        if (choice.foreign()) {
            return Replayed.skipped("the counterexamples are about flaws of the reference, not about this design");
        }
        Path folder = counterexamples == null ? Places.counterexamples() : counterexamples;
        List<Path> files = Places.below(folder);
        Replays replays;
        try (Meter meter = meter("replay")) {
            replays = Replays.of(files, new Cast(new DesignChoice()), meter, stop());
        }
        if (!replays.unreadable().isEmpty()) {
            throw new BadInput(replays.unreadable());
        }
        return replays.summary();
    }

    private Story story(Design design, Rounds.Stopped stopped) {
        Counterexample cex = new Hunt(chance.seed(), stop()).design(design, stopped.preset(), stopped.found());
        Path file = out.resolve(cex.id() + Counterexamples.ENDING);
        written = wrote(file, cex, json);
        Diverged diverged = new Diverged(stopped.preset().name(), cex.id() + Counterexamples.ENDING, cex);
        return new Story(diverged, Film.of(cex, design));
    }

    private void export(
            CheckReport report, @Nullable Story story, Design design, Throughput throughput, @Nullable LongRun run) {
        List<Finding> findings = new ArrayList<>();
        String text = "";
        if (story != null) {
            Counterexample cex = story.diverged().counterexample();
            exports.page(cex, design, List.of());
            findings.add(Finding.of(cex, exports.file(cex, out)));
            text = String.join("\n", CexText.lines(cex, story.film(), Paint.PLAIN));
        }
        report.replayed().findings().forEach(finding ->
                findings.add(Finding.stale(finding.replaceFirst(": .*", ""), finding)));
        exports.run(() -> RunPages.of(report, exports.pages(), throughput, run));
        exports.junit("pagetwin check", Case.of(report, text));
        exports.sarif(findings);
    }

    private void print(CheckReport report, @Nullable Story story) {
        if (json) {
            print(CheckJson.of(report));
            return;
        }
        if (!root().quiet()) {
            print(CheckText.summary(report, overlaps, paint()));
            out().println();
            if (story != null) {
                print(CexText.lines(story.diverged().counterexample(), story.film(), paint()));
                out().println();
                if (written) {
                    out().println("written to " + out.resolve(story.diverged().file()));
                }
            }
        }
        out().println(CheckText.verdict(report, paint()));
    }
}
