package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.Prot;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.spec.id.VpnNo;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * {@code do_wp_page} with {@code FAULT_FLAG_UNSHARE}: a write fault that does not write, in a read-only area too. The
 * page is exclusive afterwards, and its entry still read-only.
 */
public class Unshare extends Cow {
    public Unshare(Core k) {
        super(k);
    }

    @Override
    protected @Nullable Refusal guard(int mm, @VpnNo int va) {
        Refusal no = k.guards.privateFaultBegins(mm, va);
        if (no != null) {
            return no;
        }
        long pte = k.mms.pte(mm, va);
        if (!PteCodec.isPresent(pte)) {
            return Refusal.NOT_PRESENT;
        }
        if (k.mms.leaf(mm, va)) {
            return Refusal.PMD_MAPPED;
        }
        if (PteCodec.prot(pte) != Prot.RO) {
            return Refusal.NOT_ACCESSIBLE;
        }
        return exclusive(PteCodec.pfn(pte)) ? Refusal.EXCLUSIVE : null;
    }

    @Override
    protected void open(int mm, @VpnNo int va, long pte) {}

    @Override
    protected boolean unshares() {
        return true;
    }
}
