package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.spec.id.SlotNo;

/** {@code swapcache_free_entries}: a slot leaves the return cache and is free. */
public class FlushSlot extends KernelPath {
    public FlushSlot(Core k) {
        super(k);
    }

    public long flushSlot(@SlotNo int slot) {
        if (!k.swap.returning(slot)) {
            return Outcome.rejected(Refusal.SLOT_NOT_RETURNING);
        }
        free(slot);
        return Outcome.OK;
    }

    protected void free(@SlotNo int slot) {
        k.release.swapRangeFree(slot);
    }
}
