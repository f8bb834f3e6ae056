package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.VmaFlags;
import dev.pagetwin.spec.id.VpnNo;

/** {@code mmap_region}: a private anonymous area. */
public class Mmap extends KernelPath {
    public Mmap(Core k) {
        super(k);
    }

    public long mmap(int mm, @VpnNo int va, int len, int prot, boolean mte) {
        Refusal no = k.guards.callBegins(mm);
        if (no != null) {
            return Outcome.rejected(no);
        }
        if (!k.guards.inRange(va, len)) {
            return Outcome.rejected(Refusal.OUT_OF_RANGE);
        }
        for (int i = 0; i < len; i++) {
            if (VmaFlags.mapped(k.mms.vma(mm, Ids.vpn(va + i)))) {
                return Outcome.rejected(Refusal.ALREADY_MAPPED);
            }
        }
        for (int i = 0; i < len; i++) {
            k.mms.setVma(mm, Ids.vpn(va + i), area(prot, mte));
        }
        return Outcome.OK;
    }

    protected byte area(int prot, boolean mte) {
        return VmaFlags.of(prot, mte);
    }
}
