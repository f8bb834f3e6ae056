package dev.pagetwin.checker.export;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.OpText;
import dev.pagetwin.checker.report.Film;
import dev.pagetwin.checker.report.Json;
import dev.pagetwin.checker.twin.Shape;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A run in the Informal Trace Format of Apalache and Quint: a state after each step, of both sides; the action that led
 * there stands in the state's meta data with its arguments and result, and as a variable, in one line.
 */
public final class Itf {
    private static final String FORMAT = "https://apalache-mc.org/docs/adr/015adr-trace.html";

    private Itf() {}

    /** The document. */
    public static JsonObject of(Counterexample cex, Film film) {
        JsonObject meta = new JsonObject();
        meta.addProperty("format", "ITF");
        meta.addProperty("format-description", FORMAT);
        meta.addProperty("source", cex.id() + ".cex");
        meta.addProperty("status", film.divergence() == null ? "ok" : "violation");
        meta.addProperty("description", cex.title());
        JsonObject json = new JsonObject();
        json.add("#meta", meta);
        json.add("vars", Json.strings(List.of("action", "spec", "impl")));
        json.add("states", Json.array(film.frames(), frame -> state(frame, cex)));
        return json;
    }

    private static JsonObject state(Film.Frame frame, Counterexample cex) {
        JsonObject meta = new JsonObject();
        meta.addProperty("index", frame.step());
        Counterexample.Step step = frame.step() == 0 ? null : cex.steps().get(frame.step() - 1);
        if (step != null) {
            meta.addProperty("action", Ops.kindOf(step.op()).name());
            meta.add("arguments", arguments(step.op()));
            meta.addProperty("result", step.result().text());
        }
        JsonObject json = new JsonObject();
        json.add("#meta", meta);
        json.addProperty("action", step == null ? "boot" : OpText.of(step.op()) + " = " + step.result().text());
        json.add("spec", side(frame.spec()));
        json.add("impl", side(frame.impl()));
        return json;
    }

    private static JsonObject arguments(Op op) {
        JsonObject json = new JsonObject();
        for (OpKind.Arg arg : Ops.kindOf(op).args()) {
            json.addProperty(arg.name(), OpText.value(arg, arg.of(op)));
        }
        return json;
    }

    private static JsonElement side(Film.@Nullable Side side) {
        if (side == null) {
            return new Values().none();
        }
        JsonObject json = new JsonObject();
        json.add("machine", Shape.read(side.machine(), new Values()));
        json.add("ledger", Shape.read(side.ledger(), new Values()));
        return json;
    }

    /** Values as the format writes them. */
    private static final class Values implements Shape.Maker<JsonElement> {
        @Override
        public JsonElement word(String text) {
            return new JsonPrimitive(text);
        }

        @Override
        public JsonElement number(int value) {
            return single("#bigint", new JsonPrimitive(String.valueOf(value)));
        }

        @Override
        public JsonElement flag(boolean value) {
            return new JsonPrimitive(value);
        }

        @Override
        public JsonElement none() {
            return variant("None", single("#tup", new JsonArray()));
        }

        @Override
        public JsonElement list(List<JsonElement> items) {
            return Json.array(items, item -> item);
        }

        @Override
        public JsonElement map(Map<String, JsonElement> entries) {
            return single("#map", Json.array(entries.entrySet(), entry -> {
                JsonArray pair = new JsonArray();
                pair.add(entry.getKey());
                pair.add(entry.getValue());
                return pair;
            }));
        }

        @Override
        public JsonElement record(String type, Map<String, JsonElement> fields) {
            JsonObject json = new JsonObject();
            fields.forEach(json::add);
            return type.isEmpty() ? json : variant(type, json);
        }

        private static JsonObject single(String name, JsonElement value) {
            JsonObject json = new JsonObject();
            json.add(name, value);
            return json;
        }

        private static JsonObject variant(String tag, JsonElement value) {
            JsonObject json = new JsonObject();
            json.addProperty("tag", tag);
            json.add("value", value);
            return json;
        }
    }
}
