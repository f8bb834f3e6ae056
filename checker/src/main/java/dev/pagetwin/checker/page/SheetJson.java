package dev.pagetwin.checker.page;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.OpText;
import dev.pagetwin.checker.report.CexJson;
import dev.pagetwin.checker.report.Film;
import dev.pagetwin.checker.report.Json;
import dev.pagetwin.checker.report.Lane;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.Ops;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A sheet as the page's data block. Texts stand once, in {@code texts}, and elsewhere as their place there; of states
 * and possible operations only what changed is said. What each part means is in {@code schema.json} beside this class.
 */
final class SheetJson {
    /** Goes up when a reader of the old form could no longer read the new one. */
    static final int VERSION = 1;

    private static final int GONE = -1;
    private static final int UNREADABLE = -2;

    private final Sheet sheet;
    private final Map<String, Integer> texts = new LinkedHashMap<>();

    private SheetJson(Sheet sheet) {
        this.sheet = sheet;
    }

    static JsonObject of(Sheet sheet) {
        return new SheetJson(sheet).json();
    }

    private JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("version", VERSION);
        JsonObject about = CexJson.of(sheet.cex());
        about.remove("steps");
        json.add("counterexample", about);
        json.add("steps", steps());
        json.add("history", Json.array(sheet.history(), sentence -> numbers(sentence.step(), text(sentence.text()))));
        json.add("lanes", Json.array(sheet.lanes(), lane -> numbers(text(lane.kind().id()), text(lane.name()))));
        json.add("changes", changes());
        json.add("paths", Json.array(sheet.states().paths(), path -> new JsonPrimitive(text(path))));
        json.add("states", states());
        json.add("words", words());
        json.addProperty("possibleFrom", sheet.possibleFrom());
        json.add("kinds", kinds());
        json.add("possible", possible());
        json.add("properties", Json.array(sheet.spoken(), SheetJson::marks));
        json.add("found", Json.array(sheet.found(), op -> new JsonPrimitive(OpText.of(op))));
        json.add("texts", Json.strings(new ArrayList<String>(texts.keySet())));
        return json;
    }

    private int text(String text) {
        return texts.computeIfAbsent(text, t -> texts.size());
    }

    private static JsonArray numbers(int... values) {
        JsonArray array = new JsonArray();
        for (int value : values) {
            array.add(value);
        }
        return array;
    }

    private JsonArray steps() {
        List<Counterexample.Step> taken = sheet.cex().steps().subList(0, sheet.steps());
        return Json.array(taken, step -> {
            Op op = step.op();
            return numbers(text(Ops.kindOf(op).name()), text(OpText.args(op)), text(step.result().text()));
        });
    }

    // ---- lanes

    private JsonArray changes() {
        List<JsonArray> bySteps = new ArrayList<>();
        for (int step = 0; step <= sheet.steps(); step++) {
            bySteps.add(new JsonArray());
        }
        for (int i = 0; i < sheet.lanes().size(); i++) {
            for (Lane.Change change : sheet.lanes().get(i).changes()) {
                JsonArray cell = numbers(i);
                change.traits().forEach(trait -> cell.add(trait(trait)));
                bySteps.get(change.step()).add(cell);
            }
        }
        return Json.array(bySteps, cells -> cells);
    }

    private JsonElement trait(Lane.Trait trait) {
        String impl = trait.impl();
        int spec = text(trait.spec());
        return impl == null ? new JsonPrimitive(spec) : numbers(spec, text(impl));
    }

    // ---- states

    private JsonArray states() {
        List<String> paths = sheet.states().paths();
        JsonArray moments = new JsonArray();
        Map<Integer, List<Integer>> before = new LinkedHashMap<>();
        for (States.Moment moment : sheet.states().moments()) {
            JsonArray changed = new JsonArray();
            for (int i = 0; i < paths.size(); i++) {
                List<Integer> now = sides(moment, paths.get(i));
                if (!now.equals(before.getOrDefault(i, List.of(GONE, GONE)))) {
                    changed.add(i);
                    now.forEach(changed::add);
                    before.put(i, now);
                }
            }
            moments.add(changed);
        }
        return moments;
    }

    private List<Integer> sides(States.Moment moment, String path) {
        Map<String, String> impl = moment.impl();
        int other = impl == null ? UNREADABLE : place(impl.get(path));
        return List.of(place(moment.spec().get(path)), other);
    }

    private int place(@Nullable String text) {
        return text == null ? GONE : text(text);
    }

    private JsonArray words() {
        List<String> paths = sheet.states().paths();
        JsonArray moments = new JsonArray();
        Map<String, String> before = Map.of();
        for (States.Moment moment : sheet.states().moments()) {
            JsonArray changed = new JsonArray();
            for (int i = 0; i < paths.size(); i++) {
                String word = moment.words().get(paths.get(i));
                if (!Objects.equals(word, before.get(paths.get(i)))) {
                    changed.add(i);
                    changed.add(place(word));
                }
            }
            moments.add(changed);
            before = moment.words();
        }
        return moments;
    }

    // ---- what was possible

    private JsonArray kinds() {
        List<Possible> first = sheet.possible().isEmpty() ? List.of() : sheet.possible().get(0);
        return Json.array(first, kind -> numbers(text(kind.name()), kind.all()));
    }

    private JsonArray possible() {
        JsonArray moments = new JsonArray();
        List<Possible> before = List.of();
        for (List<Possible> now : sheet.possible()) {
            JsonArray changed = new JsonArray();
            for (int i = 0; i < now.size(); i++) {
                Possible kind = now.get(i);
                if (before.isEmpty() || !kind.equals(before.get(i))) {
                    changed.add(numbers(i, kind.possible(), text(kind.can()), text(kind.cannot())));
                }
            }
            moments.add(changed);
            before = now;
        }
        return moments;
    }

    private static JsonObject marks(Marks row) {
        JsonObject json = new JsonObject();
        json.addProperty("name", row.name());
        json.addProperty("sentence", row.sentence());
        json.addProperty("monitor", row.monitor());
        json.addProperty("marks", row.runs());
        return json;
    }

    /** Whether the run ended as its file says. */
    static boolean isAsSaid(Counterexample cex, Film film) {
        var found = film.divergence();
        return found != null
                && found.step() == cex.divergence().step()
                && found.failure() == cex.divergence().failure();
    }
}
