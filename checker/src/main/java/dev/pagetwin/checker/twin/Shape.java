package dev.pagetwin.checker.twin;

import dev.pagetwin.spec.state.Id;
import dev.pagetwin.spec.state.IdMap;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Reads states by their shape, so that whoever shows or exports them need not know what there is in them. */
public final class Shape {
    private Shape() {}

    /** Makes something of each part of a value. */
    public interface Maker<T> {
        /** An id, a constant, or anything else that is a word. */
        T word(String text);

        T number(int value);

        T flag(boolean value);

        /** Nothing is there. */
        T none();

        T list(List<T> items);

        /** What there is, by the ids' symbols. */
        T map(Map<String, T> entries);

        /** A record; its type is empty where no other may stand in its place. */
        T record(String type, Map<String, T> fields);
    }

    /** The value, part by part. */
    public static <T> T read(@Nullable Object value, Maker<T> maker) {
        if (value == null) {
            return maker.none();
        }
        if (value instanceof Boolean flag) {
            return maker.flag(flag);
        }
        if (value instanceof Integer number) {
            return maker.number(number);
        }
        if (value instanceof IdMap<?, ?> map) {
            Map<String, T> entries = new LinkedHashMap<>();
            map.forEach((id, entry) -> entries.put(id.symbol(), read(entry, maker)));
            return maker.map(entries);
        }
        if (value instanceof Collection<?> all) {
            List<T> items = new ArrayList<>();
            all.forEach(item -> items.add(read(item, maker)));
            return maker.list(items);
        }
        return value instanceof Record record && !(value instanceof Id)
                ? maker.record(type(record.getClass()), fields(record, maker))
                : maker.word(Shown.text(value));
    }

    private static String type(Class<?> type) {
        Class<?> kind = type.getEnclosingClass();
        return kind != null && kind.isSealed() ? Shown.kebab(type.getSimpleName()) : "";
    }

    private static <T> Map<String, T> fields(Record record, Maker<T> maker) {
        Map<String, T> fields = new LinkedHashMap<>();
        for (RecordComponent component : Records.components(record)) {
            fields.put(component.getName(), read(Records.get(record, component), maker));
        }
        return fields;
    }

    /**
     * The parts of a state, each in words, by its path, such as {@code mm A / pte v0}; places that hold nothing
     * included. A record that has no map below it is one part.
     */
    public static Map<String, String> parts(Record state) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts("", state, parts);
        return parts;
    }

    private static void parts(String path, Record record, Map<String, String> parts) {
        for (RecordComponent component : Records.components(record)) {
            Object value = Records.get(record, component);
            String name = component.getName();
            if (value instanceof IdMap<?, ?> map) {
                String one = TreeDiff.ONE.getOrDefault(name, name);
                entries(path.isEmpty() ? one : path + " / " + one, map, parts);
            } else {
                part(path.isEmpty() ? name : path + " / " + name, value, parts);
            }
        }
    }

    private static <K extends Id, V> void entries(String path, IdMap<K, V> map, Map<String, String> parts) {
        map.universe().forEach(id -> part(path + " " + id.symbol(), map.get(id), parts));
    }

    private static void part(String path, @Nullable Object value, Map<String, String> parts) {
        if (value instanceof Record record && hasMaps(record)) {
            parts(path, record, parts);
        } else {
            parts.put(path, Shown.text(value));
        }
    }

    private static boolean hasMaps(Record record) {
        for (RecordComponent component : Records.components(record)) {
            if (component.getType() == IdMap.class) {
                return true;
            }
        }
        return false;
    }
}
