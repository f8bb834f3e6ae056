package dev.pagetwin.checker.search.pair;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.state.Mm;
import dev.pagetwin.spec.state.MmId;
import org.checkerframework.checker.nullness.qual.Nullable;

/** What each address space is without the names in it: a number that no renaming changes. */
final class Looks {
    private final Coder spaces;
    private final Names anonymous;
    private final Bits scratch = new Bits();
    private final @Nullable Mm[] lately;
    private final long[] looks;

    Looks(Bounds b) {
        spaces = new Coders.Optional(new Plan(b).of(Mm.class));
        anonymous = new Anonymous(b);
        lately = new @Nullable Mm[b.mms()];
        looks = new long[b.mms()];
    }

    /** Looks at the machine's address spaces; at one that is still the same object, no second time. */
    void take(Machine m) {
        for (int i = 0; i < looks.length; i++) {
            Mm mm = m.mms().get(MmId.of(i));
            if (mm == null || mm != lately[i]) {
                scratch.clear();
                spaces.put(mm, scratch, anonymous);
                looks[i] = scratch.hash();
                lately[i] = mm;
            }
        }
    }

    /** Whether the address spaces, in this order, come in the order of their looks. */
    boolean isAscending(int[] order) {
        for (int i = 1; i < order.length; i++) {
            if (looks[order[i]] < looks[order[i - 1]]) {
                return false;
            }
        }
        return true;
    }
}
