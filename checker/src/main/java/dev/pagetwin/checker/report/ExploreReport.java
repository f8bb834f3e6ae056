package dev.pagetwin.checker.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.OpText;
import dev.pagetwin.checker.search.explore.Outcome;
import dev.pagetwin.checker.search.pair.Explored;
import dev.pagetwin.spec.op.Op;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What an exhaustive search came to.
 *
 * @param subject what was explored, in words
 * @param notes what the reader has to know about how it was done
 * @param rows the presets, as far as they were explored
 * @param found the shortest disagreement, or null
 * @param file where it was written to, or null
 */
public record ExploreReport(
        String subject,
        List<String> notes,
        List<Explored> rows,
        @Nullable Counterexample found,
        @Nullable String file) {
    private static final List<String> GROUPS = List.of("premise ", "overlap ");

    /** What it came to. */
    public Verdict verdict() {
        if (rows.stream().anyMatch(row -> row.failing() != null)) {
            return Verdict.DIVERGES;
        }
        return rows.stream().allMatch(row -> row.isExhausted() && row.unwanted() == 0)
                ? Verdict.HOLDS
                : Verdict.INCOMPLETE;
    }

    /** The last line. */
    public String sentence() {
        String verdict = verdict().name().toLowerCase(Locale.ROOT) + ": ";
        long states = rows.stream().mapToLong(row -> row.outcome().distinct()).sum();
        return verdict + switch (verdict()) {
            case HOLDS -> "all of " + CheckReport.words(states, "state") + " in "
                    + CheckReport.words(rows.size(), "preset") + ", no disagreement";
            case DIVERGES -> diverges();
            case INCOMPLETE -> String.join("; ", limits());
        };
    }

    private String diverges() {
        Explored last = rows.get(rows.size() - 1);
        List<?> ops = last.failing();
        String steps = CheckReport.words(ops == null ? 0 : ops.size(), "step");
        String where = last.question().preset().name() + " in " + steps;
        Counterexample cex = found;
        return where + (cex == null ? "" : ", " + cex.divergence().summary()) + (file == null ? "" : "; see " + file);
    }

    private List<String> limits() {
        List<String> limits = new ArrayList<>();
        for (Explored row : rows) {
            String where = row.question().preset().name() + ", ";
            if (!row.isExhausted()) {
                limits.add(where + limit(row));
            }
            if (row.unwanted() > 0) {
                limits.add(where + CheckReport.words(row.unwanted(), "disagreement") + " of another kind");
            }
        }
        return limits;
    }

    private static String limit(Explored row) {
        String reason = row.outcome().reason();
        String limit = reason == null ? "the depth of " + row.question().depth() + " steps was reached" : reason;
        Path checkpoint = row.outcome().checkpoint();
        return checkpoint == null ? limit : limit + ", to be resumed from " + checkpoint;
    }

    /** Table and lists. */
    public List<String> lines(Paint paint) {
        List<String> lines = new ArrayList<>(Wrap.words("", subject));
        notes.forEach(note -> lines.addAll(Wrap.words("", note)));
        Table table = new Table(
                "preset", ">states", ">transitions", ">depth", ">stuck", ">states/s", ">transitions/s",
                ">bytes a state", ">odds of a miss", "");
        for (Explored row : rows) {
            Outcome outcome = row.outcome();
            table.row(
                    row.question().preset().name(),
                    outcome.distinct(),
                    outcome.transitions(),
                    row.depth(),
                    row.stuck(),
                    perSecond(outcome.distinct(), row),
                    perSecond(outcome.transitions(), row),
                    row.bytes() / Math.max(1, outcome.distinct()),
                    outcome.collisionOdds() == 0 ? "exact" : String.format(Locale.ROOT, "%.0e", outcome.collisionOdds()),
                    row.isExhausted() ? "exhausted" : row.failing() != null ? "diverges" : "limit");
        }
        lines.add("");
        lines.addAll(table.lines(paint));
        lines.add("");
        rows.forEach(row -> lines.addAll(steps(row)));
        if (verdict() != Verdict.DIVERGES) {
            String never = neverReached().isEmpty() ? "none" : String.join(", ", neverReached());
            lines.addAll(Wrap.words("never reached  ", never));
            lines.addAll(Wrap.words("rejections reached  ", rejections().size() + " of an operation for a reason"));
        }
        return lines;
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

    private static long perSecond(long n, Explored row) {
        return row.nanos() == 0 ? 0 : Math.round(n * 1e9 / row.nanos());
    }

    /** Operations that the presets leave in, premises and overlaps that were not met in any of them. */
    public List<String> neverReached() {
        Map<String, Long> taken = new TreeMap<>();
        rows.forEach(row -> row.taken().forEach((kind, n) -> taken.merge(kind, n, Long::sum)));
        List<String> never = new ArrayList<>();
        taken.forEach((kind, n) -> {
            if (n == 0) {
                never.add(kind);
            }
        });
        Map<String, Long> census = census();
        for (String group : GROUPS) {
            for (String name : Explored.names(group)) {
                // Alone, the specification has no hardware that could be monitored.
                boolean counted = rows.stream().anyMatch(row -> row.question().design() != null)
                        || !name.endsWith("FlagAfterTags");
                if (counted && census.getOrDefault(name, 0L) == 0) {
                    never.add(name.substring(group.length()));
                }
            }
        }
        return never;
    }

    private Map<String, Long> census() {
        Map<String, Long> census = new TreeMap<>();
        rows.forEach(row -> row.census().forEach((name, n) -> census.merge(name, n, Long::sum)));
        return census;
    }

    private Map<String, Long> rejections() {
        Map<String, Long> met = new TreeMap<>();
        census().forEach((name, n) -> {
            if (n > 0 && name.startsWith("rejected ")) {
                met.put(name.substring("rejected ".length()), n);
            }
        });
        return met;
    }

    /** The document. */
    public JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("command", "explore");
        json.addProperty("verdict", verdict().name().toLowerCase(Locale.ROOT));
        json.addProperty("because", sentence());
        json.addProperty("subject", subject);
        json.add("notes", Json.strings(notes));
        json.add("presets", Json.array(rows, ExploreReport::json));
        json.add("neverReached", Json.strings(neverReached()));
        json.add("census", counts(census(), false));
        Counterexample cex = found;
        json.add("divergence", cex == null ? JsonNull.INSTANCE : CexJson.of(cex));
        json.add("file", Json.orNull(file));
        json.add("timing", timing());
        return json;
    }

    private static JsonObject json(Explored row) {
        Outcome outcome = row.outcome();
        JsonObject json = new JsonObject();
        json.addProperty("name", row.question().preset().name());
        json.addProperty("exhausted", row.isExhausted());
        json.addProperty("states", outcome.distinct());
        json.addProperty("transitions", outcome.transitions());
        json.addProperty("depth", row.depth());
        JsonArray levels = new JsonArray();
        outcome.levels().forEach(levels::add);
        json.add("levels", levels);
        json.addProperty("stuck", row.stuck());
        json.addProperty("otherDisagreements", row.unwanted());
        json.addProperty("collisionOdds", outcome.collisionOdds());
        json.add("limit", Json.orNull(outcome.reason()));
        json.add("taken", counts(row.taken(), true));
        json.add("actions", Json.array(outcome.actions(), ExploreReport::action));
        return json;
    }

    private static JsonObject action(Outcome.Coverage action) {
        JsonObject json = new JsonObject();
        json.addProperty("action", action.action());
        json.addProperty("enabled", action.enabled());
        json.addProperty("taken", action.taken());
        json.addProperty("fresh", action.fresh());
        return json;
    }

    private static JsonObject counts(Map<String, Long> counts, boolean zeros) {
        JsonObject json = new JsonObject();
        counts.forEach((name, n) -> {
            if (zeros || n > 0) {
                json.addProperty(name, n);
            }
        });
        return json;
    }

    private JsonObject timing() {
        JsonObject presets = new JsonObject();
        for (Explored row : rows) {
            JsonObject json = new JsonObject();
            json.addProperty("seconds", Json.seconds(row.nanos()));
            json.addProperty("statesPerSecond", perSecond(row.outcome().distinct(), row));
            json.addProperty("transitionsPerSecond", perSecond(row.outcome().transitions(), row));
            json.addProperty("bytes", row.bytes());
            presets.add(row.question().preset().name(), json);
        }
        JsonObject json = new JsonObject();
        json.addProperty("seconds", Json.seconds(rows.stream().mapToLong(Explored::nanos).sum()));
        json.add("presets", presets);
        return json;
    }
}
