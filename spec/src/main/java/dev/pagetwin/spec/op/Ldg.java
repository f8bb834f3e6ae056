package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Va;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A tag load instruction, on one granule; answers the tag. Stands for: no lock. Guards: address space, entry present,
 * page table lock, entry readable, entry tagged.
 *
 * @param granule from 0
 */
public record Ldg(MmId mm, Va va, int granule) implements Op {
    @Override
    public @Nullable Rejection guard(Machine m) {
        Rejection no = Guards.accesses(m, mm, va, false);
        return no == null ? tagged(m, mm, va) : no;
    }

    @Override
    public Outcome step(Machine m) {
        return Outcome.value(m.behind(mm, va).tags().get(granule), m);
    }

    /** Tag accesses through an untagged entry mean nothing, so no program is assumed to make them. */
    static @Nullable Rejection tagged(Machine m, MmId mm, Va va) {
        Pte.Mapped entry = m.mm(mm).mapped(va);
        return entry != null && entry.tagged() ? null : Rejection.NOT_TAGGED;
    }
}
