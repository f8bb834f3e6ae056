package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Call.ZapReason;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Va;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The process ends ({@code exit_mmap}); {@code zap} then clears it entry by entry, and the last one removes the address
 * space. Guards: address space, its lock, the last one that is not being torn down.
 */
public record Exit(MmId mm) implements Op {
    @Override
    public @Nullable Rejection guard(Machine m) {
        Rejection no = Guards.callBegins(m, mm);
        if (no != null) {
            return no;
        }
        return m.mms().count(space -> !space.exiting()) == 1 ? Rejection.LAST_MM : null;
    }

    @Override
    public Outcome step(Machine m) {
        return Outcome.ok(Zap.begin(m, mm, Va.of(0), Guards.last(m.bounds()), ZapReason.EXIT));
    }
}
