package dev.pagetwin.spec.state;

import java.util.List;
import java.util.stream.IntStream;

/** A virtual page number within an address space. The order of the numbers is the order of the addresses. */
public record Va(int index) implements Id {
    private static final List<Va> ALL = IntStream.rangeClosed(0, 1023).mapToObj(Va::new).toList();

    /** The id with this number. */
    public static Va of(int index) {
        return ALL.get(index);
    }

    /** The first {@code count} ids, in order. */
    public static List<Va> first(int count) {
        return ALL.subList(0, count);
    }

    /** The page so many pages further on. */
    public Va plus(int pages) {
        return of(index + pages);
    }

    @Override
    public String symbol() {
        return "v" + index;
    }

    @Override
    public String toString() {
        return symbol();
    }
}
