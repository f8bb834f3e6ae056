package dev.pagetwin.spec;

import dev.pagetwin.spec.op.Collapse;
import dev.pagetwin.spec.op.Cow;
import dev.pagetwin.spec.op.FlushSlot;
import dev.pagetwin.spec.op.Fork;
import dev.pagetwin.spec.op.ForkCopy;
import dev.pagetwin.spec.op.FreeSwap;
import dev.pagetwin.spec.op.Migrate;
import dev.pagetwin.spec.op.Mprotect;
import dev.pagetwin.spec.op.Mremap;
import dev.pagetwin.spec.op.Munmap;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.Pmd;
import dev.pagetwin.spec.op.Pageout;
import dev.pagetwin.spec.op.Punch;
import dev.pagetwin.spec.op.Op.Alloc;
import dev.pagetwin.spec.op.Ptrace;
import dev.pagetwin.spec.op.Readahead;
import dev.pagetwin.spec.op.Reclaim;
import dev.pagetwin.spec.op.Shmem;
import dev.pagetwin.spec.op.Storage;
import dev.pagetwin.spec.op.SwapIn;
import dev.pagetwin.spec.op.Swapoff;
import dev.pagetwin.spec.op.Unpin;
import dev.pagetwin.spec.op.Unuse;
import dev.pagetwin.spec.op.Zap;
import dev.pagetwin.spec.state.AreaId;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Offset;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.Va;
import java.util.ArrayList;
import java.util.List;

/** Brings a machine to rest by steps that are always to be had, whatever state it is in. */
final class Settle {
    private static final int ENOUGH = 500;

    private Settle() {}

    /** Every call, every reclaim and every migration finished, with kernel steps alone, and without needing a frame. */
    static Machine finish(Machine start) {
        Machine m = start;
        for (int i = 0; i < ENOUGH; i++) {
            List<Op> next = unfinished(m);
            if (next.isEmpty()) {
                return m;
            }
            m = firstEnabled(m, next);
        }
        throw new AssertionError("does not come to rest: " + m);
    }

    private static List<Op> unfinished(Machine m) {
        List<Op> ops = new ArrayList<>();
        m.folios().forEach((page, folio) -> {
            switch (folio.lock()) {
                case NONE, DESTINATION, COLLAPSE, OFFLINE -> {}
                case RECLAIM -> ops.add(new Reclaim.Putback(page));
                case PAGEOUT -> ops.add(new Pageout.Putback(page));
                case MIGRATION -> ops.addAll(List.of(new Migrate.Undo(page), new Migrate.Finish(page)));
            }
            if (folio.writeback()) {
                ops.add(new Reclaim.EndWriteback(page));
            }
        });
        m.mms().forEach((mm, space) -> {
            if (space.call() != null) {
                ops.addAll(steps(mm));
            }
            space.ptes().forEach((va, pte) -> {
                if (pte instanceof Pte.Migration) {
                    ops.add(space.leaves().has(va) ? new Pmd.Remap(mm, va) : new Migrate.Remap(mm, va));
                }
            });
        });
        return ops;
    }

    private static List<Op> steps(MmId mm) {
        return List.of(
                new Zap(mm),
                new Mprotect.ClearTags(mm),
                new Mprotect.Entry(mm),
                new Mremap.Clear(mm),
                new Mremap.Entry(mm, Alloc.OK),
                new Fork.Entry(mm, Alloc.OK),
                new ForkCopy(mm, null),
                new Cow.Map(mm),
                new Collapse.Abort(mm),
                new Ptrace.Finish(mm),
                new Storage.Fail(mm, Storage.Why.SIGNAL),
                new SwapIn.Map(mm),
                new Shmem.SwapIn(mm),
                new SwapIn.Read(mm, null, false),
                new SwapIn.Retry(mm));
    }

    private static Machine firstEnabled(Machine m, List<Op> ops) {
        for (Op op : ops) {
            if (op.guard(m) == null) {
                return op.step(m).machine();
            }
        }
        throw new AssertionError("stuck, none of " + ops + " can happen: " + m);
    }

    /** Everything that programs have is given back. The machine is at rest. */
    static Machine giveBack(Machine start) {
        Machine m = start;
        for (MmId mm : start.mms().keys()) {
            for (Va va : start.mm(mm).pins().keys()) {
                m = must(m, new Unpin(mm, va));
            }
            for (Va va : start.mm(mm).vmas().keys()) {
                m = finish(must(m, new Munmap(mm, va, 1)));
            }
        }
        for (Offset off : m.bounds().offsetIds()) {
            m = must(m, new Punch(off));
        }
        for (Pfn page : m.bounds().pfns()) {
            m = ifPossible(m, new FreeSwap(page));
        }
        for (SlotId slot : m.bounds().slotIds()) {
            m = ifPossible(m, new FlushSlot(slot));
        }
        return m;
    }

    /** swapoff, to the end, if there are frames to read into; else as far as it goes. The machine is at rest. */
    static Machine swapoff(Machine start) {
        Machine m = start;
        for (int i = 0; i <= start.bounds().areas(); i++) {
            for (AreaId area : start.areas().keys()) {
                m = ifPossible(emptied(ifPossible(m, new Swapoff(area))), new Swapoff.Finish(area));
            }
        }
        return m;
    }

    private static Machine emptied(Machine start) {
        Machine m = start;
        for (SlotId slot : m.bounds().slotIds()) {
            for (Pfn page : m.bounds().pfns()) {
                m = ifPossible(m, new Readahead(slot, page));
            }
            for (Offset off : m.bounds().offsetIds()) {
                m = ifPossible(m, new Shmem.Unuse(off));
            }
            for (MmId mm : m.mms().keys()) {
                for (Va va : m.bounds().vaIds()) {
                    m = ifPossible(m, new Unuse(mm, va));
                }
            }
            for (Pfn page : m.bounds().pfns()) {
                m = ifPossible(m, new FreeSwap(page));
            }
        }
        return m;
    }

    private static Machine ifPossible(Machine m, Op op) {
        return op.guard(m) == null ? op.step(m).machine() : m;
    }

    private static Machine must(Machine m, Op op) {
        if (op.guard(m) != null) {
            throw new AssertionError(op + " is rejected: " + op.guard(m) + " in " + m);
        }
        return op.step(m).machine();
    }
}
