package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.CallKind;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.mm.ZapReason;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;

/** {@code zap_pte_range}: one entry a step, until none is left in the range of the call. */
public class Zap extends KernelPath {
    public Zap(Core k) {
        super(k);
    }

    public long zap(int mm) {
        if (!k.mms.alive(mm)) {
            return Outcome.rejected(Refusal.NO_SUCH_MM);
        }
        if (!k.calls.is(mm, CallKind.ZAPPING)) {
            return Outcome.rejected(Refusal.NO_SUCH_CALL);
        }
        @VpnNo int va = k.mms.firstPopulated(mm, k.calls.va(mm), k.calls.last(mm));
        if (va != Ids.NO_VPN) {
            zapWhole(mm, va, k.calls.reason(mm));
        }
        finishIfDone(mm);
        return Outcome.OK;
    }

    /** The entry at a page, or the huge entry that maps it with others. */
    public void zapWhole(int mm, @VpnNo int va, ZapReason reason) {
        if (k.mms.leaf(mm, va)) {
            k.pmd.zap(mm, va);
        } else {
            zapEntry(mm, va, reason);
        }
    }

    /** Begins to zap a range for munmap, MADV_DONTNEED or exit; its areas go at once, unless they stay. */
    public void begin(int mm, @VpnNo int first, @VpnNo int last, ZapReason reason) {
        k.pmd.splitAcross(mm, first, last);
        if (reason != ZapReason.DONTNEED) {
            k.mms.removeAreas(mm, first, last - first + 1);
        }
        k.calls.zap(mm, first, last, reason);
        finishIfDone(mm);
    }

    void finishIfDone(int mm) {
        if (k.mms.firstPopulated(mm, k.calls.va(mm), k.calls.last(mm)) != Ids.NO_VPN) {
            return;
        }
        if (k.calls.reason(mm) == ZapReason.EXIT) {
            unpinAll(mm);
            k.mms.remove(mm);
            k.arch.destroyContext(mm);
        }
        k.calls.end(mm);
    }

    /** The files of the process are closed, and with them goes what devices had pinned for it. */
    protected void unpinAll(int mm) {
        for (int va = 0; va <= k.mms.lastVa() && !k.mms.noPins(); va++) {
            if (k.mms.pin(mm, Ids.vpn(va)) != Ids.NO_PFN) {
                k.release.unpin(mm, Ids.vpn(va));
            }
        }
    }

    protected void zapEntry(int mm, @VpnNo int va, ZapReason reason) {
        long pte = k.mms.pte(mm, va);
        k.arch.zapPte(mm, va, pte);
        clear(mm, va, reason);
        k.mms.displacePin(mm, va);
        if (PteCodec.isPresent(pte)) {
            zapPresent(pte, PteCodec.pfn(pte));
        } else if (PteCodec.isSwap(pte)) {
            freeSwapAndCache(k.swap.slot(pte));
        } else if (PteCodec.isMigration(pte)) {
            zapMigration(PteCodec.migrationPfn(pte));
        }
    }

    /** {@code ptep_get_and_clear_full}. */
    protected void clear(int mm, @VpnNo int va, ZapReason reason) {
        k.mms.setPte(mm, va, PteCodec.NONE);
    }

    protected void zapPresent(long pte, @PfnNo int pfn) {
        k.release.keepDirty(pte, pfn);
        removeRmap(pfn);
        k.release.freeSwapCache(pfn);
        k.release.put(pfn);
    }

    protected void removeRmap(@PfnNo int pfn) {
        k.frames.removeRmap(pfn);
    }

    /** A migration entry held nothing that could be given back. */
    protected void zapMigration(@PfnNo int pfn) {}

    /** {@code free_swap_and_cache}: the last user takes an unmapped page of the swap cache with it. */
    public void freeSwapAndCache(@SlotNo int slot) {
        swapFree(slot);
        @PfnNo int cached = k.swap.cachedAt(slot);
        if (cached != Ids.NO_PFN) {
            k.release.freeSwapCache(cached);
        }
    }

    protected void swapFree(@SlotNo int slot) {
        k.release.swapFree(slot);
    }
}
