package dev.pagetwin.checker.search.longrun;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A part of a saved document and where it stands, read with suspicion. */
final class Saved {
    /** What a number may be: eighteen digits cannot overflow. */
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

    private static final int LONGEST = 200;

    private final String path;
    private final JsonElement json;

    private Saved(String path, JsonElement json) {
        this.path = path;
        this.json = json;
    }

    static Saved root(JsonElement json) {
        return new Saved("", json);
    }

    /** The part of that name, which there must be. */
    Saved at(String name) throws LongRunException {
        JsonElement part = object().get(name);
        if (part == null) {
            throw new LongRunException(path(name) + ": found nothing, expected it there");
        }
        return new Saved(path(name), part);
    }

    /** All parts by their names, in their order. */
    Map<String, Saved> parts() throws LongRunException {
        Map<String, Saved> parts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> part : object().entrySet()) {
            parts.put(part.getKey(), new Saved(path(shown(part.getKey())), part.getValue()));
        }
        return parts;
    }

    List<Saved> list(int most) throws LongRunException {
        if (!json.isJsonArray()) {
            throw wrong("a list");
        }
        if (json.getAsJsonArray().size() > most) {
            throw new LongRunException(
                    path + ": found " + json.getAsJsonArray().size() + " of them, expected " + most + " at most");
        }
        List<Saved> list = new ArrayList<>();
        for (JsonElement one : json.getAsJsonArray()) {
            list.add(new Saved(path + "[" + list.size() + "]", one));
        }
        return list;
    }

    /** So many numbers from 0 on. */
    long[] counts(int n) throws LongRunException {
        List<Saved> list = list(n);
        if (list.size() != n) {
            throw new LongRunException(path + ": found " + list.size() + " numbers, expected " + n);
        }
        long[] counts = new long[n];
        for (int i = 0; i < n; i++) {
            counts[i] = list.get(i).count();
        }
        return counts;
    }

    String text() throws LongRunException {
        if (!(json instanceof JsonPrimitive text && text.isString()) || json.getAsString().length() > LONGEST) {
            throw wrong("a text of " + LONGEST + " characters at most");
        }
        return json.getAsString();
    }

    long number() throws LongRunException {
        if (!(json instanceof JsonPrimitive number && number.isNumber())
                || !NUMBER.matcher(json.getAsString()).matches()) {
            throw wrong("a whole number of 18 digits at most");
        }
        return Long.parseLong(json.getAsString());
    }

    /** A number from 0 on, small enough that many of them add up. */
    long count() throws LongRunException {
        long number = number();
        if (number < 0 || number > Long.MAX_VALUE / 1024) {
            throw wrong("a number from 0 to " + Long.MAX_VALUE / 1024);
        }
        return number;
    }

    LongRunException wrong(String expected) {
        return new LongRunException(
                (path.isEmpty() ? "" : path + ": ") + "found " + shown(json.toString()) + ", expected " + expected);
    }

    /** Its name is none that this version knows. */
    LongRunException unknown(String what) {
        return new LongRunException(path + ": found a name of another version, expected that of " + what);
    }

    private JsonObject object() throws LongRunException {
        if (!json.isJsonObject()) {
            throw wrong("an object");
        }
        return json.getAsJsonObject();
    }

    private String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String shown(String text) {
        String some = text.length() > 40 ? text.substring(0, 40) + "..." : text;
        return some.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
    }
}
