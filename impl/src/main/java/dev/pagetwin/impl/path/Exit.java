package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.ZapReason;

/** {@code exit_mmap}: the whole address space is zapped; the last zap removes it. */
public class Exit extends KernelPath {
    public Exit(Core k) {
        super(k);
    }

    public long exit(int mm) {
        Refusal no = k.guards.callBegins(mm);
        if (no != null) {
            return Outcome.rejected(no);
        }
        if (k.mms.count() == 1) {
            return Outcome.rejected(Refusal.LAST_MM);
        }
        k.zap.begin(mm, Ids.vpn(0), k.mms.lastVa(), ZapReason.EXIT);
        return Outcome.OK;
    }
}
