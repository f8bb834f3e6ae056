package dev.pagetwin.checker.report;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.pagetwin.checker.review.TagStorage;
import dev.pagetwin.checker.review.policy.Comparison;
import dev.pagetwin.checker.review.policy.Measured;
import dev.pagetwin.checker.review.policy.Size;
import dev.pagetwin.checker.review.policy.Workload;
import dev.pagetwin.checker.twin.Divergence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What came of the policies of tag storage. */
public record PoliciesReport(Comparison comparison) {
    private static final int BAR = 20;

    /** Whether all hold but those that do what the specification does not accept. */
    public Verdict verdict() {
        if (!comparison.holds()) {
            return Verdict.DIVERGES;
        }
        return comparison.complete() ? Verdict.HOLDS : Verdict.INCOMPLETE;
    }

    /** The model; a table for each workload; what the columns and the policies are. */
    public List<String> lines(Paint paint) {
        List<String> lines = new ArrayList<>(Wrap.words("", model()));
        for (Workload workload : Workload.values()) {
            lines.add("");
            lines.add(paint.strong(workload.text()) + ": " + workload.what());
            lines.addAll(table(workload).lines(paint));
            comparison.rows(workload).stream()
                    .filter(row -> !row.holds())
                    .forEach(row -> lines.add(row.policy() + ": " + wrong(row)));
        }
        lines.add("");
        lines.addAll(Wrap.words("", COLUMNS));
        lines.add("");
        Table policies = new Table("policy", "what it does");
        comparison.rows(Workload.SERVICES).forEach(row -> policies.row(row.policy(), row.how()));
        lines.addAll(policies.lines(paint));
        return lines;
    }

    private static final String COLUMNS =
            "idle: the share of tag storage, over all steps, that holds neither tags nor data; in the bar, # is what of "
                    + "it data could not have had, and . the rest. moved: data pages moved for each page that became "
                    + "tagged, out of tag storage or to where there is some. refused: allocations for tagged and for "
                    + "other areas that got no frame, of all. looked: the most free frames that one allocation looked "
                    + "at. tries: the most tries to claim one block in one fault; - is none. waits: faults that found "
                    + "no tag storage for a page; those that ended in a signal.";

    private String model() {
        Size size = comparison.size();
        return String.format(
                Locale.ROOT,
                "%s, %s of tag storage in blocks of %d, each page with the tags of %d; a quarter of the data pages is "
                        + "ordinary CMA. %d programs begin by writing to what they want to have; then %s, at each of "
                        + "which one of them writes to a page, lets one go, wants one pinned, or ends and is followed "
                        + "by another. All pages are of order 0 and movable; nothing is shared, swapped or reclaimed. "
                        + "Seed %d.",
                CheckReport.words(size.pages(), "data page"), CheckReport.words(size.tagPages(), "page"), size.block(),
                size.ratio(), Size.PROGRAMS, CheckReport.words(size.ticks(), "tick"), comparison.seed());
    }

    private Table table(Workload workload) {
        Table table = new Table(
                "policy", ">idle", "", ">moved", ">refused tagged", ">other", ">looked", ">tries", ">waits", ">signals");
        for (Measured row : comparison.rows(workload)) {
            if (row.holds()) {
                table.row(
                        row.policy(), percent(row.idle()), bar(row), String.format(Locale.ROOT, "%.2f", row.movedEach()),
                        row.refusedTagged() + " of " + row.askedTagged(), row.refusedData() + " of " + row.askedData(),
                        row.looked(), row.tries() == 0 ? "-" : (Object) row.tries(), row.waits(), row.signals());
            } else {
                table.row(row.policy(), "-", "diverges", "-", "-", "-", "-", "-", "-", "-");
            }
        }
        return table;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }

    private static String bar(Measured row) {
        int idle = (int) Math.round(BAR * row.idle());
        int kept = Math.min((int) Math.round(BAR * row.kept()), idle);
        return "|" + "#".repeat(kept) + ".".repeat(idle - kept) + " ".repeat(BAR - idle) + "|";
    }

    private static String wrong(Measured row) {
        Divergence divergence = row.wrong();
        return divergence == null ? "holds" : divergence.summary() + ", at " + row.at();
    }

    /** The last line. */
    public String sentence() {
        List<Measured> rows = comparison.rows();
        String strays = rows.stream()
                .filter(row -> !row.holds())
                .map(row -> row.policy() + " in " + row.workload().text())
                .collect(Collectors.joining(", "));
        long holding = rows.stream().filter(Measured::holds).count();
        return String.format(
                Locale.ROOT, "%s%d of %d runs hold, in %,d verified steps; %s",
                comparison.complete() ? "" : "interrupted: ", holding, rows.size(), comparison.steps(),
                strays.isEmpty() ? "none diverges" : "diverges: " + strays);
    }

    /** The document. */
    public JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("command", "review");
        json.addProperty("review", TagStorage.NAME);
        json.addProperty("verdict", verdict().name().toLowerCase(Locale.ROOT));
        json.addProperty("seed", comparison.seed());
        JsonObject size = new JsonObject();
        size.addProperty("pages", comparison.size().pages());
        size.addProperty("tagPages", comparison.size().tagPages());
        size.addProperty("ratio", comparison.size().ratio());
        size.addProperty("block", comparison.size().block());
        size.addProperty("programs", Size.PROGRAMS);
        size.addProperty("ticks", comparison.size().ticks());
        json.add("size", size);
        json.addProperty("model", model());
        json.addProperty("steps", comparison.steps());
        json.add("rows", Json.array(comparison.rows(), PoliciesReport::json));
        return json;
    }

    private static JsonObject json(Measured row) {
        JsonObject json = new JsonObject();
        json.addProperty("workload", row.workload().text());
        json.addProperty("policy", row.policy());
        json.addProperty("how", row.how());
        json.addProperty("steps", row.steps());
        json.addProperty("answer", row.holds() ? "holds" : "diverges");
        json.add("divergence", row.holds() ? JsonNull.INSTANCE : new JsonPrimitive(wrong(row)));
        if (row.holds()) {
            json.addProperty("idle", rounded(row.idle()));
            json.addProperty("kept", rounded(row.kept()));
            json.addProperty("data", rounded(row.data()));
            json.addProperty("moved", row.moved());
            json.addProperty("tagged", row.tagged());
            json.addProperty("askedTagged", row.askedTagged());
            json.addProperty("refusedTagged", row.refusedTagged());
            json.addProperty("askedData", row.askedData());
            json.addProperty("refusedData", row.refusedData());
            json.addProperty("looked", row.looked());
            json.addProperty("tries", row.tries());
            json.addProperty("waits", row.waits());
            json.addProperty("signals", row.signals());
        }
        return json;
    }

    private static double rounded(double share) {
        return Math.round(share * 10_000) / 10_000.0;
    }
}
