package dev.pagetwin.checker.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.search.Hunt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * Whether random search and the minimiser get to the length of the committed counterexamples, which an exhaustive
 * search proved to be the shortest of most.
 *
 * @param seeds the seeds, each of which every flaw was hunted from
 * @param rows a row for each flaw, in the order in which they were hunted
 * @param left how many flaws were to be hunted when somebody ended the hunt
 */
public record LengthsReport(List<Long> seeds, List<Row> rows, int left) {
    /** Of ten flaws, how many have to end at their shortest length. */
    private static final int OF_TEN = 9;

    /**
     * One flaw.
     *
     * @param proven whether its committed counterexample is proven to be the shortest
     * @param caught what came of each seed
     * @param nanos how long all of it took
     */
    public record Row(Flaw flaw, boolean proven, List<Hunt.Catch> caught, long nanos) {
        private long reached() {
            return caught.stream().filter(one -> length(one) == flaw.shortest()).count();
        }

        private boolean reached(int seed) {
            return length(caught.get(seed)) == flaw.shortest();
        }
    }

    /** The number of steps, or 0 if it was not found. */
    private static int length(Hunt.Catch one) {
        Counterexample cex = one.counterexample();
        return cex == null ? 0 : cex.steps().size();
    }

    private List<Row> proven() {
        return rows.stream().filter(Row::proven).toList();
    }

    /** How many flaws end at their proven length from this seed. */
    private long reached(int seed) {
        return proven().stream().filter(row -> row.reached(seed)).count();
    }

    private long runs() {
        return (long) proven().size() * seeds.size();
    }

    private long reached() {
        return proven().stream().mapToLong(Row::reached).sum();
    }

    /** Whether every flaw was found from every seed, and from each seed enough of them ended at their shortest. */
    public boolean all() {
        boolean found = rows.stream().flatMap(row -> row.caught().stream()).allMatch(one -> length(one) > 0);
        boolean enough = LongStream.range(0, seeds.size())
                .allMatch(seed -> 10 * reached((int) seed) >= (long) OF_TEN * proven().size());
        return left == 0 && found && enough && !proven().isEmpty();
    }

    /** A table with a row for each flaw. */
    public List<String> lines(Paint paint) {
        List<String> headings = new ArrayList<>(List.of("flaw", ">shortest"));
        seeds.forEach(seed -> headings.add(">seed " + seed));
        headings.addAll(List.of(">reached", ""));
        Table table = new Table(headings.toArray(String[]::new));
        for (Row row : rows) {
            List<Object> cells = new ArrayList<>(List.of(row.flaw().id(), row.flaw().shortest()));
            row.caught().forEach(one -> cells.add(length(one) == 0 ? "-" : (Object) length(one)));
            cells.add(row.reached() + "/" + seeds.size());
            cells.add(row.proven() ? "" : "not proven");
            table.row(cells.toArray());
        }
        List<Object> last = new ArrayList<>(List.of("reached, of proven", proven().size()));
        for (int seed = 0; seed < seeds.size(); seed++) {
            last.add(reached(seed));
        }
        last.addAll(List.of(reached() + "/" + runs(), ""));
        return table.row(last.toArray()).lines(paint);
    }

    /** The last line. */
    public String sentence() {
        long always = proven().stream().filter(row -> row.reached() == seeds.size()).count();
        long once = proven().stream().filter(row -> row.reached() > 0).count();
        return String.format(
                Locale.ROOT,
                "%s%s: %d of %s end at the proven length, %.1f%%; %d of %s from every seed, %d from at least one",
                all() ? "reached" : "incomplete",
                left == 0 ? "" : ", interrupted before " + CheckReport.words(left, "flaw"),
                reached(),
                CheckReport.words(runs(), "hunt"),
                runs() == 0 ? 0 : 100.0 * reached() / runs(),
                always,
                CheckReport.words(proven().size(), "flaw"),
                once);
    }

    /** The document. */
    public JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("command", "hunt");
        json.addProperty("verdict", all() ? "reached" : "incomplete");
        json.addProperty("because", sentence());
        json.addProperty("left", left);
        json.add("seeds", Json.array(seeds, JsonPrimitive::new));
        json.addProperty("proven", proven().size());
        JsonArray bySeed = new JsonArray();
        for (int seed = 0; seed < seeds.size(); seed++) {
            bySeed.add(reached(seed));
        }
        json.add("reachedBySeed", bySeed);
        json.add("flaws", Json.array(rows, LengthsReport::json));
        JsonObject timing = new JsonObject();
        timing.addProperty("seconds", Json.seconds(rows.stream().mapToLong(Row::nanos).sum()));
        json.add("timing", timing);
        return json;
    }

    private static JsonObject json(Row row) {
        JsonObject json = new JsonObject();
        json.addProperty("flaw", row.flaw().id());
        json.addProperty("shortest", row.flaw().shortest());
        json.addProperty("proven", row.proven());
        json.add("lengths", Json.array(
                row.caught(), one -> length(one) == 0 ? JsonNull.INSTANCE : new JsonPrimitive(length(one))));
        json.addProperty("reached", row.reached());
        return json;
    }
}
