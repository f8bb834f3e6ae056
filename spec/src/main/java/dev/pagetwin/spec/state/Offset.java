package dev.pagetwin.spec.state;

import java.util.List;
import java.util.stream.IntStream;

/** A page of the shared file ({@code pgoff}). */
public record Offset(int index) implements Id {
    private static final List<Offset> ALL = IntStream.rangeClosed(0, 1023).mapToObj(Offset::new).toList();

    /** The id with this number. */
    public static Offset of(int index) {
        return ALL.get(index);
    }

    /** The first {@code count} ids, in order. */
    public static List<Offset> first(int count) {
        return ALL.subList(0, count);
    }

    /** The offset so many pages further on. */
    public Offset plus(int pages) {
        return of(index + pages);
    }

    @Override
    public String symbol() {
        return "o" + index;
    }

    @Override
    public String toString() {
        return symbol();
    }
}
