package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Page;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Va;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A tag store instruction, on one granule; for permission and dirtiness it is a write. Stands for: no lock. Guards:
 * address space, entry present, page table lock, entry writable, entry tagged.
 *
 * @param granule from 0
 * @param tag 0 to 15
 */
public record Stg(MmId mm, Va va, int granule, int tag) implements Op {
    @Override
    public @Nullable Rejection guard(Machine m) {
        Rejection no = Guards.accesses(m, mm, va, true);
        return no == null ? Ldg.tagged(m, mm, va) : no;
    }

    @Override
    public Outcome step(Machine m) {
        Pfn page = m.mm(mm).presentAt(va).page();
        Page content = m.page(page);
        return Outcome.ok(Age.written(m, mm, va)
                .withPage(page, content.withTags(content.tags().with(granule, tag)))
                .withGhost(mm, va, ghost -> ghost.withTags(ghost.tags().with(granule, tag))));
    }
}
