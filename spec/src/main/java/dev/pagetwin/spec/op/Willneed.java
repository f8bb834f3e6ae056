package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Offset;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.Va;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * {@code MADV_WILLNEED} for one page: what its swap entry names ({@code swapin_walk_pmd_entry}), or the file's in a
 * shared area ({@code shmem_swapin_range}), comes into the swap cache as by {@code readahead}. The entry stays, the
 * tags stay due. A range is that for one page after the other, and whatever is not swapped out is passed over. Stands
 * for: {@code mmap_lock}, read. Guards: address space, its lock, area, swap entry, cached, claimed, frame in use.
 */
public record Willneed(MmId mm, Va va, Pfn page) implements Op {
    @Override
    public @Nullable Rejection guard(Machine m) {
        Rejection no = Guards.faultBegins(m, mm, va);
        if (no != null) {
            return no;
        }
        SlotId slot = slot(m);
        if (slot == null) {
            return Rejection.NOT_SWAPPED;
        }
        no = SwapIn.unreadable(m, slot);
        return no == null ? Guards.allocates(m, page, false) : no;
    }

    private @Nullable SlotId slot(Machine m) {
        Offset offset = m.mm(mm).vmas().at(va).offset();
        if (offset != null) {
            return m.file().swapped(offset);
        }
        var entry = m.mm(mm).swap(va);
        return entry == null ? null : entry.slot();
    }

    @Override
    public Outcome step(Machine m) {
        SlotId slot = slot(m);
        if (slot == null) {
            throw new IllegalStateException("guard");
        }
        return Outcome.ok(SwapIn.readIntoCache(m, slot, page, false));
    }
}
