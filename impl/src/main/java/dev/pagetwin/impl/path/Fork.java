package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Errno;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.CallKind;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.mm.VmaFlags;
import dev.pagetwin.impl.mm.ZapReason;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;

/** {@code dup_mmap} and {@code copy_pte_range}: the areas at once, the entries one a step. */
public class Fork extends KernelPath {
    public Fork(Core k) {
        super(k);
    }

    public long fork(int mm, int child) {
        Refusal no = k.guards.callBegins(mm);
        if (no != null) {
            return Outcome.rejected(no);
        }
        if (k.mms.alive(child)) {
            return Outcome.rejected(Refusal.MM_EXISTS);
        }
        k.mms.create(child);
        k.arch.initNewContext(child);
        k.mms.copyVmas(mm, child);
        proceed(mm, child, 0);
        return Outcome.OK;
    }

    protected void proceed(int mm, int child, int from) {
        @VpnNo int next = k.mms.firstPopulated(mm, from, k.mms.lastVa());
        while (next != Ids.NO_VPN && !needsCopy(mm, next)) {
            next = k.mms.firstPopulated(mm, next + 1, k.mms.lastVa());
        }
        if (next == Ids.NO_VPN) {
            k.calls.end(mm);
        } else {
            k.calls.fork(mm, child, next);
        }
    }

    /** {@code vma_needs_copy}: an entry of a shared area is left to the child's faults. */
    protected boolean needsCopy(int mm, @VpnNo int va) {
        return !VmaFlags.shared(k.mms.vma(mm, va));
    }

    /**
     * The next entry is copied.
     *
     * @param dupFails whether the swap count cannot be raised, so that fork gives up and the child is torn down
     */
    public long entry(int mm, boolean dupFails) {
        if (!k.mms.alive(mm)) {
            return Outcome.rejected(Refusal.NO_SUCH_MM);
        }
        if (!k.calls.is(mm, CallKind.FORKING)) {
            return Outcome.rejected(Refusal.NO_SUCH_CALL);
        }
        @VpnNo int va = k.calls.va(mm);
        int child = k.calls.child(mm);
        long pte = k.mms.pte(mm, va);
        boolean swapped = PteCodec.isSwap(pte);
        if (dupFails && !swapped) {
            return Outcome.rejected(Refusal.CANNOT_FAIL);
        }
        if (k.mms.leaf(mm, va)) {
            int pages = k.mms.pages(mm, va);
            proceed(mm, child, k.pmd.copy(mm, child, va) ? va + pages : va);
            return Outcome.OK;
        }
        if (PteCodec.isPresent(pte) && needsCopy(PteCodec.pfn(pte))) {
            return Outcome.rejected(Refusal.PINNED);
        }
        if (swapped && (dupFails || !duplicate(k.swap.slot(pte)))) {
            return giveUp(mm, child);
        }
        if (swapped) {
            copySwap(mm, child, va, pte);
        } else if (PteCodec.isPresent(pte)) {
            copyPresent(mm, child, va, pte, PteCodec.pfn(pte));
        } else if (PteCodec.isMigration(pte)) {
            copyMigration(mm, child, va, pte);
        } else if (PteCodec.isZero(pte)) {
            copyZero(mm, child, va, pte);
        }
        proceed(mm, child, va + 1);
        return Outcome.OK;
    }

    /** {@code page_needs_cow_for_dma}: the page is pinned, and {@link ForkCopy} sees to it. */
    protected boolean needsCopy(@PfnNo int pfn) {
        return k.mapping.staysExclusive(pfn);
    }

    protected long giveUp(int mm, int child) {
        k.calls.end(mm);
        k.zap.begin(child, Ids.vpn(0), k.mms.lastVa(), ZapReason.EXIT);
        return Outcome.failed(Errno.ENOMEM);
    }

    /** {@code swap_duplicate}: the child will be a user of the slot; false if the count cannot be raised. */
    protected boolean duplicate(@SlotNo int slot) {
        return k.swap.duplicate(slot);
    }

    /** Both are users of the slot from now on, and neither is the only one. */
    protected void copySwap(int mm, int child, @VpnNo int va, long pte) {
        long shared = PteCodec.swapShared(pte);
        setParent(mm, va, shared);
        k.mms.setPte(child, va, shared);
        k.arch.copyPte(mm, child, va, shared);
    }

    /** The parent's swap entry, not exclusive any more. */
    protected void setParent(int mm, @VpnNo int va, long shared) {
        k.mms.setPte(mm, va, shared);
    }

    /** Both have the page from now on, and neither may write or has it alone. */
    protected void copyPresent(int mm, int child, @VpnNo int va, long pte, @PfnNo int pfn) {
        long shared = wrprotect(pte);
        k.frames.get(pfn);
        clearExclusive(pfn);
        if (shared != pte) {
            k.mms.wrprotectPtes(mm, va, 1);
        }
        k.mapping.map(child, va, shared);
        k.arch.copyPte(mm, child, va, shared);
    }

    protected void clearExclusive(@PfnNo int pfn) {
        k.frames.setAnonExclusive(pfn, false);
    }

    /** Both will have the page back, and neither may write or have it alone. */
    protected void copyMigration(int mm, int child, @VpnNo int va, long pte) {
        long shared = PteCodec.migrationShared(pte);
        k.mms.setPte(mm, va, shared);
        k.mms.setPte(child, va, shared);
        k.arch.copyPte(mm, child, va, shared);
    }

    /** Both have the zero page, which nobody counts. */
    protected void copyZero(int mm, int child, @VpnNo int va, long pte) {
        k.mms.setPte(child, va, pte);
        k.arch.copyPte(mm, child, va, pte);
    }

    protected long wrprotect(long pte) {
        return PteCodec.wrprotect(pte);
    }
}
