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
import org.checkerframework.checker.nullness.qual.Nullable;

/** {@code do_anonymous_page}: a first access finds a zeroed page. */
public class Fault extends KernelPath {
    public Fault(Core k) {
        super(k);
    }

    public long fault(int mm, @VpnNo int va, boolean write, @PfnNo int pfn) {
        Refusal no = guard(mm, va, write, pfn);
        if (no != null) {
            return Outcome.rejected(no);
        }
        if (pfn == Ids.NO_PFN) {
            return Outcome.failed(Errno.ENOMEM);
        }
        boolean mte = VmaFlags.mte(k.mms.vma(mm, va));
        allocZeroed(pfn, mte);
        k.mapping.mapNew(mm, va, PteCodec.present(pfn, write ? Prot.RW : Prot.RO, mte, write));
        return Outcome.OK;
    }

    private @Nullable Refusal guard(int mm, @VpnNo int va, boolean write, @PfnNo int pfn) {
        Refusal no = k.guards.privateFaultBegins(mm, va);
        if (no != null) {
            return no;
        }
        int prot = VmaFlags.prot(k.mms.vma(mm, va));
        if (!(write ? Prot.writable(prot) : Prot.readable(prot))) {
            return Refusal.NOT_PERMITTED;
        }
        return k.mms.pte(mm, va) == PteCodec.NONE
                ? k.guards.allocates(pfn, VmaFlags.mte(k.mms.vma(mm, va)))
                : Refusal.POPULATED;
    }

    /** {@code vma_alloc_zeroed_movable_folio}: for a tagged area the tags are zeroed with the data. */
    protected void allocZeroed(@PfnNo int pfn, boolean mte) {
        k.pages.alloc(pfn, true, mte);
    }
}
