package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.KernelView;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.CallKind;
import dev.pagetwin.impl.swap.SlotState;
import java.util.function.LongSupplier;

/** What the whole calls of {@link Bulk} are by definition: steps, one after the other. */
final class StepByStep {
    private final Kernel k;
    private final KernelView view;
    private final Geometry g;

    StepByStep(Kernel k) {
        this.k = k;
        view = k.view();
        g = view.geometry();
    }

    private long whole(int mm, CallKind kind, long begun, LongSupplier step) {
        long answer = begun;
        while (answer == Outcome.OK && view.callKind(mm) == kind) {
            answer = step.getAsLong();
        }
        return answer;
    }

    long fork(int mm, int child) {
        return whole(mm, CallKind.FORKING, k.fork(mm, child), () -> k.forkEntry(mm, false));
    }

    long exit(int mm) {
        return whole(mm, CallKind.ZAPPING, k.exit(mm), () -> k.zap(mm));
    }

    long munmap(int mm, int va, int len) {
        return whole(mm, CallKind.ZAPPING, k.munmap(mm, va, len), () -> k.zap(mm));
    }

    long mprotect(int mm, int va, int len, int prot, boolean mte) {
        return whole(mm, CallKind.PROTECTING, k.mprotect(mm, va, len, prot, mte), () -> {
            long answer = k.mprotectEntry(mm);
            boolean clear = Outcome.isRejected(answer) && Outcome.refusal(answer) == Refusal.TAGS_NOT_CLEARED;
            return clear ? k.mprotectClearTags(mm) : answer;
        });
    }

    long mremap(int mm, int va, int len, int size, int to) {
        long begun = k.mremap(mm, va, len, size, to);
        long moved = whole(mm, CallKind.MOVING, begun, () ->
                view.callNext(mm) == Ids.NO_VPN ? k.mremapClear(mm) : k.mremapEntry(mm, false));
        return whole(mm, CallKind.ZAPPING, moved, () -> k.zap(mm));
    }

    long populate(int mm, int va, int len, int page, int value) {
        for (int i = 0; i < len; i++) {
            long answer = k.fault(mm, va + i, true, page + i);
            answer = answer == Outcome.OK ? k.store(mm, va + i, value) : answer;
            if (answer != Outcome.OK) {
                return answer;
            }
        }
        return Outcome.OK;
    }

    long setTags(int mm, int va, int len, TagPattern pattern) {
        for (int i = 0; i < len; i++) {
            for (int granule = 0; granule < g.granules(); granule++) {
                long answer = k.stg(mm, va + i, granule, pattern.tag(i, granule));
                if (answer != Outcome.OK) {
                    return answer;
                }
            }
        }
        return Outcome.OK;
    }

    long swapOut(int mm, int va, int len, int firstSlot) {
        int slot = firstSlot;
        for (int at = va; at < va + len; at++) {
            if (!view.ptePresent(mm, at) || view.order(view.ptePfn(mm, at)) > 0) {
                continue;
            }
            int pfn = view.ptePfn(mm, at);
            boolean cached = view.folioSlot(pfn) != Ids.NO_SLOT;
            while (!cached && slot < g.slots() && view.slotState(slot) != SlotState.FREE) {
                slot++;
            }
            long got = cached
                    ? k.reclaimIsolate(pfn)
                    : k.reclaimAddToSwap(pfn, slot < g.slots() ? slot : Kernel.NONE);
            if (got == Outcome.OK && !reclaimed(mm, at, pfn)) {
                k.reclaimPutback(pfn);
            }
        }
        return Outcome.OK;
    }

    private boolean reclaimed(int mm, int va, int pfn) {
        if (k.reclaimUnmap(mm, va, false, false) != Outcome.OK || view.mapcount(pfn) > 0) {
            return false;
        }
        if (view.dirty(pfn)) {
            if (k.reclaimWriteback(pfn, false) != Outcome.OK || view.free(pfn)) {
                return false;
            }
            if (view.writeback(pfn)) {
                k.reclaimEndWriteback(pfn);
                if (k.reclaimIsolate(pfn) != Outcome.OK) {
                    return false;
                }
            }
        }
        k.reclaimDrop(pfn, false);
        return true;
    }

    private int freeFrame(int from) {
        int at = from;
        while (at < g.frames() && !view.free(at)) {
            at++;
        }
        return at < g.frames() ? at : Kernel.NONE;
    }

    long swapIn(int mm, int va, int len, int page) {
        for (int at = va; at < va + len; at++) {
            if (!view.pteSwap(mm, at)) {
                continue;
            }
            int slot = view.pteSlot(mm, at);
            long answer = k.swapInLookup(mm, at);
            if (answer == Outcome.OK && view.callPage(mm) == Kernel.NONE) {
                answer = k.swapInRead(mm, freeFrame(page), false);
            }
            answer = answer == Outcome.OK ? k.swapInMap(mm) : answer;
            if (answer != Outcome.OK) {
                return answer;
            }
            freeSwap(slot);
        }
        return Outcome.OK;
    }

    private void freeSwap(int slot) {
        if (view.cachedAt(slot) != Ids.NO_PFN && view.users(slot) == 0) {
            k.freeSwap(view.cachedAt(slot));
        }
    }

    private void bringIn(int slot, int page) {
        if (view.cachedAt(slot) == Ids.NO_PFN && freeFrame(page) != Kernel.NONE) {
            k.readahead(slot, freeFrame(page));
        }
    }

    long swapoff(int area, int page) {
        long answer = k.swapoff(area);
        if (answer != Outcome.OK) {
            return answer;
        }
        for (int mm = 0; mm < g.mms(); mm++) {
            for (int va = 0; va < g.vas(); va++) {
                if (view.pteSwap(mm, va) && g.areaOf(view.pteSlot(mm, va)) == area) {
                    int slot = view.pteSlot(mm, va);
                    bringIn(slot, page);
                    k.unuse(mm, va);
                    freeSwap(slot);
                }
            }
        }
        for (int off = 0; off < g.offsets(); off++) {
            int slot = view.fileSlot(off);
            if (slot != Ids.NO_SLOT && g.areaOf(slot) == area) {
                bringIn(slot, page);
                k.shmemUnuse(off);
                freeSwap(slot);
            }
        }
        for (int i = 0; i < g.areaSlots(); i++) {
            freeSwap(g.firstSlot(area) + i);
        }
        return k.swapoffFinish(area);
    }
}
