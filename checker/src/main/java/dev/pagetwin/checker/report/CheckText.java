package dev.pagetwin.checker.report;

import dev.pagetwin.checker.search.Coverage;
import dev.pagetwin.checker.search.Overlaps;
import dev.pagetwin.spec.monitor.BlockChange;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The summary of a check, for people. */
public final class CheckText {
    private final CheckReport report;
    private final Paint paint;
    private final List<String> lines = new ArrayList<>();

    private CheckText(CheckReport report, Paint paint) {
        this.report = report;
        this.paint = paint;
    }

    /**
     * Everything but the verdict.
     *
     * @param overlaps whether to tell all about what was taken while something was in flight
     */
    public static List<String> summary(CheckReport report, boolean overlaps, Paint paint) {
        CheckText text = new CheckText(report, paint);
        text.lines.addAll(Wrap.words(
                "", "design " + report.design() + ", seed " + report.seed() + ", " + report.limit() + ", "
                        + CheckReport.words(report.coverage().steps(), "random step") + " in "
                        + String.format(Locale.ROOT, "%.1f s", report.nanos() / 1e9)));
        report.notes().forEach(note -> text.lines.addAll(Wrap.words("", note)));
        text.presets();
        if (report.divergence() == null) {
            text.operations();
            text.properties();
            text.blocks();
            text.overlaps(overlaps);
        }
        text.flaws();
        if (report.divergence() == null) {
            List<String> never = report.neverReached();
            text.block("never reached", never);
            List<String> unmet = report.neverMet();
            if (!never.containsAll(unmet)) {
                text.block("premises not met", unmet);
            }
        }
        text.block("checks switched off", report.off());
        return text.lines;
    }

    /** The last line. */
    public static String verdict(CheckReport report, Paint paint) {
        String sentence = report.sentence();
        return switch (report.verdict()) {
            case HOLDS -> paint.good(sentence);
            case DIVERGES -> paint.bad(sentence);
            case INCOMPLETE -> paint.unsure(sentence);
        };
    }

    private void presets() {
        Table table = new Table("preset", ">steps", ">runs", ">steps/s");
        report.presets().stream()
                .filter(row -> row.runs() > 0)
                .forEach(row -> table.row(row.name(), row.steps(), row.runs(), row.perSecond()));
        add(table);
    }

    private void operations() {
        Table table = new Table("operation", ">taken", ">failed", ">rejected", ">for reasons");
        for (OpKind kind : Ops.KINDS) {
            Coverage.Counts counts = report.counts(kind.name());
            table.row(kind.name(), counts.taken(), counts.failed(), counts.rejections(), counts.rejected().size());
        }
        add(table);
    }

    private void properties() {
        Table table = new Table("property", ">premise met");
        CheckReport.properties().forEach(name -> table.row(name, report.premises(name)));
        add(table);
    }

    private void blocks() {
        if (report.coverage().blocks().isEmpty()) {
            return;
        }
        Table table = new Table("block of entries", ">times");
        for (BlockChange change : BlockChange.values()) {
            table.row(change.text(), report.coverage().blocks().getOrDefault(change, 0L));
        }
        add(table);
    }

    private void overlaps(boolean all) {
        lines.add("");
        Overlaps overlaps = report.coverage().overlaps();
        lines.addAll(Wrap.words("overlaps  ", OverlapsText.summary(overlaps)));
        if (all) {
            lines.addAll(OverlapsText.lines(overlaps, paint));
        }
    }

    private void flaws() {
        Replayed replayed = report.replayed();
        lines.add("");
        String skipped = replayed.skipped();
        if (skipped != null) {
            lines.addAll(Wrap.words("flaws caught  ", "not asked: " + skipped));
            return;
        }
        lines.addAll(Wrap.words(
                "flaws caught  ", replayed.caught() + " of " + replayed.flaws().size() + ", by "
                        + replayed.held() + " of " + CheckReport.words(replayed.files(), "counterexample")));
        replayed.findings().forEach(finding -> lines.addAll(Wrap.words("  ", finding)));
    }

    private void block(String heading, List<String> what) {
        String text = what.isEmpty() ? "none" : String.join(", ", what);
        lines.addAll(Wrap.words(heading + "  ", text));
    }

    private void add(Table table) {
        lines.add("");
        lines.addAll(table.lines(paint));
    }
}
