package dev.pagetwin.spec.state;

import java.util.List;
import java.util.stream.IntStream;

/** An address space ({@code struct mm_struct}). */
public record MmId(int index) implements Id {
    private static final List<MmId> ALL = IntStream.rangeClosed(0, 25).mapToObj(MmId::new).toList();

    /** The id with this number. */
    public static MmId of(int index) {
        return ALL.get(index);
    }

    /** The first {@code count} ids, in order. */
    public static List<MmId> first(int count) {
        return ALL.subList(0, count);
    }

    @Override
    public String symbol() {
        return String.valueOf((char) ('A' + index));
    }

    @Override
    public String toString() {
        return symbol();
    }
}
