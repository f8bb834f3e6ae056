package dev.pagetwin.checker.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.pagetwin.checker.twin.Difference;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.Shown;
import java.util.Collection;
import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;

/** JSON in a fixed order. What depends on the clock stands in one object, {@code timing}, and that is last. */
public final class Json {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();

    private Json() {}

    /** The document, indented, without a line end. */
    public static String text(JsonElement json) {
        return GSON.toJson(json);
    }

    /** A list of anything. */
    public static <T> JsonArray array(Collection<T> values, Function<T, JsonElement> each) {
        JsonArray array = new JsonArray();
        values.forEach(value -> array.add(each.apply(value)));
        return array;
    }

    /** A list of words. */
    public static JsonArray strings(Collection<String> values) {
        return array(values, JsonPrimitive::new);
    }

    /** A text, or null. */
    public static JsonElement orNull(@Nullable String text) {
        return text == null ? JsonNull.INSTANCE : new JsonPrimitive(text);
    }

    /** The first disagreement of a run. */
    public static JsonObject divergence(Divergence divergence) {
        JsonObject json = new JsonObject();
        json.addProperty("class", Shown.text(divergence.failure()));
        json.addProperty("step", divergence.step());
        json.add("breaks", strings(divergence.broken()));
        json.add("differences", array(divergence.differences(), Json::difference));
        return json;
    }

    private static JsonObject difference(Difference difference) {
        JsonObject json = new JsonObject();
        json.addProperty("path", difference.path());
        json.addProperty("spec", difference.spec());
        json.addProperty("impl", difference.impl());
        return json;
    }

    /** Seconds, to a millisecond. */
    public static double seconds(long nanos) {
        return Math.round(nanos / 1e6) / 1e3;
    }
}
