package dev.pagetwin.spec.state;

import java.util.List;
import java.util.stream.IntStream;

/** A swap area: the type in a swap entry. The lower the number, the higher its priority. */
public record AreaId(int index) implements Id {
    private static final List<AreaId> ALL = IntStream.range(0, 29).mapToObj(AreaId::new).toList();

    /** The area of the highest priority, and where there is one only, that one. */
    public static final AreaId FIRST = of(0);

    /** The id with this number. */
    public static AreaId of(int index) {
        return ALL.get(index);
    }

    /** The first {@code count} ids, in order. */
    public static List<AreaId> first(int count) {
        return ALL.subList(0, count);
    }

    @Override
    public String symbol() {
        return String.valueOf(index);
    }

    @Override
    public String toString() {
        return symbol();
    }
}
