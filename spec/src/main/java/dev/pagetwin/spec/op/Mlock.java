package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Mm;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Va;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The areas of a range are locked ({@code do_mlock}): from now on reclaim takes no entry of theirs. What is swapped
 * out already comes back by faults of its own ({@code mm_populate}), so a locked area may have swap entries for a
 * while. Whoever moves a page, or merges or forgets it, asks nobody. A huge entry over an end of the range is split.
 * Stands for: {@code mmap_lock}, write. Guards: address space, its lock, range, a page without area.
 *
 * @param len pages, at least 1
 */
public record Mlock(MmId mm, Va va, int len) implements Op {
    @Override
    public @Nullable Rejection guard(Machine m) {
        return Guards.rangeCallBegins(m, mm, va, len);
    }

    @Override
    public Outcome step(Machine m) {
        return Outcome.ok(locked(m, mm, va, len, true));
    }

    /** The range with its areas locked or not, whatever they were. */
    static Machine locked(Machine m, MmId mm, Va va, int len, boolean value) {
        Mm space = Pmd.splitAcross(m, mm, va, Guards.last(va, len)).mm(mm);
        for (int i = 0; i < len; i++) {
            Va page = va.plus(i);
            space = space.withVmas(space.vmas().with(page, space.vmas().at(page).withLocked(value)));
        }
        return m.withMm(mm, space);
    }
}
