package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Errno;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.swap.SwapArea;
import dev.pagetwin.spec.id.SlotNo;

/** {@code swapoff}: the beginning and the two ends; what lies between is readahead, unuse and free-swap. */
public class Swapoff extends KernelPath {
    public Swapoff(Core k) {
        super(k);
    }

    /** No slot of the area is allocated from now on, and the return cache is drained and off. */
    public long swapoff(int area) {
        if (k.swap.area(area) != SwapArea.ON) {
            return Outcome.rejected(Refusal.SWAP_NOT_ON);
        }
        if (k.swap.any(SwapArea.LEAVING)) {
            return Outcome.rejected(Refusal.SWAPOFF_RUNNING);
        }
        k.swap.setArea(area, SwapArea.LEAVING);
        drain();
        return Outcome.OK;
    }

    /** {@code disable_swap_slots_cache_lock}: every slot of the return cache is free. */
    protected void drain() {
        for (int area = 0; area < k.geometry.areas(); area++) {
            for (int i = 0; i < k.geometry.areaSlots() && k.swap.anyReturning(area); i++) {
                @SlotNo int slot = k.geometry.slot(area, i);
                if (k.swap.returning(slot)) {
                    k.release.swapRangeFree(slot);
                }
            }
        }
    }

    /** No slot of the area is in use: it goes, and what was recorded for it. */
    public long finish(int area) {
        if (k.swap.area(area) != SwapArea.LEAVING) {
            return Outcome.rejected(Refusal.SWAP_NOT_LEAVING);
        }
        if (inUse(area)) {
            return Outcome.rejected(Refusal.SLOT_IN_USE);
        }
        k.swap.setArea(area, SwapArea.OFF);
        invalidateArea(area);
        return Outcome.OK;
    }

    protected boolean inUse(int area) {
        return k.swap.inUse(area);
    }

    protected void invalidateArea(int area) {
        k.arch.swapInvalidateArea(area);
    }

    /** A signal: the area is on again, with what is left in it. */
    public long interrupt(int area) {
        if (k.swap.area(area) != SwapArea.LEAVING) {
            return Outcome.rejected(Refusal.SWAP_NOT_LEAVING);
        }
        k.swap.setArea(area, SwapArea.ON);
        return Outcome.failed(Errno.EINTR);
    }
}
