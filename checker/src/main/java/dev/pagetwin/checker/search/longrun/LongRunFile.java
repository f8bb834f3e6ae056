package dev.pagetwin.checker.search.longrun;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.pagetwin.checker.search.Coverage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A long run as a text: one JSON document. What is read is not trusted. */
public final class LongRunFile {
    /** The most that is read, in characters: a hundred times what all presets need. */
    public static final int MOST = 32 << 20;

    private static final String FORMAT = "pagetwin long run 1";
    private static final int MOST_SESSIONS = 100_000;

    private LongRunFile() {}

    /** The document, with a line end. */
    public static String text(LongRun run) {
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.addProperty("design", run.design());
        json.addProperty("seed", run.seed());
        json.add("presets", array(run.rows(), LongRunFile::row));
        json.add("sessions", array(run.sessions(), one ->
                numbers(one.steps(), one.nanos(), one.heapAtStart(), one.heapAtEnd())));
        json.add("points", array(run.points(), one -> numbers(one.nanos(), one.steps(), one.reached(), one.heap())));
        json.add("coverage", CoverageJson.of(run.coverage()));
        return json + "\n";
    }

    private static <T> JsonArray array(List<T> values, Function<T, JsonElement> each) {
        JsonArray array = new JsonArray();
        values.forEach(value -> array.add(each.apply(value)));
        return array;
    }

    private static JsonArray numbers(long... values) {
        JsonArray array = new JsonArray();
        for (long value : values) {
            array.add(value);
        }
        return array;
    }

    private static JsonObject row(LongRun.Row row) {
        JsonObject json = new JsonObject();
        json.addProperty("name", row.preset());
        json.addProperty("runs", row.runs());
        json.addProperty("steps", row.steps());
        json.addProperty("nanos", row.nanos());
        return json;
    }

    /** The run that a text holds. */
    public static LongRun parse(String text) throws LongRunException {
        if (text.length() > MOST) {
            throw new LongRunException("found " + text.length() + " characters, expected " + MOST + " at most");
        }
        JsonElement json;
        try {
            json = JsonParser.parseString(text);
        } catch (JsonParseException | NumberFormatException e) {
            throw new LongRunException("found what is not JSON, expected a saved run");
        }
        Saved all = Saved.root(json);
        if (!all.at("format").text().equals(FORMAT)) {
            throw all.at("format").wrong("\"" + FORMAT + "\"");
        }
        List<LongRun.Row> rows = new ArrayList<>();
        for (Saved row : all.at("presets").list(10_000)) {
            rows.add(new LongRun.Row(
                    row.at("name").text(), row.at("runs").count(), row.at("steps").count(), row.at("nanos").count()));
        }
        List<LongRun.Session> sessions = new ArrayList<>();
        for (Saved session : all.at("sessions").list(MOST_SESSIONS)) {
            long[] n = session.counts(4);
            sessions.add(new LongRun.Session(n[0], n[1], n[2], n[3]));
        }
        List<LongRun.Point> points = new ArrayList<>();
        for (Saved point : all.at("points").list(10_000)) {
            long[] n = point.counts(4);
            points.add(new LongRun.Point(n[0], n[1], n[2], n[3]));
        }
        Coverage coverage = CoverageJson.read(all.at("coverage"));
        long steps = 0;
        for (LongRun.Row row : rows) {
            steps += row.steps();
        }
        if (steps != coverage.steps()) {
            throw new LongRunException("coverage: found " + coverage.steps() + " steps, expected the " + steps
                    + " of its presets");
        }
        return new LongRun(all.at("design").text(), all.at("seed").number(), rows, coverage, sessions, points);
    }
}
