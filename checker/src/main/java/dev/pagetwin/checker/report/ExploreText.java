package dev.pagetwin.checker.report;

import dev.pagetwin.checker.cex.OpText;
import dev.pagetwin.checker.search.explore.Outcome;
import dev.pagetwin.checker.search.pair.Explored;
import dev.pagetwin.spec.op.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An exhaustive search as lines for a person. */
final class ExploreText {
    private final ExploreReport report;
    private final Paint paint;

    ExploreText(ExploreReport report, Paint paint) {
        this.report = report;
        this.paint = paint;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(Wrap.words("", report.subject()));
        report.notes().forEach(note -> lines.addAll(Wrap.words("", note)));
        lines.add("");
        lines.addAll(explored());
        lines.add("");
        report.rows().forEach(row -> lines.addAll(steps(row)));
        if (report.verdict() != Verdict.DIVERGES) {
            lines.addAll(missed());
            lines.add("");
            lines.addAll(Wrap.words("never reached  ", list(report.neverReached())));
            int all = report.rejections();
            int given = all - report.rejectionsNeverGiven().size();
            lines.addAll(Wrap.words("rejections given  ", given + " of " + all));
            lines.addAll(Wrap.words("rejections never given  ", list(report.rejectionsNeverGiven())));
            lines.addAll(Wrap.words("arguments never taken  ", arguments()));
        }
        return lines;
    }

    private static String list(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private List<String> explored() {
        Table table = new Table(
                "preset", ">states", ">transitions", ">depth", ">stuck", ">states/s", ">transitions/s",
                ">bytes a state", ">odds of a miss", "");
        for (Explored row : report.rows()) {
            Outcome outcome = row.outcome();
            table.row(
                    row.question().preset().name(),
                    outcome.distinct(),
                    outcome.transitions(),
                    row.depth(),
                    row.stuck(),
                    ExploreReport.perSecond(outcome.distinct(), row),
                    ExploreReport.perSecond(outcome.transitions(), row),
                    row.bytes() / Math.max(1, outcome.distinct()),
                    odds(outcome.collisionOdds()),
                    row.isExhausted() ? "exhausted" : row.failing() != null ? "diverges" : "limit");
        }
        return table.lines(paint);
    }

    /** How much of what there is was not reached in each preset. */
    private List<String> missed() {
        Table table =
                new Table("not reached in", ">operations", ">arguments", ">premises", ">overlaps", ">rejections");
        for (Explored row : report.rows()) {
            table.row(
                    row.question().preset().name(),
                    row.operationsNeverTaken().size(),
                    row.argumentsNeverTaken().size(),
                    row.premisesNeverMet().size(),
                    row.overlapsNeverMet().size(),
                    row.rejectionsNeverGiven().size());
        }
        return table.lines(paint);
    }

    private String arguments() {
        String all = report.rows().stream()
                .filter(row -> !row.argumentsNeverTaken().isEmpty())
                .map(row -> row.question().preset().name() + ": " + String.join(", ", row.argumentsNeverTaken()))
                .collect(Collectors.joining("; "));
        return all.isEmpty() ? "none" : all;
    }

    /** The steps to what the specification alone breaks, of which there is no file. */
    private static List<String> steps(Explored row) {
        List<String> lines = new ArrayList<>();
        List<Op> failing = row.failing();
        Outcome.Violation violation = row.outcome().violation();
        if (failing != null && violation != null && row.question().design() == null) {
            lines.add(violation.property());
            failing.forEach(op -> lines.add("  " + OpText.of(op)));
        }
        return lines;
    }

    private static String odds(double collision) {
        return collision == 0 ? "exact" : String.format(Locale.ROOT, "%.0e", collision);
    }
}
