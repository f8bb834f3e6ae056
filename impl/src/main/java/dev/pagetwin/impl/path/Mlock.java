package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.VmaFlags;
import dev.pagetwin.spec.id.VpnNo;

/** {@code do_mlock} and {@code munlock}: the areas change, and faults bring in what is not there. */
public class Mlock extends KernelPath {
    public Mlock(Core k) {
        super(k);
    }

    /**
     * The areas of the range are locked, or not any more.
     *
     * @param locked which of the two
     */
    public long mlock(int mm, @VpnNo int va, int len, boolean locked) {
        Refusal no = k.guards.rangeCallBegins(mm, va, len);
        if (no != null) {
            return Outcome.rejected(no);
        }
        k.pmd.splitAcross(mm, va, Ids.vpn(va + len - 1));
        for (int i = va; i < va + len; i++) {
            k.mms.setVma(mm, Ids.vpn(i), VmaFlags.locked(k.mms.vma(mm, Ids.vpn(i)), locked));
        }
        return Outcome.OK;
    }
}
