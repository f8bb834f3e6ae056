package dev.pagetwin.checker.report;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.search.Hunt;
import java.util.List;
import java.util.Locale;

/**
 * What a hunt came to.
 *
 * @param seed where the random steps came from
 * @param rows a row for each flaw, in the order in which they were hunted
 * @param left the flaws that were to be hunted when somebody ended the hunt
 */
public record HuntReport(long seed, List<Row> rows, List<String> left) {
    /** A hunt that nobody has interrupted. */
    public HuntReport(long seed, List<Row> rows) {
        this(seed, rows, List.of());
    }

    /**
     * One flaw.
     *
     * @param file what happened to its file, in words; empty if no file was wanted
     * @param nanos how long search and shrinking took
     */
    public record Row(Hunt.Catch caught, String file, long nanos) {}

    /** Whether every flaw was found. */
    public boolean all() {
        return left.isEmpty() && rows.stream().allMatch(row -> row.caught().counterexample() != null);
    }

    private boolean files() {
        return rows.stream().anyMatch(row -> !row.file().isEmpty());
    }

    /** A table with a row for each flaw. */
    public List<String> lines(Paint paint) {
        String file = files() ? "file" : "";
        Table table = new Table("flaw", ">steps run", ">seconds", ">found", ">shrunk", ">shortest", "breaks", file);
        for (Row row : rows) {
            Flaw flaw = row.caught().flaw();
            Counterexample cex = row.caught().counterexample();
            table.row(
                    flaw.id(),
                    row.caught().steps(),
                    String.format(Locale.ROOT, "%.1f", row.nanos() / 1e9),
                    cex == null ? "-" : (Object) before(cex),
                    cex == null ? "-" : (Object) cex.steps().size(),
                    flaw.shortest(),
                    cex == null ? "not found" : flaw.property(),
                    row.file());
        }
        return table.lines(paint);
    }

    /** The last line. */
    public String sentence() {
        long found = rows.stream().filter(row -> row.caught().counterexample() != null).count();
        String verdict = all() ? "found: " : "incomplete: ";
        String all = CheckReport.words(rows.size() + left.size(), "flaw");
        String hunted = left.isEmpty() ? "" : ", interrupted before " + CheckReport.words(left.size(), "flaw");
        return verdict + found + " of " + all + " found" + hunted;
    }

    private static int before(Counterexample cex) {
        Integer from = cex.minimal().from();
        return from == null ? cex.steps().size() : from;
    }

    /** The document. */
    public JsonObject json() {
        JsonObject seconds = new JsonObject();
        rows.forEach(row -> seconds.addProperty(row.caught().flaw().id(), Json.seconds(row.nanos())));
        JsonObject timing = new JsonObject();
        timing.addProperty("seconds", Json.seconds(rows.stream().mapToLong(Row::nanos).sum()));
        timing.add("flaws", seconds);
        JsonObject json = new JsonObject();
        json.addProperty("command", "hunt");
        json.addProperty("verdict", all() ? "found" : "incomplete");
        json.addProperty("seed", seed);
        json.add("left", Json.strings(left));
        json.add("flaws", Json.array(rows, HuntReport::json));
        json.add("timing", timing);
        return json;
    }

    private static JsonObject json(Row row) {
        Flaw flaw = row.caught().flaw();
        Counterexample cex = row.caught().counterexample();
        JsonObject json = new JsonObject();
        json.addProperty("flaw", flaw.id());
        json.addProperty("breaks", flaw.property());
        json.addProperty("preset", flaw.preset());
        json.addProperty("found", cex != null);
        json.addProperty("steps", row.caught().steps());
        json.addProperty("shortest", flaw.shortest());
        json.addProperty("file", row.file());
        if (cex == null) {
            json.add("counterexample", JsonNull.INSTANCE);
        } else {
            json.addProperty("before", before(cex));
            json.addProperty("after", cex.steps().size());
            json.add("counterexample", CexJson.of(cex));
        }
        return json;
    }
}
