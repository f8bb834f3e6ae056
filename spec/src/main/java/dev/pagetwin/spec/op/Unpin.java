package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Mm;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Va;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The device lets go of a page ({@code unpin_user_page}), which is freed if nobody else has it. Stands for: no lock.
 * Guards: address space, no pin.
 */
public record Unpin(MmId mm, Va va) implements Op {
    @Override
    public @Nullable Rejection guard(Machine m) {
        if (!m.alive(mm)) {
            return Rejection.NO_SUCH_MM;
        }
        return m.mm(mm).pins().has(va) ? null : Rejection.NOT_PINNED;
    }

    @Override
    public Outcome step(Machine m) {
        Mm space = m.mm(mm);
        Machine out = m.withMm(mm, space.withPins(space.pins().without(va)));
        return Outcome.ok(Release.put(out, space.pins().at(va).page()));
    }
}
