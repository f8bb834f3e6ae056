package dev.pagetwin.checker.page;

import dev.pagetwin.checker.page.RunPage.Section;
import dev.pagetwin.checker.search.longrun.LongRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What stands on the page of a check about the long run that it went on with, from its first session on. */
final class LongRunSections {
    private static final double NANOS_A_MINUTE = 60e9;

    private LongRunSections() {}

    static List<Section> of(LongRun run) {
        List<double[]> speeds = new ArrayList<>();
        for (int i = 1; i < run.points().size(); i++) {
            LongRun.Point from = run.points().get(i - 1);
            LongRun.Point to = run.points().get(i);
            if (to.nanos() > from.nanos()) {
                double seconds = (to.nanos() - from.nanos()) / 1e9;
                speeds.add(new double[] {to.nanos() / NANOS_A_MINUTE, (to.steps() - from.steps()) / seconds});
            }
        }
        return List.of(
                section("Throughput, all sessions", "steps a second", speeds, List.of(), List.of()),
                section(
                        "Different things reached, all sessions",
                        "operations, reasons of rejections, premises, changes to blocks, overlaps",
                        curve(run, LongRun.Point::reached), List.of(), List.of()),
                section(
                        "Memory, all sessions", "MiB of heap in use",
                        curve(run, point -> point.heap() / (double) (1 << 20)),
                        List.of("session", ">steps", ">seconds", ">MiB at its start", ">MiB at its end"),
                        sessions(run)));
    }

    private static Section section(
            String heading, String unit, List<double[]> points, List<String> columns, List<List<String>> rows) {
        return new Section(
                heading, "", Plots.curves(heading, "minutes", unit, Map.of("", points)), columns, rows);
    }

    private static List<double[]> curve(LongRun run, ToDoubleFunction<LongRun.Point> value) {
        return run.points().stream()
                .map(point -> new double[] {point.nanos() / NANOS_A_MINUTE, value.applyAsDouble(point)})
                .toList();
    }

    private static List<List<String>> sessions(LongRun run) {
        List<List<String>> rows = new ArrayList<>();
        for (LongRun.Session session : run.sessions()) {
            rows.add(List.of(
                    String.valueOf(rows.size() + 1), Plots.grouped(session.steps()),
                    String.format(Locale.ROOT, "%.1f", session.nanos() / 1e9),
                    Plots.grouped(session.heapAtStart() >> 20), Plots.grouped(session.heapAtEnd() >> 20)));
        }
        return rows;
    }
}
