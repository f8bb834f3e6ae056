package dev.pagetwin.checker.cli;

import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Counterexamples;
import dev.pagetwin.checker.cex.Minimal;
import dev.pagetwin.checker.export.Case;
import dev.pagetwin.checker.export.Finding;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.flaw.Flaws;
import dev.pagetwin.checker.page.RunPages;
import dev.pagetwin.checker.page.Throughput;
import dev.pagetwin.checker.report.HuntReport;
import dev.pagetwin.checker.report.LengthsReport;
import dev.pagetwin.checker.search.Hunt;
import dev.pagetwin.checker.search.Progress;
import dev.pagetwin.checker.search.cluster.Cluster;
import dev.pagetwin.checker.search.cluster.ShardedHunt;
import dev.pagetwin.checker.twin.Compare;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.checkerframework.checker.nullness.qual.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pagetwin hunt}. */
@CommandLine.Command(
        name = "hunt",
        header = "Finds flaws from nothing, and shrinks what it finds.",
        description = "Searches at random until a run breaks what the flaw must break, and shrinks that run.",
        footer = {
            "",
            "Examples:",
            "  pagetwin hunt --all --seed 1",
            "  pagetwin hunt --all --seed 1 --seeds 5",
            "  pagetwin hunt unuse-forgets-restore --out found"
        })
final class HuntCommand extends Command {
    private static final Duration USUAL = Duration.ofSeconds(60);

    @Parameters(paramLabel = "FLAW", arity = "0..*", description = "Flaws of the catalogue; see pagetwin flaws.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--all", description = "All flaws of the catalogue.")
    private boolean all;

    @ArgGroup
    private Effort effort = new Effort();

    @Mixin
    private SeedChoice chance = new SeedChoice();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "Hunt from so many seeds, --seed and those after it, and tell how often that ends at the "
                    + "proven shortest length. Writes nothing.")
    private @Nullable Integer seeds;

    @Option(
            names = "--compare",
            paramLabel = "WHAT",
            converter = Converters.What.class,
            description = "What to compare: state (everything, the first difference anywhere) or results (what "
                    + "programs and callers can see). Default: what the catalogue says of each flaw.")
    private @Nullable Compare compare;

    @Option(names = "--out", paramLabel = "DIR", description = "Write each counterexample to this folder.")
    private @Nullable Path out;

    @Option(
            names = "--bless",
            description = "Write each to the committed counterexamples, if it is missing there or shorter; prose that "
                    + "tells of the same steps is kept.")
    private boolean bless;

    @Mixin
    private EngineChoice engine = new EngineChoice();

    @Mixin
    private Exports exports = new Exports();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    private final Throughput throughput = new Throughput();
    private long taken;

    @Override
    public Integer call() {
        heed();
        List<Flaw> flaws = flaws();
        if (seeds != null) {
            return lengths(flaws, seeds);
        }
        if (out != null) {
            Places.checkWritable(out);
        }
        exports.checkWritable();
        Bless blessing = bless ? new Bless(Places.counterexamples(), flaws) : null;
        List<HuntReport.Row> rows = new ArrayList<>();
        throughput.at("all flaws", 0);
        try (@Nullable Cluster cluster = engine.connect(effort);
                Meter meter = meter("hunt")) {
            for (Flaw flaw : flaws) {
                String which = (rows.size() + 1) + " of " + flaws.size() + ", " + flaw.id();
                HuntReport.Row row = row(flaw, which, cluster, blessing, meter);
                if (row.caught().counterexample() == null && stop().requested()) {
                    break;
                }
                rows.add(row);
            }
        }
        List<String> left = flaws.subList(rows.size(), flaws.size()).stream().map(Flaw::id).toList();
        HuntReport report = new HuntReport(chance.seed(), rows, left);
        export(report);
        return print(json, report.json(), report.lines(paint()), report.sentence(), report.all());
    }

    private void export(HuntReport report) {
        List<Finding> findings = new ArrayList<>();
        for (HuntReport.Row row : report.rows()) {
            Counterexample cex = row.caught().counterexample();
            if (cex != null) {
                findings.add(Finding.of(cex, exports.file(cex, out)));
            }
        }
        exports.run(() -> RunPages.of(report, exports.pages(), throughput));
        exports.junit("pagetwin hunt", Case.of(report));
        exports.sarif(findings);
    }

    /** Hunts each flaw from several seeds and holds the lengths against the committed ones. */
    private int lengths(List<Flaw> flaws, int several) {
        if (!engine.isLocal()) {
            throw new BadInput("--seeds: found --engine too, expected one of them");
        }
        if (out != null || bless || compare != null) {
            throw new BadInput("--seeds: found --out, --bless or --compare too, expected none of them");
        }
        if (exports.wanted()) {
            throw new BadInput("--seeds: found --html, --junit-xml or --sarif too, expected none of them");
        }
        List<Long> from = LongStream.range(0, several).mapToObj(i -> chance.seed() + i).toList();
        List<LengthsReport.Row> rows = new ArrayList<>();
        Map<String, Boolean> proven = new HashMap<>();
        flaws.forEach(flaw -> proven.put(flaw.id(), isProven(flaw)));
        try (Meter meter = meter("hunt")) {
            for (Flaw flaw : flaws) {
                long begun = System.nanoTime();
                List<Hunt.Catch> caught = new ArrayList<>();
                for (long one : from) {
                    String which = String.format(
                            Locale.ROOT, "%d of %d, %s, seed %d", rows.size() + 1, flaws.size(), flaw.id(), one);
                    Progress progress = progress(which, System.nanoTime(), meter);
                    caught.add(new Hunt(one, stop()).flaw(flaw, flaw.compare(), effort.limit(USUAL), progress));
                }
                if (stop().requested()) {
                    break;
                }
                boolean known = proven.getOrDefault(flaw.id(), false);
                rows.add(new LengthsReport.Row(flaw, known, caught, System.nanoTime() - begun));
            }
        }
        LengthsReport report = new LengthsReport(from, rows, flaws.size() - rows.size());
        return print(json, report.json(), report.lines(paint()), report.sentence(), report.all());
    }

    /** Whether the flaw's committed counterexample is known to be the shortest. */
    private static boolean isProven(Flaw flaw) {
        Path file = Places.counterexamples().resolve(flaw.area()).resolve(flaw.id() + Counterexamples.ENDING);
        return Cast.read(file).counterexample().minimal().claim() == Minimal.Claim.SHORTEST;
    }

    private List<Flaw> flaws() {
        if (all == !names.isEmpty()) {
            throw new BadInput("hunt: expected the names of flaws, or --all; see pagetwin flaws");
        }
        if (all) {
            return Flaws.ALL;
        }
        List<Flaw> flaws = new ArrayList<>();
        for (String name : names.stream().distinct().toList()) {
            Flaw flaw = Flaws.named(name);
            if (flaw == null) {
                throw new BadInput("hunt: found '" + name + "', expected a flaw of the catalogue; see pagetwin flaws");
            }
            flaws.add(flaw);
        }
        return flaws;
    }

    private Hunt.Catch caught(Flaw flaw, Compare what, @Nullable Cluster cluster, Progress progress) {
        Long steps = effort.steps();
        if (cluster == null || steps == null) {
            return new Hunt(chance.seed(), stop()).flaw(flaw, what, effort.limit(USUAL), progress);
        }
        try {
            return new ShardedHunt(cluster, chance.seed()).flaw(flaw, what, steps, progress);
        } catch (IOException e) {
            throw new BadInput("hunt: cannot go on, " + Places.words(e));
        }
    }

    private HuntReport.Row row(
            Flaw flaw, String which, @Nullable Cluster cluster, @Nullable Bless blessing, Meter meter) {
        long begun = System.nanoTime();
        Compare what = compare == null ? flaw.compare() : compare;
        Hunt.Catch caught = caught(flaw, what, cluster, progress(which, begun, meter));
        long nanos = System.nanoTime() - begun;
        taken += caught.steps();
        throughput.at("all flaws", taken);
        Counterexample cex = caught.counterexample();
        List<String> files = new ArrayList<>();
        if (cex != null) {
            exports.page(cex, flaw.design(), caught.found());
        }
        if (cex != null && out != null) {
            files.add(wrote(out.resolve(flaw.id() + Counterexamples.ENDING), cex, json) ? "written" : "not written");
        }
        if (cex != null && blessing != null) {
            boolean cut = cex.minimal().claim() == Minimal.Claim.UNFINISHED && stop().requested();
            files.add(cut ? "not blessed: interrupted" : blessed(blessing, flaw, cex));
        }
        return new HuntReport.Row(caught, String.join("; ", files), nanos);
    }

    private String blessed(Bless blessing, Flaw flaw, Counterexample cex) {
        String[] how = {"not written"};
        root().wrote(() -> how[0] = blessing.bless(flaw, cex));
        return how[0];
    }

    private Progress progress(String which, long begun, Meter meter) {
        long nanos = effort.time(USUAL).toNanos();
        return (what, steps, most) -> meter.at(
                String.format(Locale.ROOT, "%s, %,d steps", which, steps),
                most == Long.MAX_VALUE ? System.nanoTime() - begun : steps,
                most == Long.MAX_VALUE ? nanos : most);
    }
}
