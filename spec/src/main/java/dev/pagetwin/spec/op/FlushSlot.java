package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Slot;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.SlotState;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A slot leaves the return cache and is free ({@code swapcache_free_entries}, {@code swap_range_free}); whatever was
 * recorded for it is erased first. Stands for: swap device lock. Guards: slot not waiting.
 */
public record FlushSlot(SlotId slot) implements Op {
    @Override
    public @Nullable Rejection guard(Machine m) {
        return m.slot(slot).state() == SlotState.RETURNING ? null : Rejection.SLOT_NOT_RETURNING;
    }

    @Override
    public Outcome step(Machine m) {
        return Outcome.ok(m.withSlot(slot, Slot.free(m.bounds().granules())));
    }
}
