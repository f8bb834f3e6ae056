package dev.pagetwin.checker.twin;

import dev.pagetwin.spec.state.Age;
import dev.pagetwin.spec.state.Id;
import dev.pagetwin.spec.state.Offset;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Values of the specification in words, the same in differences, files and tables. */
public final class Shown {
    /** Flags that are named only where they are set, so that what has nothing to do with them reads as before. */
    private static final Set<String> RARE = Set.of("lazyFree", "locked", "reserved", "waits");

    private Shown() {}

    /** The value as one short line. */
    public static String text(@Nullable Object value) {
        if (value == null) {
            return "none";
        }
        if (value instanceof Boolean b) {
            return b ? "yes" : "no";
        }
        if (value instanceof Id id) {
            return id.symbol();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
        if (value instanceof Collection<?> all) {
            return all.isEmpty() ? "none" : all.stream().map(Shown::text).collect(Collectors.joining("; "));
        }
        return value instanceof Record r ? record(r) : value.toString();
    }

    private static String record(Record value) {
        StringBuilder text = new StringBuilder(kebab(value.getClass().getSimpleName()));
        for (RecordComponent component : Records.components(value)) {
            Object part = Records.get(value, component);
            // Most areas are private, and are said without what they do not map; most entries are young.
            boolean usual = part == null ? component.getType() == Offset.class
                    : part == Age.YOUNG || (RARE.contains(component.getName()) && Boolean.FALSE.equals(part));
            if (!usual) {
                text.append(' ').append(kebab(component.getName())).append('=').append(text(part));
            }
        }
        return text.toString();
    }

    /** A Java name as words with hyphens. */
    static String kebab(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
