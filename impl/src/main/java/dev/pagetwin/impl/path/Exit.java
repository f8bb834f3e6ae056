package dev.pagetwin.impl.path;

import dev.pagetwin.impl.ControlGroup;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.CallKind;
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
        if (others(mm) == 0) {
            return Outcome.rejected(Refusal.LAST_MM);
        }
        k.zap.begin(mm, Ids.vpn(0), k.mms.lastVa(), ZapReason.EXIT);
        return Outcome.OK;
    }

    /** How many other address spaces there are that are not being torn down. */
    private int others(int mm) {
        ControlGroup group = k.geometry.group();
        boolean inside = group.hasMm(mm);
        int first = inside ? group.firstMm() : 0;
        int end = inside ? first + group.mms() : k.geometry.mms();
        int others = 0;
        for (int other = first; other < end; other++) {
            boolean exiting = k.calls.is(other, CallKind.ZAPPING) && k.calls.reason(other) == ZapReason.EXIT;
            if (other != mm && k.mms.alive(other) && !exiting) {
                others++;
            }
        }
        return others;
    }
}
