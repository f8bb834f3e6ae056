package dev.pagetwin.checker.twin;

import dev.pagetwin.spec.state.Id;
import dev.pagetwin.spec.state.IdMap;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The places where two values of the same shape differ, as paths from the root, in the order of the shape. */
public final class TreeDiff {
    /** A map's component is plural; one entry of it is called by this word. */
    static final Map<String, String> ONE = Map.ofEntries(
            Map.entry("mms", "mm"),
            Map.entry("vmas", "vma"),
            Map.entry("ptes", "pte"),
            Map.entry("leaves", "huge entry"),
            Map.entry("folios", "folio"),
            Map.entry("pages", "page"),
            Map.entry("slots", "slot"),
            Map.entry("areas", "swap area"),
            Map.entry("entries", "offset"),
            Map.entry("references", "count of references to"),
            Map.entry("mappings", "count of mappings of"),
            Map.entry("users", "count of users of"),
            Map.entry("storageUsers", "count of users of block"));

    private final List<Difference> found = new ArrayList<>();

    private TreeDiff() {}

    /** The differences between two records of one type. */
    public static List<Difference> between(Record spec, Record impl) {
        TreeDiff diff = new TreeDiff();
        diff.records("", spec, impl);
        return diff.found;
    }

    private void records(String path, Record spec, Record impl) {
        for (RecordComponent component : Records.components(spec)) {
            String name = component.getName();
            values(path, name, Records.get(spec, component), Records.get(impl, component));
        }
    }

    private void values(String path, String name, @Nullable Object spec, @Nullable Object impl) {
        if (Objects.equals(spec, impl)) {
            return;
        }
        if (spec instanceof IdMap<?, ?> s && impl instanceof IdMap<?, ?> i) {
            maps(path, ONE.getOrDefault(name, name), s, i);
            return;
        }
        String here = path.isEmpty() ? name : path + " / " + name;
        boolean leaf = spec instanceof Id || spec == null || impl == null || spec.getClass() != impl.getClass();
        if (!leaf && spec instanceof Record s && impl instanceof Record i) {
            records(here, s, i);
        } else {
            found.add(new Difference(here, Shown.text(spec), Shown.text(impl)));
        }
    }

    private void maps(String path, String one, IdMap<?, ?> spec, IdMap<?, ?> impl) {
        for (int i = 0; i < spec.universe().size(); i++) {
            String symbol = spec.universe().get(i).symbol();
            values(path, one + " " + symbol, value(spec, i), value(impl, i));
        }
    }

    private static <K extends Id, V> @Nullable V value(IdMap<K, V> map, int index) {
        return map.get(map.universe().get(index));
    }
}
