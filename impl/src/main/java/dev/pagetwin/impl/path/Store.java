package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.spec.id.VpnNo;

/** A store instruction, with a pointer whose tag matches. */
public class Store extends KernelPath {
    public Store(Core k) {
        super(k);
    }

    public long store(int mm, @VpnNo int va, int data) {
        Refusal no = k.guards.accesses(mm, va, true);
        if (no != null) {
            return Outcome.rejected(no);
        }
        k.frames.setData(PteCodec.pfn(k.mms.pte(mm, va)), data);
        dirty(mm, va);
        return Outcome.OK;
    }

    /** The hardware marks the entry. */
    protected void dirty(int mm, @VpnNo int va) {
        k.mms.markDirty(mm, va);
    }
}
