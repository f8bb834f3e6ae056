package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.spec.id.VpnNo;

/** A tag load instruction, on one granule. */
public class Ldg extends KernelPath {
    public Ldg(Core k) {
        super(k);
    }

    public long ldg(int mm, @VpnNo int va, int granule) {
        Refusal no = k.guards.accessesTags(mm, va, false);
        return no == null ? Outcome.value(tag(k.mms.pte(mm, va), granule)) : Outcome.rejected(no);
    }

    private int tag(long pte, int granule) {
        return PteCodec.isZero(pte) ? zeroPageTag(granule) : k.frames.tag(PteCodec.pfn(pte), granule);
    }

    /** What the tag memory of the zero page holds: it was cleared once ({@code cpu_enable_mte}). */
    protected int zeroPageTag(int granule) {
        return 0;
    }
}
