package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Va;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A store instruction, with a pointer whose tag matches. Stands for: no lock. Guards: address space, entry present,
 * page table lock, entry writable.
 *
 * @param data the value, 0 to 15
 */
public record Store(MmId mm, Va va, int data) implements Op {
    @Override
    public @Nullable Rejection guard(Machine m) {
        return Guards.accesses(m, mm, va, true);
    }

    @Override
    public Outcome step(Machine m) {
        Pfn page = m.mm(mm).presentAt(va).page();
        return Outcome.ok(Age.written(m, mm, va)
                .withPage(page, m.page(page).withData(data))
                .withGhost(mm, va, ghost -> ghost.withData(data)));
    }
}
