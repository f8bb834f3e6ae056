package dev.pagetwin.spec.state;

import java.util.List;
import java.util.stream.IntStream;

/** A swap slot: the offset of a swap entry. */
public record SlotId(int index) implements Id {
    private static final List<SlotId> ALL = IntStream.rangeClosed(0, 1023).mapToObj(SlotId::new).toList();

    /** The id with this number. */
    public static SlotId of(int index) {
        return ALL.get(index);
    }

    /** The first {@code count} ids, in order. */
    public static List<SlotId> first(int count) {
        return ALL.subList(0, count);
    }

    /** The slot so many slots further on. */
    public SlotId plus(int slots) {
        return of(index + slots);
    }

    @Override
    public String symbol() {
        return "s" + index;
    }

    @Override
    public String toString() {
        return symbol();
    }
}
