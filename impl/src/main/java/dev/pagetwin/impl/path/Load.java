package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.spec.id.VpnNo;

/** A load instruction, with a pointer whose tag matches. */
public class Load extends KernelPath {
    public Load(Core k) {
        super(k);
    }

    public long load(int mm, @VpnNo int va) {
        Refusal no = k.guards.accesses(mm, va, false);
        return no == null ? Outcome.value(data(k.mms.pte(mm, va))) : Outcome.rejected(no);
    }

    private int data(long pte) {
        return PteCodec.isZero(pte) ? 0 : k.frames.data(PteCodec.pfn(pte));
    }
}
