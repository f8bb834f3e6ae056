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
        Refusal no = k.guards.areaBegins(mm, va, len);
        if (no != null) {
            return Outcome.rejected(no);
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
