package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.CallKind;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.mm.VmaFlags;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.VpnNo;

/** {@code copy_present_page}: fork copies a pinned page for the child at once, and leaves the parent's entry alone. */
public class ForkCopy extends Fork {
    public ForkCopy(Core k) {
        super(k);
    }

    /** The next entry's page is copied to this frame; {@link Ids#NO_PFN}: none can be allocated, so fork gives up. */
    public long copy(int mm, @PfnNo int to) {
        if (!k.mms.alive(mm)) {
            return Outcome.rejected(Refusal.NO_SUCH_MM);
        }
        if (!k.calls.is(mm, CallKind.FORKING)) {
            return Outcome.rejected(Refusal.NO_SUCH_CALL);
        }
        @VpnNo int va = k.calls.va(mm);
        long pte = k.mms.pte(mm, va);
        if (!PteCodec.isPresent(pte) || !needsCopy(PteCodec.pfn(pte))) {
            return Outcome.rejected(Refusal.NOT_PINNED);
        }
        if (k.mms.leaf(mm, va)) {
            return Outcome.rejected(Refusal.PMD_MAPPED);
        }
        Refusal no = k.guards.allocates(to, VmaFlags.mte(k.mms.vma(mm, va)));
        if (no != null) {
            return Outcome.rejected(no);
        }
        int child = k.calls.child(mm);
        if (to == Ids.NO_PFN) {
            return giveUp(mm, child);
        }
        byte vma = k.mms.vma(child, va);
        k.pages.alloc(to, false, VmaFlags.mte(vma));
        k.frames.setData(to, k.frames.data(PteCodec.pfn(pte)));
        k.storage.setAtomic(true);
        copyTags(to, PteCodec.pfn(pte), VmaFlags.mte(vma));
        k.storage.setAtomic(false);
        long copy = PteCodec.present(to, VmaFlags.prot(vma), VmaFlags.mte(vma), true);
        k.mapping.mapNew(child, va, copy);
        proceed(mm, child, va + 1);
        return Outcome.OK;
    }

    /** {@code copy_user_highpage}, its second half. */
    protected void copyTags(@PfnNo int to, @PfnNo int from, boolean tagged) {
        k.arch.copyUserHighpage(to, from, tagged);
    }
}
