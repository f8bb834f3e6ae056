package dev.pagetwin.spec.state;

import java.util.List;
import java.util.stream.IntStream;

/** A page frame number. */
public record Pfn(int index) implements Id {
    private static final List<Pfn> ALL = IntStream.rangeClosed(0, 1023).mapToObj(Pfn::new).toList();

    /** The id with this number. */
    public static Pfn of(int index) {
        return ALL.get(index);
    }

    /** The first {@code count} ids, in order. */
    public static List<Pfn> first(int count) {
        return ALL.subList(0, count);
    }

    /** The page so many pages further on. */
    public Pfn plus(int pages) {
        return of(index + pages);
    }

    @Override
    public String symbol() {
        return "p" + index;
    }

    @Override
    public String toString() {
        return symbol();
    }
}
