package dev.pagetwin.checker.page;

import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Counterexamples;
import dev.pagetwin.checker.cex.Minimal;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.flaw.Flaws;
import dev.pagetwin.checker.report.CheckReport;
import dev.pagetwin.checker.report.Film;
import dev.pagetwin.checker.report.HuntReport;
import dev.pagetwin.checker.report.Replayed;
import dev.pagetwin.checker.search.Coverage;
import dev.pagetwin.checker.search.Hunt;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.Observer;
import dev.pagetwin.checker.twin.Run;
import dev.pagetwin.checker.twin.Twin;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.Swapoff;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

/** Counterexamples to make pages of. */
public final class Pages {
    private static final Path COMMITTED = Path.of(System.getProperty("pagetwin.root", ".."), "counterexamples");

    private Pages() {}

    /** Every committed counterexample that is about a flaw of the catalogue. */
    static List<Counterexample> committed() throws Exception {
        List<Counterexample> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(COMMITTED)) {
            for (Path file : files.filter(f -> f.toString().endsWith(Counterexamples.ENDING)).sorted().toList()) {
                all.add(Counterexamples.load(file));
            }
        }
        return all;
    }

    /** A committed counterexample. */
    public static Counterexample of(String area, String flaw) throws Exception {
        return Counterexamples.load(COMMITTED.resolve(area).resolve(flaw + Counterexamples.ENDING));
    }

    static Design design(Counterexample cex) {
        return flaw(Objects.requireNonNull(cex.flaw())).design();
    }

    private static Flaw flaw(String id) {
        return Objects.requireNonNull(Flaws.named(id));
    }

    /** The page of a counterexample. */
    public static String page(Counterexample cex) {
        return CexPage.of(sheet(cex));
    }

    static Sheet sheet(Counterexample cex) {
        return Sheet.of(cex, Film.of(cex, design(cex)));
    }

    /** The page of a hunt that found three flaws and missed one. */
    static RunPage hunt() throws Exception {
        List<HuntReport.Row> rows = new ArrayList<>();
        List<RunPage.Found> found = new ArrayList<>();
        for (String id : List.of("unuse-forgets-restore", "free-keeps-flag", "swap-free-before-restore")) {
            Counterexample cex = of("mte", id);
            rows.add(new HuntReport.Row(new Hunt.Catch(flaw(id), 1234, cex, cex.ops()), "", 1_500_000_000));
            found.add(new RunPage.Found(cex, id + ".html"));
        }
        rows.add(new HuntReport.Row(new Hunt.Catch(flaw("split-forgets-tail-flag"), 9, null, List.of()), "", 1_000_000));
        Throughput throughput = new Throughput();
        throughput.at("all flaws", 0);
        throughput.at("all flaws", 3711);
        return RunPages.of(new HuntReport(1, rows), found, throughput);
    }

    /** The page of a check that reached nothing. */
    static RunPage check() {
        CheckReport report = new CheckReport(
                "mte", 0, "0 steps", Replayed.skipped("nobody asked"), List.of("a note"), List.of(), new Coverage(),
                List.of(), null, 0);
        return RunPages.of(report, List.of(), new Throughput(), null);
    }

    /** The same with another title, story and mechanism. */
    public static Counterexample told(Counterexample cex, String title, List<String> story, String why) {
        return cex.named(cex.id(), title).told(story, why);
    }

    /** A run that nobody shortened: at least so many random steps until swapoff may begin, then on to the disagreement. */
    public static Counterexample longRun(int least) {
        Flaw flaw = flaw("unuse-forgets-restore");
        Preset preset = Objects.requireNonNull(Presets.named("tiny-unuse"));
        List<Op> alphabet = preset.alphabet().stream().flatMap(List::stream).toList();
        for (long seed = 1; ; seed++) {
            Random random = new Random(seed);
            Twin twin = new Twin(preset.bounds(), flaw.design(), Compare.STATE, Observer.NONE);
            List<Op> ops = new ArrayList<>();
            List<Result> results = new ArrayList<>();
            while (ops.size() < least + 200) {
                boolean calm = ops.size() < least;
                List<Op> possible = alphabet.stream()
                        .filter(op -> op.guard(twin.machine()) == null && !(calm && op instanceof Swapoff))
                        .toList();
                Op op = possible.get(random.nextInt(possible.size()));
                ops.add(op);
                Divergence divergence = twin.step(op);
                results.add(twin.result());
                if (divergence != null) {
                    Run run = new Run(ops, results, divergence);
                    return Counterexample.found(
                                    "long-run", flaw.design().name(), preset.name(), preset.bounds(), Compare.STATE, run,
                                    new Minimal(ops.size(), null, Minimal.Claim.UNFINISHED), "seed " + seed)
                            .withFlaw(flaw.id());
                }
            }
        }
    }
}
