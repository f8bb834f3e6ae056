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
        return no == null
                ? Outcome.value(k.frames.tag(PteCodec.pfn(k.mms.pte(mm, va)), granule))
                : Outcome.rejected(no);
    }
}
