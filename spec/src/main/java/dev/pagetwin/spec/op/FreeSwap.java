package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Pfn;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A page whose slot nobody names any more leaves the swap cache ({@code folio_free_swap}), and the slot is freed.
 * Stands for: folio lock. Guards: page free, folio lock, not in the swap cache, being written, slot has users.
 */
public record FreeSwap(Pfn page) implements Op {
    @Override
    public @Nullable Rejection guard(Machine m) {
        Rejection no = Guards.cachedAndQuiet(m, page);
        if (no != null) {
            return no;
        }
        return Release.canFreeSwap(m, page) ? null : Rejection.SLOT_HAS_USERS;
    }

    @Override
    public Outcome step(Machine m) {
        return Outcome.ok(Release.uncache(m, page));
    }
}
