package dev.pagetwin.checker.page;

import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.page.RunPage.Found;
import dev.pagetwin.checker.page.RunPage.Section;
import dev.pagetwin.checker.report.CheckJson;
import dev.pagetwin.checker.report.CheckReport;
import dev.pagetwin.checker.report.ExploreReport;
import dev.pagetwin.checker.report.HuntReport;
import dev.pagetwin.checker.search.Coverage;
import dev.pagetwin.checker.search.Impossible;
import dev.pagetwin.checker.search.InFlight;
import dev.pagetwin.checker.search.Overlaps;
import dev.pagetwin.checker.search.longrun.LongRun;
import dev.pagetwin.checker.search.pair.Explored;
import dev.pagetwin.spec.op.Ops;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.checkerframework.checker.nullness.qual.Nullable;

/** What stands on the page of a run. What depends on the clock stands last. */
public final class RunPages {
    private RunPages() {}

    // ---- hunt

    /** The page of a hunt. */
    public static RunPage of(HuntReport report, List<Found> found, Throughput throughput) {
        List<Section> sections = new ArrayList<>();
        sections.add(lengths(report));
        sections.add(effort(report));
        speed(sections, throughput, "steps a second");
        return new RunPage("hunt", report.sentence(), List.of("seed " + report.seed()), found, sections, report.json());
    }

    private static Section lengths(HuntReport report) {
        Map<String, long[]> pairs = new LinkedHashMap<>();
        List<List<String>> rows = new ArrayList<>();
        for (HuntReport.Row row : report.rows()) {
            Flaw flaw = row.caught().flaw();
            Counterexample cex = row.caught().counterexample();
            String foundBy = cex == null ? "not found" : "random search, seed " + report.seed();
            long length = cex == null ? 0 : cex.steps().size();
            long before = row.caught().found().size();
            if (cex != null) {
                pairs.put(flaw.id(), new long[] {before, length});
            }
            rows.add(List.of(
                    flaw.id(), foundBy, Plots.grouped(row.caught().steps()),
                    String.format(Locale.ROOT, "%.1f", row.nanos() / 1e9), cex == null ? "-" : String.valueOf(before),
                    cex == null ? "-" : String.valueOf(length), String.valueOf(flaw.shortest()), flaw.property()));
        }
        return new Section(
                "Flaws, as found and as shrunk",
                "The outline is the run as it was found, the bar what it was shrunk to; both as logarithms.",
                Plots.pairs("Lengths of the runs, as found and as shrunk", pairs),
                List.of("flaw", "found by", ">steps run", ">seconds", ">found", ">length", ">shortest", "must break"),
                rows);
    }

    private static Section effort(HuntReport report) {
        Map<String, Long> steps = new LinkedHashMap<>();
        report.rows().forEach(row -> steps.put(row.caught().flaw().id(), row.caught().steps()));
        return new Section(
                "Steps until found", "Random steps taken, as logarithms.",
                Plots.bars("Random steps taken until each flaw was found", steps), List.of(), List.of());
    }

    // ---- check

    /** The page of a check. */
    public static RunPage of(
            CheckReport report, List<Found> found, Throughput throughput, @Nullable LongRun longRun) {
        List<Section> sections = new ArrayList<>();
        sections.add(properties(report.coverage().premises()));
        sections.add(operations(report.coverage()));
        sections.add(overlaps(report.coverage().overlaps()));
        sections.add(caught(report));
        sections.add(presets(report));
        speed(sections, throughput, "steps a second");
        if (longRun != null) {
            sections.addAll(LongRunSections.of(longRun));
        }
        List<String> notes = new ArrayList<>();
        notes.add("design " + report.design() + ", seed " + report.seed() + ", " + report.limit());
        notes.addAll(report.notes());
        return new RunPage("check", report.sentence(), notes, found, sections, CheckJson.of(report));
    }

    private static Section properties(Map<String, Long> premises) {
        return new Section(
                "Properties reached", "How often the premise of each was met, as logarithms.",
                Plots.bars("How often the premise of each property was met", premises),
                List.of("property", ">premise met"), numbers(premises));
    }

    private static List<List<String>> numbers(Map<String, Long> values) {
        return values.entrySet().stream().map(e -> List.of(e.getKey(), Plots.grouped(e.getValue()))).toList();
    }

    private static Section operations(Coverage coverage) {
        Map<String, Long> taken = new LinkedHashMap<>();
        List<List<String>> rows = new ArrayList<>();
        Ops.KINDS.forEach(kind -> {
            Coverage.Counts counts = coverage.operations().getOrDefault(kind.name(), new Coverage.Counts());
            taken.put(kind.name(), counts.taken() + counts.failed());
            rows.add(List.of(
                    kind.name(), Plots.grouped(counts.taken()), Plots.grouped(counts.failed()),
                    Plots.grouped(counts.rejections())));
        });
        return new Section(
                "Operations", "How often each happened, as logarithms.",
                Plots.bars("How often each operation happened", taken),
                List.of("operation", ">taken", ">failed", ">rejected"), rows);
    }

    private static Section overlaps(Overlaps overlaps) {
        List<String> rows = InFlight.ALL.stream().map(InFlight::name).toList();
        List<List<Plots.Cell>> cells = new ArrayList<>();
        List<List<String>> missed = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            List<Plots.Cell> row = new ArrayList<>();
            for (int j = 0; j < Ops.KINDS.size(); j++) {
                Overlaps.Overlap overlap = new Overlaps.Overlap(InFlight.ALL.get(i), Ops.KINDS.get(j));
                long n = overlaps.taken(i, j);
                String why = Impossible.why(overlap);
                String style = n > 0 ? "hit" : why == null ? "miss" : "never";
                String said = n > 0 ? Plots.grouped(n) + " times" : why == null ? "not reached" : "impossible: " + why;
                row.add(new Plots.Cell(style, n > 0 ? "" : why == null ? "!" : "-", overlap + ": " + said));
                if (n == 0 && why == null) {
                    missed.add(List.of(rows.get(i), Ops.KINDS.get(j).name()));
                }
            }
            cells.add(row);
        }
        List<String> columns = Ops.KINDS.stream().map(kind -> kind.name()).toList();
        return new Section(
                "Operations taken while something was in flight",
                "A row for each thing in flight, a column for each operation in the order of the table above. Filled: "
                        + "taken; !: not reached; -: known to be impossible.",
                Plots.grid("Operations taken while something was in flight", rows, columns, cells),
                List.of("in flight", "operation not taken, though possible"), missed);
    }

    private static Section caught(CheckReport report) {
        List<List<String>> rows = new ArrayList<>();
        report.replayed().flaws().forEach((flaw, caught) -> rows.add(List.of(flaw, caught ? "caught" : "not caught")));
        String skipped = report.replayed().skipped();
        String note = skipped == null
                ? report.replayed().held() + " of " + report.replayed().files() + " committed counterexamples hold."
                : "Not replayed: " + skipped + ".";
        return new Section("Flaws caught by committed counterexamples", note, "", List.of("flaw", "by its file"), rows);
    }

    private static Section presets(CheckReport report) {
        List<List<String>> rows = report.presets().stream()
                .map(row -> List.of(
                        row.name(), Plots.grouped(row.steps()), Plots.grouped(row.runs()),
                        Plots.grouped(row.perSecond())))
                .toList();
        return new Section("Presets", "", "", List.of("preset", ">steps", ">runs", ">steps a second"), rows);
    }

    // ---- explore

    /** The page of an exploration. */
    public static RunPage of(ExploreReport report, List<Found> found, Throughput throughput) {
        List<Section> sections = new ArrayList<>();
        sections.add(explored(report));
        sections.add(levels(report));
        sections.add(premises(report));
        sections.add(taken(report));
        speed(sections, throughput, "new states a second");
        List<String> notes = new ArrayList<>(List.of(report.subject()));
        notes.addAll(report.notes());
        return new RunPage("explore", report.sentence(), notes, found, sections, report.json());
    }

    private static Section explored(ExploreReport report) {
        Map<String, Long> states = new LinkedHashMap<>();
        List<List<String>> rows = new ArrayList<>();
        for (Explored row : report.rows()) {
            String name = row.question().preset().name();
            states.put(name, row.outcome().distinct());
            rows.add(List.of(
                    name, Plots.grouped(row.outcome().distinct()), Plots.grouped(row.outcome().transitions()),
                    String.valueOf(row.depth()), String.valueOf(row.stuck()),
                    row.isExhausted() ? "exhausted" : row.failing() == null ? "limit" : "diverges"));
        }
        return new Section(
                "States", "As logarithms.", Plots.bars("States of each preset", states),
                List.of("preset", ">states", ">transitions", ">depth", ">stuck", "came to"), rows);
    }

    private static Section levels(ExploreReport report) {
        Map<String, List<double[]>> curves = new LinkedHashMap<>();
        for (Explored row : report.rows()) {
            List<double[]> points = new ArrayList<>();
            for (int depth = 0; depth < row.outcome().levels().size(); depth++) {
                points.add(new double[] {depth, row.outcome().levels().get(depth)});
            }
            curves.put(row.question().preset().name(), points);
        }
        return new Section(
                "New states at each depth", "",
                Plots.curves("New states at each depth", "depth", "new states", curves), List.of(), List.of());
    }

    private static Section premises(ExploreReport report) {
        Map<String, Long> met = new LinkedHashMap<>();
        for (Explored row : report.rows()) {
            row.census().forEach((name, n) -> {
                if (name.startsWith("premise ")) {
                    met.merge(name.substring("premise ".length()), n, Long::sum);
                }
            });
        }
        return properties(met);
    }

    private static Section taken(ExploreReport report) {
        Map<String, Long> all = new TreeMap<>();
        report.rows().forEach(row -> row.taken().forEach((name, n) -> all.merge(name, n, Long::sum)));
        List<String> presets = report.rows().stream().map(row -> row.question().preset().name()).toList();
        List<List<Plots.Cell>> cells = new ArrayList<>();
        for (Explored row : report.rows()) {
            Map<String, Long> own = row.taken();
            List<Plots.Cell> line = new ArrayList<>();
            for (String op : all.keySet()) {
                line.add(cell(row.question().preset().name(), op, own.get(op)));
            }
            cells.add(line);
        }
        return new Section(
                "Operations in each preset",
                "A column for each operation in the order of the table. Filled: taken; !: left in and never taken; "
                        + "-: left out.",
                Plots.grid("Operations taken in each preset", presets, List.copyOf(all.keySet()), cells),
                List.of("operation", ">taken"), numbers(all));
    }

    private static Plots.Cell cell(String preset, String op, @Nullable Long n) {
        String what = op + " in " + preset + ": ";
        if (n == null) {
            return new Plots.Cell("never", "-", what + "left out");
        }
        return n == 0
                ? new Plots.Cell("miss", "!", what + "never taken")
                : new Plots.Cell("hit", "", what + Plots.grouped(n) + " times");
    }

    // ---- all

    private static void speed(List<Section> sections, Throughput throughput, String unit) {
        Map<String, List<double[]>> rates = throughput.rates();
        if (!rates.isEmpty()) {
            sections.add(new Section(
                    "Throughput over time",
                    "What the clock decided. With --steps, all else but seconds and speeds is the same again.",
                    Plots.curves("Throughput over time", "seconds", unit, rates), List.of(), List.of()));
        }
    }
}
