package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Errno;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.spec.id.VpnNo;

/** A device that walks the tables of a process, without updates of the entries of its own. */
public class Smmu extends KernelPath {
    public Smmu(Core k) {
        super(k);
    }

    /** A read of the device, with the fault that makes the entry let it through. */
    public long touch(int mm, @VpnNo int va) {
        Refusal no = k.guards.accesses(mm, va, false);
        if (no != null) {
            return Outcome.rejected(no);
        }
        if (!k.mms.lets(mm, va, false)) {
            k.mms.setAccessFlags(mm, va, PteCodec.mkYoung(k.mms.pte(mm, va)));
        }
        return k.mms.lets(mm, va, false) ? Outcome.OK : Outcome.failed(Errno.EAGAIN);
    }

    /** A store of the device, with the fault that makes the entry let it through. */
    public long store(int mm, @VpnNo int va, int data) {
        Refusal no = k.guards.accesses(mm, va, true);
        if (no != null) {
            return Outcome.rejected(no);
        }
        if (!k.mms.lets(mm, va, true)) {
            k.mms.setAccessFlags(mm, va, PteCodec.mkYoung(PteCodec.mkDirty(k.mms.pte(mm, va))));
        }
        if (!k.mms.lets(mm, va, true)) {
            // The device would meet the same fault for ever.
            return Outcome.failed(Errno.EAGAIN);
        }
        k.frames.setData(PteCodec.pfn(k.mms.pte(mm, va)), data);
        return Outcome.OK;
    }
}
