package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;
import org.checkerframework.checker.nullness.qual.Nullable;

/** {@code shmem_undo_range}: an offset of the file becomes a hole, whatever was there. */
public class Punch extends KernelPath {
    public Punch(Core k) {
        super(k);
    }

    public long punch(int off) {
        @PfnNo int pfn = k.cache.page(off);
        Refusal no = pfn == Ids.NO_PFN ? null : guard(pfn);
        if (no != null) {
            return Outcome.rejected(no);
        }
        @SlotNo int slot = k.cache.slot(off);
        if (pfn != Ids.NO_PFN) {
            unmapMapping(pfn);
            k.cache.delete(off);
            k.release.put(pfn);
        } else if (slot != Ids.NO_SLOT) {
            k.cache.delete(off);
            freeSwap(off, slot);
        }
        return Outcome.OK;
    }

    private @Nullable Refusal guard(@PfnNo int pfn) {
        if (k.frames.locked(pfn)) {
            return Refusal.FOLIO_LOCKED;
        }
        for (int mm = 0; mm < k.geometry.mms(); mm++) {
            for (int i = 0; i < k.geometry.vas() && k.mms.tables().mayName(mm, pfn); i++) {
                if (maps(mm, Ids.vpn(i), pfn) && k.calls.pteLocked(mm, Ids.vpn(i))) {
                    return Refusal.PTE_LOCKED;
                }
            }
        }
        return null;
    }

    private boolean maps(int mm, @VpnNo int va, @PfnNo int pfn) {
        long pte = k.mms.pte(mm, va);
        return PteCodec.isPresent(pte) && PteCodec.pfn(pte) == pfn;
    }

    /** {@code unmap_mapping_folio}: the page leaves every page table. */
    protected void unmapMapping(@PfnNo int pfn) {
        for (int mm = 0; mm < k.geometry.mms(); mm++) {
            for (int i = 0; i < k.geometry.vas() && k.mms.tables().mayName(mm, pfn); i++) {
                @VpnNo int va = Ids.vpn(i);
                if (maps(mm, va, pfn)) {
                    k.arch.zapPte(mm, va, k.mms.pte(mm, va));
                    k.mms.setPte(mm, va, PteCodec.NONE);
                    k.frames.removeRmap(pfn);
                    k.release.put(pfn);
                }
            }
        }
    }

    /** {@code shmem_free_swap}: the slot, and an unused page that the swap cache has for it. */
    protected void freeSwap(int off, @SlotNo int slot) {
        k.arch.shmemFreeSwap(off, slot);
        k.zap.freeSwapAndCache(slot);
    }
}
