package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;

/** {@code folio_free_swap}: a page whose slot nobody names leaves the swap cache. */
public class FreeSwap extends KernelPath {
    public FreeSwap(Core k) {
        super(k);
    }

    public long freeSwap(@PfnNo int pfn) {
        Refusal no = k.guards.cachedAndQuiet(pfn);
        if (no != null) {
            return Outcome.rejected(no);
        }
        for (int i = 0; i < k.frames.pages(pfn); i++) {
            if (hasUsers(k.frames.slot(Ids.pfn(pfn + i)))) {
                return Outcome.rejected(Refusal.SLOT_HAS_USERS);
            }
        }
        k.release.freeSwap(pfn);
        return Outcome.OK;
    }

    protected boolean hasUsers(@SlotNo int slot) {
        return k.swap.count(slot) > 0;
    }
}
