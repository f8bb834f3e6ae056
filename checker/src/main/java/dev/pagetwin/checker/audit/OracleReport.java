package dev.pagetwin.checker.audit;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.report.Json;
import dev.pagetwin.checker.report.Paint;
import dev.pagetwin.checker.report.Table;
import dev.pagetwin.checker.report.Wrap;
import dev.pagetwin.checker.twin.Part;
import dev.pagetwin.checker.twin.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What each part of the oracle is worth, in words.
 *
 * @param flaws how many flaws there are
 * @param whole whether these are all, so that what changes nothing needs a reason
 */
public record OracleReport(int flaws, boolean whole, Patience patience, List<Worth> rows) {
    private static final int NAMED = 3;

    /** Parts that change nothing and have no reason to stay. */
    public List<String> withoutReason() {
        return names(row -> row.changesNothing() && Reasons.of(row.part().name()) == null);
    }

    /** Parts that are said to change nothing, and change something. */
    public List<String> reasonsToDrop() {
        return names(row -> !row.changesNothing() && Reasons.of(row.part().name()) != null);
    }

    private List<String> names(Predicate<Worth> test) {
        return rows.stream().filter(test).map(row -> row.part().name()).toList();
    }

    /** Whether whatever changes nothing has a reason, and nothing else has. */
    public boolean holds() {
        return !whole || (withoutReason().isEmpty() && reasonsToDrop().isEmpty());
    }

    /** The table, and what is to be said of it. */
    public List<String> lines(Paint paint) {
        String how = flaws + (flaws == 1 ? " flaw, " : " flaws, each ") + "by the steps of its counterexample with "
                + "everything compared; one part is off at a time. ";
        List<String> lines = new ArrayList<>(Wrap.words("", how + patience(patience)));
        lines.add("");
        List<Worth> useful = rows.stream().filter(row -> !row.changesNothing()).toList();
        Table table = new Table(
                "part", ">speaks", ">alone", ">later", ">anew", ">not at all", ">of its kind", "at the same step, too");
        useful.forEach(row -> row(row, table));
        lines.addAll(table.lines(paint));
        if (useful.size() < rows.size() && whole) {
            lines.add("");
            lines.add(paint.strong("Without these every flaw is found at the same step. Why they are kept"));
            rows.stream().filter(Worth::changesNothing).forEach(row -> lines.addAll(Wrap.words(
                    row.part().name() + "  ", String.valueOf(Reasons.of(row.part().name())))));
        }
        lines.add("");
        lines.addAll(Wrap.words("not found without  ", lost()));
        return lines;
    }

    private static void row(Worth row, Table table) {
        table.row(
                row.part().name(), row.losses().size(), row.alone().size(), row.count(Fate.LATER), row.count(Fate.ANEW),
                row.count(Fate.LOST), row.own().size(), few(row.others()));
    }

    private static String few(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        return names.size() <= NAMED ? first : first + ", " + (names.size() - NAMED) + " more";
    }

    private String lost() {
        String lost = rows.stream()
                .filter(row -> row.count(Fate.LOST) > 0)
                .map(row -> row.part().name() + ": " + ids(row.losses(), Fate.LOST))
                .collect(Collectors.joining("; "));
        return lost.isEmpty() ? "none" : lost;
    }

    private static String ids(List<Loss> losses, Fate fate) {
        return losses.stream()
                .filter(loss -> loss.fate() == fate)
                .map(loss -> loss.flaw().id())
                .collect(Collectors.joining(", "));
    }

    /** How what is not found at once is looked for. */
    public static String patience(Patience patience) {
        return String.format(
                Locale.ROOT,
                "What the rest does not find there is looked for in %,d random runs that go on from there, then in %,d "
                        + "steps from nothing, seed %d.",
                patience.walks(), patience.steps(), patience.seed());
    }

    /** What came of it, in a sentence. */
    public String sentence() {
        Set<String> alone = new TreeSet<>();
        Set<String> lost = new TreeSet<>();
        rows.forEach(row -> row.alone().forEach(loss -> alone.add(loss.flaw().id())));
        rows.forEach(row -> row.losses().stream()
                .filter(loss -> loss.fate() == Fate.LOST)
                .forEach(loss -> lost.add(loss.flaw().id())));
        long idle = rows.stream().filter(Worth::changesNothing).count();
        String found = String.format(
                Locale.ROOT,
                "%d parts; %d of %d flaws have one part alone to find them at their step, %d to find them at all; "
                        + "%d parts change nothing",
                rows.size(), alone.size(), flaws, lost.size(), idle);
        if (holds()) {
            return "holds: " + found + (idle > 0 && whole ? ", each kept for a reason" : "");
        }
        return "incomplete: " + found + wrong("; without a reason: ", withoutReason())
                + wrong("; useful in spite of their reason: ", reasonsToDrop());
    }

    private static String wrong(String what, List<String> names) {
        return names.isEmpty() ? "" : what + String.join(", ", names);
    }

    /** The same for machines. */
    public JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("verdict", holds() ? "holds" : "incomplete");
        json.addProperty("flaws", flaws);
        json.addProperty("walks", patience.walks());
        json.addProperty("steps", patience.steps());
        json.addProperty("seed", patience.seed());
        json.add("parts", Json.array(rows, OracleReport::json));
        return json;
    }

    private static JsonElement json(Worth row) {
        JsonObject json = json(row.part());
        json.addProperty("speaks", row.losses().size());
        json.add("alone", Json.array(row.alone(), OracleReport::json));
        json.add("aloneOfItsKind", Json.strings(row.own().stream().map(Flaw::id).toList()));
        json.add("others", Json.strings(row.others()));
        json.add("reason", Json.orNull(Reasons.of(row.part().name())));
        return json;
    }

    /** A part. */
    public static JsonObject json(Part part) {
        JsonObject json = new JsonObject();
        json.addProperty("name", part.name());
        json.addProperty("kind", Shown.text(part.kind()));
        json.addProperty("sentence", part.sentence());
        return json;
    }

    /** What becomes of a flaw. */
    public static JsonObject json(Loss loss) {
        JsonObject json = new JsonObject();
        json.addProperty("flaw", loss.flaw().id());
        json.addProperty("found", Shown.text(loss.fate()));
        json.addProperty("step", loss.step());
        json.addProperty("at", loss.found());
        json.add("by", Json.strings(loss.by()));
        return json;
    }
}
