package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.spec.id.VpnNo;

/** A tag store instruction, on one granule; for permission and dirtiness it is a write. */
public class Stg extends KernelPath {
    public Stg(Core k) {
        super(k);
    }

    public long stg(int mm, @VpnNo int va, int granule, int tag) {
        Refusal no = k.guards.accessesTags(mm, va, true);
        if (no != null) {
            return Outcome.rejected(no);
        }
        k.frames.setTag(PteCodec.pfn(k.mms.pte(mm, va)), granule, tag);
        dirty(mm, va);
        return Outcome.OK;
    }

    /** The hardware marks the entry. */
    protected void dirty(int mm, @VpnNo int va) {
        k.mms.markDirty(mm, va);
    }
}
