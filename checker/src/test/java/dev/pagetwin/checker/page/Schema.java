package dev.pagetwin.checker.page;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;

/** As much of JSON Schema as our schemas use; a word it does not know is an error. */
final class Schema {
    private static final List<String> SAYS_NOTHING = List.of("$schema", "title", "description");

    private final List<String> errors = new ArrayList<>();

    private Schema() {}

    /** What is wrong with a document. */
    static List<String> errors(JsonObject schema, JsonElement document) {
        Schema checked = new Schema();
        checked.check("", schema, document);
        return checked.errors;
    }

    private void check(String at, JsonObject schema, JsonElement value) {
        for (String word : schema.keySet()) {
            JsonElement said = schema.get(word);
            switch (word) {
                case "type" -> type(at, said, value);
                case "enum" -> expect(said.getAsJsonArray().contains(value), at, value + " is not one of " + said);
                case "required" -> said.getAsJsonArray().forEach(name ->
                        expect(value.getAsJsonObject().has(name.getAsString()), at, "lacks " + name));
                case "properties" -> said.getAsJsonObject().asMap().forEach((name, of) -> {
                    if (value.getAsJsonObject().has(name)) {
                        check(at + "/" + name, of.getAsJsonObject(), value.getAsJsonObject().get(name));
                    }
                });
                case "additionalProperties" -> value.getAsJsonObject().keySet().forEach(name ->
                        expect(schema.getAsJsonObject("properties").has(name), at, "has " + name + " too"));
                case "items" -> {
                    if (value.isJsonArray()) {
                        value.getAsJsonArray().forEach(item -> check(at + "/*", said.getAsJsonObject(), item));
                    }
                }
                default -> expect(SAYS_NOTHING.contains(word), at, "unknown word " + word);
            }
        }
    }

    private void type(String at, JsonElement wanted, JsonElement value) {
        JsonArray types = new JsonArray();
        if (wanted.isJsonArray()) {
            types = wanted.getAsJsonArray();
        } else {
            types.add(wanted);
        }
        expect(types.contains(new JsonPrimitive(typeOf(value))), at, value + " is not " + wanted);
    }

    private static String typeOf(JsonElement value) {
        if (value.isJsonNull()) {
            return "null";
        }
        if (value.isJsonArray()) {
            return "array";
        }
        if (value.isJsonObject()) {
            return "object";
        }
        JsonPrimitive primitive = value.getAsJsonPrimitive();
        return primitive.isBoolean() ? "boolean" : primitive.isNumber() ? "integer" : "string";
    }

    private void expect(boolean good, String at, String what) {
        if (!good && errors.size() < 20) {
            errors.add(at + ": " + what);
        }
    }
}
