package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.SlotId;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A page whose slot nobody names any more leaves the swap cache ({@code folio_free_swap}), and the slot is freed. Stands
 * for: folio lock. Guards: page free, folio lock, not in the swap cache, being written, slot has users.
 */
public record FreeSwap(Pfn page) implements Op {
    @Override
    public @Nullable Rejection guard(Machine m) {
        if (m.free(page)) {
            return Rejection.PAGE_FREE;
        }
        Folio folio = m.folio(page);
        if (folio.locked()) {
            return Rejection.FOLIO_LOCKED;
        }
        SlotId slot = folio.slot();
        if (slot == null) {
            return Rejection.NOT_CACHED;
        }
        if (folio.writeback()) {
            return Rejection.UNDER_WRITEBACK;
        }
        return m.users(slot) > 0 ? Rejection.SLOT_HAS_USERS : null;
    }

    @Override
    public Outcome step(Machine m) {
        return Outcome.ok(Release.uncache(m, page));
    }
}
