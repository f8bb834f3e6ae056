package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.CallKind;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.mm.ZapReason;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.VpnNo;
import org.checkerframework.checker.nullness.qual.Nullable;

/** {@code pin_user_pages_fast} with {@code FOLL_LONGTERM}, what devices do with a pinned page, and the end of it. */
public class Pin extends KernelPath {
    public Pin(Core k) {
        super(k);
    }

    // ---- pin

    public long pin(int mm, @VpnNo int va, boolean write) {
        Refusal no = guard(mm, va, write);
        if (no == null && refusesLongTerm(PteCodec.pfn(k.mms.pte(mm, va)))) {
            no = Refusal.TAG_STORAGE;
        }
        return no == null ? pinned(mm, va, write) : Outcome.rejected(no);
    }

    /** {@code pin_user_pages} without {@code FOLL_LONGTERM}: memory that is wanted for tags is not refused. */
    public long pinShortly(int mm, @VpnNo int va, boolean write) {
        Refusal no = guard(mm, va, write);
        return no == null ? pinned(mm, va, write) : Outcome.rejected(no);
    }

    /** Whether the page would be in the way for long ({@code folio_is_longterm_pinnable}). */
    protected boolean refusesLongTerm(@PfnNo int pfn) {
        return k.storage.isStorage(pfn);
    }

    private long pinned(int mm, @VpnNo int va, boolean write) {
        @PfnNo int pfn = PteCodec.pfn(k.mms.pte(mm, va));
        k.frames.get(pfn);
        k.frames.addPin(pfn, 1);
        k.mms.setPin(mm, va, pfn, write);
        return Outcome.OK;
    }

    private @Nullable Refusal guard(int mm, @VpnNo int va, boolean write) {
        if (!k.mms.alive(mm)) {
            return Refusal.NO_SUCH_MM;
        }
        boolean exits = k.calls.is(mm, CallKind.ZAPPING) && k.calls.reason(mm) == ZapReason.EXIT;
        if (exits || k.calls.is(mm, CallKind.FORKING) || k.calls.beingForked(mm)) {
            return Refusal.MMAP_LOCKED;
        }
        Refusal no = k.guards.accesses(mm, va, write);
        if (no != null) {
            return no;
        }
        if (!PteCodec.isPresent(k.mms.pte(mm, va))) {
            return Refusal.NOT_PRESENT;
        }
        if (mustUnshare(PteCodec.pfn(k.mms.pte(mm, va)))) {
            return Refusal.NOT_EXCLUSIVE;
        }
        return k.mms.pin(mm, va) == Ids.NO_PFN ? null : Refusal.PINNED;
    }

    /** {@code gup_must_unshare}: somebody else may have the page, so a write fault could take it from this entry. */
    protected boolean mustUnshare(@PfnNo int pfn) {
        return !k.frames.anonExclusive(pfn);
    }

    // ---- unpin

    public long unpin(int mm, @VpnNo int va) {
        if (!k.mms.alive(mm)) {
            return Outcome.rejected(Refusal.NO_SUCH_MM);
        }
        if (k.mms.pin(mm, va) == Ids.NO_PFN) {
            return Outcome.rejected(Refusal.NOT_PINNED);
        }
        k.release.unpin(mm, va);
        return Outcome.OK;
    }

    // ---- the device

    /** The device stores to the page. */
    public long dma(int mm, @VpnNo int va, int data) {
        if (!k.mms.alive(mm)) {
            return Outcome.rejected(Refusal.NO_SUCH_MM);
        }
        @PfnNo int pfn = k.mms.pin(mm, va);
        if (pfn == Ids.NO_PFN) {
            return Outcome.rejected(Refusal.NOT_PINNED);
        }
        if (!k.mms.pinWrite(mm, va)) {
            return Outcome.rejected(Refusal.NOT_PERMITTED);
        }
        k.frames.setData(pfn, data);
        markDirty(pfn);
        return Outcome.OK;
    }

    /** {@code unpin_user_pages_dirty_lock} does it when the driver lets go of the page; nothing can clean it before. */
    protected void markDirty(@PfnNo int pfn) {
        k.frames.setDirty(pfn, true);
    }
}
