package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Va;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The areas of a range are not locked any more ({@code munlock}). Stands for: {@code mmap_lock}, write. Guards: address
 * space, its lock, range, a page without area.
 *
 * @param len pages, at least 1
 */
public record Munlock(MmId mm, Va va, int len) implements Op {
    @Override
    public @Nullable Rejection guard(Machine m) {
        return Guards.rangeCallBegins(m, mm, va, len);
    }

    @Override
    public Outcome step(Machine m) {
        return Outcome.ok(Mlock.locked(m, mm, va, len, false));
    }
}
