package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.ZapReason;
import dev.pagetwin.spec.id.VpnNo;
import org.checkerframework.checker.nullness.qual.Nullable;

/** {@code do_madvise}. */
public class Madvise extends KernelPath {
    public Madvise(Core k) {
        super(k);
    }

    /** The range is forgotten, zap by zap. */
    public long dontneed(int mm, @VpnNo int va, int len) {
        Refusal no = guard(mm, va, len);
        if (no != null) {
            return Outcome.rejected(no);
        }
        discard(mm, va, len);
        return Outcome.OK;
    }

    private @Nullable Refusal guard(int mm, @VpnNo int va, int len) {
        Refusal no = k.guards.rangeCallBegins(mm, va, len);
        return no == null ? k.guards.notLocked(mm, va, len) : no;
    }

    protected void discard(int mm, @VpnNo int va, int len) {
        k.zap.begin(mm, va, Ids.vpn(va + len - 1), ZapReason.DONTNEED);
    }

    /** A hint; reclaim, whose steps say which page it takes, does the rest. */
    public long pageout(int mm, @VpnNo int va, int len) {
        Refusal no = guard(mm, va, len);
        return no == null ? Outcome.OK : Outcome.rejected(no);
    }
}
