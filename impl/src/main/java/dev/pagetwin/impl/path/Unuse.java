package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.swap.SwapArea;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;
import org.checkerframework.checker.nullness.qual.Nullable;

/** {@code unuse_pte}: swapoff maps a page that is in the swap cache. */
public class Unuse extends KernelPath {
    public Unuse(Core k) {
        super(k);
    }

    public long unuse(int mm, @VpnNo int va) {
        Refusal no = guard(mm, va);
        if (no != null) {
            return Outcome.rejected(no);
        }
        @SlotNo int slot = k.swap.slot(k.mms.pte(mm, va));
        unusePte(mm, va, slot, k.swap.cachedAt(slot));
        return Outcome.OK;
    }

    private @Nullable Refusal guard(int mm, @VpnNo int va) {
        if (!k.swap.any(SwapArea.LEAVING)) {
            return Refusal.SWAP_NOT_LEAVING;
        }
        if (!k.mms.alive(mm)) {
            return Refusal.NO_SUCH_MM;
        }
        if (k.calls.writeLocked(mm)) {
            return Refusal.MMAP_LOCKED;
        }
        long pte = k.mms.pte(mm, va);
        if (!PteCodec.isSwap(pte)) {
            return Refusal.NOT_SWAPPED;
        }
        if (k.swap.areaOf(k.swap.slot(pte)) != SwapArea.LEAVING) {
            return Refusal.SWAP_NOT_LEAVING;
        }
        @PfnNo int pfn = k.swap.cachedAt(k.swap.slot(pte));
        return pfn == Ids.NO_PFN ? Refusal.NOT_CACHED : folioGuard(mm, va, pfn);
    }

    private @Nullable Refusal folioGuard(int mm, @VpnNo int va, @PfnNo int pfn) {
        if (k.frames.locked(pfn)) {
            return Refusal.FOLIO_LOCKED;
        }
        if (k.frames.writeback(pfn)) {
            return Refusal.UNDER_WRITEBACK;
        }
        return k.mapping.waitsForTags(k.mapping.swappedIn(mm, va, pfn)) ? Refusal.TAGS_LOCKED : null;
    }

    /** Tags back before the slot may lose them. */
    protected void unusePte(int mm, @VpnNo int va, @SlotNo int slot, @PfnNo int pfn) {
        k.frames.get(pfn);
        boolean exclusive = PteCodec.swapExclusive(k.mms.pte(mm, va));
        long pte = k.mapping.swappedIn(mm, va, pfn);
        restore(slot, pfn);
        k.arch.restoreOne(mm, va, pte, slot, pfn);
        k.mapping.comesBack(pfn, exclusive);
        k.mapping.map(mm, va, pte);
        swapFree(slot);
    }

    protected void restore(@SlotNo int slot, @PfnNo int pfn) {
        k.mapping.swapRestore(slot, pfn);
    }

    protected void swapFree(@SlotNo int slot) {
        k.release.swapFree(slot);
    }
}
