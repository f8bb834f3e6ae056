package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.ZapReason;
import dev.pagetwin.spec.id.VpnNo;

/** {@code do_vmi_munmap}: the areas go now, the entries zap by zap. */
public class Munmap extends KernelPath {
    public Munmap(Core k) {
        super(k);
    }

    public long munmap(int mm, @VpnNo int va, int len) {
        Refusal no = k.guards.rangeCallBegins(mm, va, len);
        if (no != null) {
            return Outcome.rejected(no);
        }
        k.zap.begin(mm, va, Ids.vpn(va + len - 1), ZapReason.MUNMAP);
        return Outcome.OK;
    }
}
