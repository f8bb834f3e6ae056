package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.AreaId;
import dev.pagetwin.spec.state.Slot;
import dev.pagetwin.spec.state.SlotState;
import dev.pagetwin.spec.state.SwapArea;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A swap area is to be emptied ({@code swapoff}): no slot of it is allocated any more, the return cache is off and
 * drained. What is in use comes back by {@code readahead}, {@code unuse} and {@code free-swap} ({@code try_to_unuse}),
 * and may go out again to another area. One swapoff waits for the other, as the return cache is off for all areas.
 * Guards: area not on, another swapoff running.
 */
public record Swapoff(AreaId area) implements Op {
    /** Where there is one area. */
    public Swapoff() {
        this(AreaId.FIRST);
    }

    @Override
    public @Nullable Rejection guard(Machine m) {
        if (m.areas().at(area) != SwapArea.ON) {
            return Rejection.SWAP_NOT_ON;
        }
        return m.anyLeaving() ? Rejection.SWAPOFF_RUNNING : null;
    }

    @Override
    public Outcome step(Machine m) {
        Slot free = Slot.free(m.bounds().granules());
        Machine out = m.withArea(area, SwapArea.LEAVING);
        for (var slot : m.bounds().slotIds()) {
            if (m.slot(slot).state() == SlotState.RETURNING) {
                out = out.withSlot(slot, free);
            }
        }
        return Outcome.ok(out);
    }

    /**
     * Nothing of it is in use any more: the area goes, and every tag record of it ({@code arch_swap_invalidate_area}).
     * Guards: no swapoff running, a slot in use.
     */
    public record Finish(AreaId area) implements Op {
        /** Where there is one area. */
        public Finish() {
            this(AreaId.FIRST);
        }

        @Override
        public @Nullable Rejection guard(Machine m) {
            if (m.areas().at(area) != SwapArea.LEAVING) {
                return Rejection.SWAP_NOT_LEAVING;
            }
            return m.anySlotInUse(area) ? Rejection.SLOT_IN_USE : null;
        }

        @Override
        public Outcome step(Machine m) {
            return Outcome.ok(m.withArea(area, SwapArea.OFF));
        }
    }

    /** A signal ends swapoff; the area is on again, with what is left in it. Guards: no swapoff running. */
    public record Interrupt(AreaId area) implements Op {
        /** Where there is one area. */
        public Interrupt() {
            this(AreaId.FIRST);
        }

        @Override
        public @Nullable Rejection guard(Machine m) {
            return m.areas().at(area) == SwapArea.LEAVING ? null : Rejection.SWAP_NOT_LEAVING;
        }

        @Override
        public Outcome step(Machine m) {
            return Outcome.failed(Errno.EINTR, m.withArea(area, SwapArea.ON));
        }
    }
}
