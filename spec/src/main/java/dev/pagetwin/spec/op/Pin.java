package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Call.Forking;
import dev.pagetwin.spec.state.Mm;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.PinnedPage;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Va;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A program lets a device have one of its pages for long ({@code pin_user_pages_fast}, {@code FOLL_LONGTERM}). Only an
 * exclusive page can be pinned, as nobody can take that from its entry; a write fault or {@code unshare} has to come
 * first. Stands for: no lock, as a walk of the hardware; while fork runs and at exit it waits ({@code
 * write_protect_seq}). Guards: address space, fork or exit, entry present, page table lock, access, zero page, page
 * not exclusive, address in use by another pin, tag storage, which would hold data for as long.
 *
 * @param write whether the device may write, for which the entry has to be writable
 */
public record Pin(MmId mm, Va va, boolean write) implements Op {
    @Override
    public @Nullable Rejection guard(Machine m) {
        Rejection no = pins(m, mm, va, write);
        return no == null && m.blockAround(m.mm(mm).presentAt(va).page()) != null ? Rejection.TAG_STORAGE : no;
    }

    /** What stops a pin, for however long. */
    static @Nullable Rejection pins(Machine m, MmId mm, Va va, boolean write) {
        if (!m.alive(mm)) {
            return Rejection.NO_SUCH_MM;
        }
        Mm space = m.mm(mm);
        if (space.call() instanceof Forking || space.exiting() || m.beingForked(mm)) {
            return Rejection.MMAP_LOCKED;
        }
        Rejection no = Guards.accesses(m, mm, va, write);
        if (no != null) {
            return no;
        }
        Pte.Present entry = space.present(va);
        if (entry == null || !m.page(entry.page()).exclusive()) {
            return entry == null ? Rejection.NOT_PRESENT : Rejection.NOT_EXCLUSIVE;
        }
        return space.pins().has(va) ? Rejection.PINNED : null;
    }

    @Override
    public Outcome step(Machine m) {
        Mm space = m.mm(mm);
        Pfn page = space.presentAt(va).page();
        return Outcome.ok(m.withMm(mm, space.withPins(space.pins().with(va, new PinnedPage(page, write, true)))));
    }
}
