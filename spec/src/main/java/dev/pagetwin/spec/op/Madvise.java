package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Call.ZapReason;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Va;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * {@code MADV_DONTNEED} forgets the range, {@code zap} by {@code zap}, but not what a file has; {@code MADV_PAGEOUT} is
 * a hint, which reclaim may follow ({@code do_madvise}). Stands for: {@code mmap_lock}, read. Guards: address space,
 * its lock, range, a page without area, a locked one. The kernel finds a locked area only after it has forgotten those
 * before it; here nothing has happened.
 *
 * @param len pages, at least 1
 */
public record Madvise(MmId mm, Va va, int len, Advice advice) implements Op {
    /** What the program says about the range. */
    public enum Advice {
        DONTNEED,
        PAGEOUT
    }

    @Override
    public @Nullable Rejection guard(Machine m) {
        Rejection no = Guards.rangeCallBegins(m, mm, va, len);
        return no == null ? Guards.notLocked(m, mm, va, len) : no;
    }

    @Override
    public Outcome step(Machine m) {
        return switch (advice) {
            case DONTNEED -> Outcome.ok(Zap.begin(m, mm, va, Guards.last(va, len), ZapReason.DONTNEED));
            case PAGEOUT -> Outcome.ok(m);
        };
    }
}
