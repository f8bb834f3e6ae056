package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Mm;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Va;
import dev.pagetwin.spec.state.Vma;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A private anonymous area of {@code len} pages ({@code mmap_region}, as with {@code MAP_FIXED_NOREPLACE}). Stands for:
 * {@code mmap_lock}, write. Guards: address space, its lock, range, a page mapped already.
 *
 * @param len pages, at least 1
 * @param mte whether {@code PROT_MTE} is asked for
 */
public record Mmap(MmId mm, Va va, int len, Prot prot, boolean mte) implements Op {
    @Override
    public @Nullable Rejection guard(Machine m) {
        return Guards.areaBegins(m, mm, va, len);
    }

    @Override
    public Outcome step(Machine m) {
        Mm space = m.mm(mm);
        for (int i = 0; i < len; i++) {
            Va page = Va.of(va.index() + i);
            space = space.withVmas(space.vmas().with(page, new Vma(prot, mte)))
                    .withGhost(space.ghost().with(page, m.nothingStored()));
        }
        return Outcome.ok(m.withMm(mm, space));
    }
}
