package dev.pagetwin.checker.cli;

import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Counterexamples;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.flaw.Flaws;
import dev.pagetwin.checker.report.HuntReport;
import dev.pagetwin.checker.search.Hunt;
import dev.pagetwin.checker.search.Progress;
import dev.pagetwin.checker.twin.Compare;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.checkerframework.checker.nullness.qual.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
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

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            converter = Converters.Seed.class,
            description = "Where the random steps come from. Default: ${DEFAULT-VALUE}.")
    private long seed;

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

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        List<Flaw> flaws = flaws();
        if (out != null) {
            Places.checkWritable(out);
        }
        Bless blessing = bless ? new Bless(Places.counterexamples(), flaws) : null;
        List<HuntReport.Row> rows = new ArrayList<>();
        try (Meter meter = meter("hunt")) {
            for (Flaw flaw : flaws) {
                String which = (rows.size() + 1) + " of " + flaws.size() + ", " + flaw.id();
                rows.add(row(flaw, which, blessing, meter));
            }
        }
        HuntReport report = new HuntReport(seed, rows);
        if (json) {
            print(report.json());
        } else {
            if (!root().quiet()) {
                print(report.lines(paint()));
                out().println();
            }
            String sentence = report.sentence();
            out().println(report.all() ? paint().good(sentence) : paint().unsure(sentence));
        }
        return report.all() ? Exit.HOLDS : Exit.INCOMPLETE;
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

    private HuntReport.Row row(Flaw flaw, String which, @Nullable Bless blessing, Meter meter) {
        long begun = System.nanoTime();
        Compare what = compare == null ? flaw.compare() : compare;
        Hunt.Catch caught = new Hunt(seed).flaw(flaw, what, effort.limit(USUAL), progress(which, begun, meter));
        long nanos = System.nanoTime() - begun;
        Counterexample cex = caught.counterexample();
        List<String> files = new ArrayList<>();
        if (cex != null && out != null) {
            Cast.write(out.resolve(flaw.id() + Counterexamples.ENDING), cex);
            files.add("written");
        }
        if (cex != null && blessing != null) {
            files.add(blessing.bless(flaw, cex));
        }
        return new HuntReport.Row(caught, String.join("; ", files), nanos);
    }

    private Progress progress(String which, long begun, Meter meter) {
        long nanos = effort.time(USUAL).toNanos();
        return (what, steps, most) -> meter.at(
                String.format(Locale.ROOT, "%s, %,d steps", which, steps),
                most == Long.MAX_VALUE ? System.nanoTime() - begun : steps,
                most == Long.MAX_VALUE ? nanos : most);
    }
}
