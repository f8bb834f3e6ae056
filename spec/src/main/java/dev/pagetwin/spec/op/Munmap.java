package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Call.ZapReason;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Va;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The range loses its areas ({@code do_vmi_munmap}); {@code zap} then clears it entry by entry. Stands for:
 * {@code mmap_lock}, write, until the last zap. Guards: address space, its lock, range, a page without area.
 *
 * @param len pages, at least 1
 */
public record Munmap(MmId mm, Va va, int len) implements Op {
    @Override
    public @Nullable Rejection guard(Machine m) {
        return Guards.rangeCallBegins(m, mm, va, len);
    }

    @Override
    public Outcome step(Machine m) {
        return Outcome.ok(Zap.begin(m, mm, va, Guards.last(va, len), ZapReason.MUNMAP));
    }
}
