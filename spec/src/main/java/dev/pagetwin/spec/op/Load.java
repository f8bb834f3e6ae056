package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Va;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A load instruction, with a pointer whose tag matches; answers the data. Stands for: no lock. Guards: address space,
 * entry present, page table lock, entry readable.
 */
public record Load(MmId mm, Va va) implements Op {
    @Override
    public @Nullable Rejection guard(Machine m) {
        return Guards.accesses(m, mm, va, false);
    }

    @Override
    public Outcome step(Machine m) {
        return Outcome.value(m.behind(mm, va).data(), m);
    }
}
