package dev.pagetwin.checker.mutation.oracle;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.op.Exit;
import dev.pagetwin.spec.op.Fault;
import dev.pagetwin.spec.op.Fork;
import dev.pagetwin.spec.op.FreeSwap;
import dev.pagetwin.spec.op.Mprotect;
import dev.pagetwin.spec.op.Mremap;
import dev.pagetwin.spec.op.Munmap;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.Op.Alloc;
import dev.pagetwin.spec.op.Readahead;
import dev.pagetwin.spec.op.Reclaim;
import dev.pagetwin.spec.op.Shmem;
import dev.pagetwin.spec.op.Stg;
import dev.pagetwin.spec.op.Store;
import dev.pagetwin.spec.op.SwapIn;
import dev.pagetwin.spec.op.Swapoff;
import dev.pagetwin.spec.op.Unuse;
import dev.pagetwin.spec.op.Zap;
import dev.pagetwin.spec.state.AreaId;
import dev.pagetwin.spec.state.Call;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Offset;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.SlotState;
import dev.pagetwin.spec.state.Va;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.checkerframework.checker.nullness.qual.Nullable;

/** What the whole calls of a kernel are by definition, on the specification: steps, one after the other. */
final class WholeCalls {
    private final Taken taken;
    private Machine m;

    /** Is told of each step. */
    interface Taken {
        void step(Op op, Machine before, Outcome outcome);
    }

    /** Calls from this state on. */
    WholeCalls(Machine from, Taken taken) {
        m = from;
        this.taken = taken;
    }

    /** The state after the last call. */
    Machine machine() {
        return m;
    }

    private Result take(Op op) {
        Outcome outcome = op.apply(m);
        taken.step(op, m, outcome);
        m = outcome.machine();
        return outcome.result();
    }

    private boolean ok(Op op) {
        return take(op).equals(Result.OK);
    }

    private @Nullable Call call(MmId mm) {
        return m.alive(mm) ? m.mm(mm).call() : null;
    }

    private Result whole(MmId mm, Class<? extends Call> kind, Result begun, Supplier<Op> next) {
        Result result = begun;
        while (result.equals(Result.OK) && kind.isInstance(call(mm))) {
            result = take(next.get());
        }
        return result;
    }

    Result fork(MmId mm, MmId child) {
        return whole(mm, Call.Forking.class, take(new Fork(mm, child)), () -> new Fork.Entry(mm, Alloc.OK));
    }

    Result exit(MmId mm) {
        return whole(mm, Call.Zapping.class, take(new Exit(mm)), () -> new Zap(mm));
    }

    Result munmap(MmId mm, Va va, int len) {
        return whole(mm, Call.Zapping.class, take(new Munmap(mm, va, len)), () -> new Zap(mm));
    }

    Result mprotect(MmId mm, Va va, int len, Prot prot, boolean mte) {
        Result begun = take(new Mprotect(mm, va, len, prot, mte));
        return whole(mm, Call.Protecting.class, begun, () -> {
            Op entry = new Mprotect.Entry(mm);
            return entry.guard(m) == Rejection.TAGS_NOT_CLEARED ? new Mprotect.ClearTags(mm) : entry;
        });
    }

    Result mremap(MmId mm, Va va, int len, int size, @Nullable Va to) {
        Result begun = take(new Mremap(mm, va, len, size, to));
        Result moved = whole(mm, Call.Moving.class, begun, () ->
                call(mm) instanceof Call.Moving moving && moving.next() == null
                        ? new Mremap.Clear(mm)
                        : new Mremap.Entry(mm, Alloc.OK));
        return whole(mm, Call.Zapping.class, moved, () -> new Zap(mm));
    }

    Result populate(MmId mm, Va va, int len, Pfn page, int value) {
        for (int i = 0; i < len; i++) {
            Result result = take(new Fault(mm, va.plus(i), true, Pfn.of(page.index() + i)));
            result = result.equals(Result.OK) ? take(new Store(mm, va.plus(i), value)) : result;
            if (!result.equals(Result.OK)) {
                return result;
            }
        }
        return Result.OK;
    }

    Result setTags(MmId mm, Va va, int len, int tag) {
        for (int i = 0; i < len; i++) {
            for (int granule = 0; granule < m.bounds().granules(); granule++) {
                Result result = take(new Stg(mm, va.plus(i), granule, granule % 2 == 0 ? tag : 0));
                if (!result.equals(Result.OK)) {
                    return result;
                }
            }
        }
        return Result.OK;
    }

    Result swapOut(MmId mm, Va va, int len, SlotId first) {
        for (int i = 0; i < len && m.alive(mm); i++) {
            Va at = va.plus(i);
            Pte.Present present = m.mm(mm).present(at);
            if (present == null || m.folio(present.page()).large()) {
                continue;
            }
            Pfn page = present.page();
            boolean got = m.folio(page).cached()
                    ? ok(new Reclaim.Isolate(page))
                    : ok(new Reclaim.AddToSwap(page, freeSlot(first)));
            if (got && !reclaimed(mm, at, page)) {
                take(new Reclaim.Putback(page));
            }
        }
        return Result.OK;
    }

    private @Nullable SlotId freeSlot(SlotId from) {
        return m.bounds().slotIds().stream()
                .filter(slot -> slot.index() >= from.index() && m.slot(slot).state() == SlotState.FREE)
                .findFirst()
                .orElse(null);
    }

    private boolean reclaimed(MmId mm, Va va, Pfn page) {
        if (!ok(new Reclaim.Unmap(mm, va, Alloc.OK, Alloc.OK)) || m.mappings(page) > 0) {
            return false;
        }
        if (m.folio(page).dirty()) {
            if (!ok(new Reclaim.Writeback(page, Alloc.OK)) || m.free(page)) {
                return false;
            }
            if (m.folio(page).writeback()) {
                take(new Reclaim.EndWriteback(page));
                if (!ok(new Reclaim.Isolate(page))) {
                    return false;
                }
            }
        }
        take(new Reclaim.Drop(page, false));
        return true;
    }

    private @Nullable Pfn freeFrame(Pfn from) {
        return m.bounds().pfns().stream()
                .filter(page -> page.index() >= from.index() && m.free(page))
                .findFirst()
                .orElse(null);
    }

    Result swapIn(MmId mm, Va va, int len, Pfn page) {
        for (int i = 0; i < len; i++) {
            Pte.Swap swap = m.alive(mm) ? m.mm(mm).swap(va.plus(i)) : null;
            if (swap == null) {
                continue;
            }
            Result result = take(new SwapIn.Lookup(mm, va.plus(i)));
            if (result.equals(Result.OK) && call(mm) instanceof Call.SwappingIn call && call.page() == null) {
                result = take(new SwapIn.Read(mm, freeFrame(page), false));
            }
            result = result.equals(Result.OK) ? take(new SwapIn.Map(mm)) : result;
            if (!result.equals(Result.OK)) {
                return result;
            }
            freeSwap(swap.slot());
        }
        return Result.OK;
    }

    private void freeSwap(SlotId slot) {
        Pfn cached = m.cachedAt(slot);
        if (cached != null && m.users(slot) == 0) {
            take(new FreeSwap(cached));
        }
    }

    private void bringIn(SlotId slot, Pfn from) {
        Pfn frame = freeFrame(from);
        if (m.cachedAt(slot) == null && frame != null) {
            take(new Readahead(slot, frame));
        }
    }

    Result swapoff(AreaId area, Pfn page) {
        Result begun = take(new Swapoff(area));
        if (!begun.equals(Result.OK)) {
            return begun;
        }
        for (MmId mm : m.bounds().mmIds()) {
            for (Va va : m.bounds().vaIds()) {
                Pte.Swap swap = m.alive(mm) ? m.mm(mm).swap(va) : null;
                if (swap != null && m.bounds().areaOf(swap.slot()).equals(area)) {
                    bringIn(swap.slot(), page);
                    take(new Unuse(mm, va));
                    freeSwap(swap.slot());
                }
            }
        }
        for (Offset off : m.bounds().offsetIds()) {
            SlotId slot = m.file().swapped(off);
            if (slot != null && m.bounds().areaOf(slot).equals(area)) {
                bringIn(slot, page);
                take(new Shmem.Unuse(off));
            }
        }
        List<SlotId> slots = new ArrayList<>(m.bounds().slotsOf(area));
        slots.forEach(this::freeSwap);
        return take(new Swapoff.Finish(area));
    }
}
