package dev.pagetwin.impl.path;

import dev.pagetwin.impl.Errno;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.mm.Prot;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.mm.VmaFlags;
import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.VpnNo;

/** {@code do_anonymous_page} with {@code alloc_anon_folio}: a first write finds a zeroed folio above order 0. */
public class Large extends KernelPath {
    public Large(Core k) {
        super(k);
    }

    public long fault(int mm, @VpnNo int va, int order, @PfnNo int pfn) {
        Refusal no = k.guards.largeFault(mm, va, order, pfn);
        if (no != null) {
            return Outcome.rejected(no);
        }
        if (pfn == Ids.NO_PFN) {
            return Outcome.failed(Errno.ENOMEM);
        }
        boolean mte = VmaFlags.mte(k.mms.vma(mm, va));
        allocZeroed(pfn, order, mte);
        for (int i = 0; i < 1 << order; i++) {
            if (i > 0) {
                k.frames.get(pfn);
            }
        }
        k.mapping.mapNew(mm, va, PteCodec.present(pfn, Prot.RW, mte, true), 1 << order);
        return Outcome.OK;
    }

    /** {@code vma_alloc_folio}: for a tagged area the tags of each page are zeroed with the data. */
    protected void allocZeroed(@PfnNo int pfn, int order, boolean mte) {
        k.pages.alloc(pfn, order, true, mte);
    }
}
