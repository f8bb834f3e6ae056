package dev.pagetwin.checker.search.pair;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.state.AreaId;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Offset;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.Va;
import java.util.Arrays;
import java.util.stream.IntStream;

/** What ids and tags are called while a machine is encoded. These names are the ids' own numbers. */
class Names {
    /** The kinds of ids, in the order of {@link #kind}. */
    static final int MM = 0;

    static final int VA = 1;
    static final int PAGE = 2;
    static final int SLOT = 3;
    static final int OFFSET = 4;
    static final int AREA = 5;

    /** Not a kind of ids, but tags have names too. */
    static final int TAG = 6;

    private final int[] counts;
    private final int[] own;

    Names(Bounds b) {
        counts = new int[] {b.mms(), b.vas(), b.pages(), b.slots(), b.offsets(), b.areas()};
        own = IntStream.range(0, Arrays.stream(counts).max().orElse(0)).toArray();
    }

    /** The kind of an id type, or -1. */
    static int kind(Class<?> type) {
        if (type == MmId.class) {
            return MM;
        }
        if (type == Va.class) {
            return VA;
        }
        if (type == Pfn.class) {
            return PAGE;
        }
        if (type == SlotId.class) {
            return SLOT;
        }
        if (type == AreaId.class) {
            return AREA;
        }
        return type == Offset.class ? OFFSET : -1;
    }

    /** A kind in a set of kinds. */
    static int bit(int kind) {
        return 1 << kind;
    }

    /** The kinds of which some names are not the ids' own numbers. */
    int changed() {
        return 0;
    }

    final int count(int kind) {
        return counts[kind];
    }

    /** The name of an id. */
    int name(int kind, int index) {
        return index;
    }

    /** The ids of a kind in the order of their names, which are all given by now. */
    int[] order(int kind) {
        return own;
    }

    /** The name of a tag. */
    int tag(int tag) {
        return tag;
    }
}
