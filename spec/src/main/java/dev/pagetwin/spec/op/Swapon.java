package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.AreaId;
import dev.pagetwin.spec.state.SwapArea;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The swap area can be used ({@code swapon}). Guards: area not off. */
public record Swapon(AreaId area) implements Op {
    /** Where there is one area. */
    public Swapon() {
        this(AreaId.FIRST);
    }

    @Override
    public @Nullable Rejection guard(Machine m) {
        return m.areas().at(area) == SwapArea.OFF ? null : Rejection.SWAP_NOT_OFF;
    }

    @Override
    public Outcome step(Machine m) {
        return Outcome.ok(m.withArea(area, SwapArea.ON));
    }
}
