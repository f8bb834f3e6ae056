package dev.pagetwin.checker.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.search.explore.Outcome;
import dev.pagetwin.checker.search.pair.Explored;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An exhaustive search as one JSON document. */
final class ExploreJson {
    private ExploreJson() {}

    static JsonObject of(ExploreReport report) {
        JsonObject json = new JsonObject();
        json.addProperty("command", "explore");
        json.addProperty("verdict", report.verdict().name().toLowerCase(Locale.ROOT));
        json.addProperty("because", report.sentence());
        json.addProperty("subject", report.subject());
        json.add("notes", Json.strings(report.notes()));
        json.add("presets", Json.array(report.rows(), ExploreJson::preset));
        json.add("left", Json.strings(report.left()));
        json.add("neverReached", Json.strings(report.neverReached()));
        json.add("rejectionsNeverGiven", Json.strings(report.rejectionsNeverGiven()));
        json.add("census", counts(report.census(), false));
        Counterexample cex = report.found();
        json.add("divergence", cex == null ? JsonNull.INSTANCE : CexJson.of(cex));
        json.add("file", Json.orNull(report.file()));
        json.add("timing", timing(report.rows()));
        return json;
    }

    private static JsonObject preset(Explored row) {
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
        json.add("neverReached", never(row));
        json.add("actions", Json.array(outcome.actions(), ExploreJson::action));
        return json;
    }

    private static JsonObject never(Explored row) {
        JsonObject json = new JsonObject();
        json.add("operations", Json.strings(row.operationsNeverTaken()));
        json.add("arguments", Json.strings(row.argumentsNeverTaken()));
        json.add("premises", Json.strings(row.premisesNeverMet()));
        json.add("overlaps", Json.strings(row.overlapsNeverMet()));
        json.add("rejections", Json.strings(row.rejectionsNeverGiven()));
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

    private static JsonObject timing(List<Explored> rows) {
        JsonObject presets = new JsonObject();
        for (Explored row : rows) {
            JsonObject json = new JsonObject();
            json.addProperty("seconds", Json.seconds(row.nanos()));
            json.addProperty("statesPerSecond", ExploreReport.perSecond(row.outcome().distinct(), row));
            json.addProperty("transitionsPerSecond", ExploreReport.perSecond(row.outcome().transitions(), row));
            json.addProperty("bytes", row.bytes());
            presets.add(row.question().preset().name(), json);
        }
        JsonObject json = new JsonObject();
        json.addProperty("seconds", Json.seconds(rows.stream().mapToLong(Explored::nanos).sum()));
        json.add("presets", presets);
        return json;
    }
}
