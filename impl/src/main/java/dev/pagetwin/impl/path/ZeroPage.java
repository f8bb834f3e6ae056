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

/** The shared zero page: a first read maps it, a first write replaces it. No count and no flag knows of it. */
public class ZeroPage extends KernelPath {
    public ZeroPage(Core k) {
        super(k);
    }

    /** {@code do_anonymous_page}, for a read. */
    public long fault(int mm, @VpnNo int va) {
        Refusal no = faultGuard(mm, va);
        if (no != null) {
            return Outcome.rejected(no);
        }
        k.mms.setPte(mm, va, PteCodec.zero(true, VmaFlags.mte(k.mms.vma(mm, va))));
        return Outcome.OK;
    }

    private @Nullable Refusal faultGuard(int mm, @VpnNo int va) {
        Refusal no = k.guards.privateFaultBegins(mm, va);
        if (no != null) {
            return no;
        }
        if (!Prot.readable(VmaFlags.prot(k.mms.vma(mm, va)))) {
            return Refusal.NOT_PERMITTED;
        }
        return k.mms.pte(mm, va) == PteCodec.NONE ? null : Refusal.POPULATED;
    }

    /** {@code wp_page_copy}, for the zero page: there is nothing to copy. */
    public long cow(int mm, @VpnNo int va, @PfnNo int pfn) {
        Refusal no = cowGuard(mm, va, pfn);
        if (no != null) {
            return Outcome.rejected(no);
        }
        if (pfn == Ids.NO_PFN) {
            return Outcome.failed(Errno.ENOMEM);
        }
        boolean mte = VmaFlags.mte(k.mms.vma(mm, va));
        allocZeroed(pfn, mte);
        k.mapping.mapNew(mm, va, PteCodec.present(pfn, Prot.RW, mte, true));
        return Outcome.OK;
    }

    private @Nullable Refusal cowGuard(int mm, @VpnNo int va, @PfnNo int pfn) {
        Refusal no = k.guards.faultBegins(mm, va);
        if (no != null) {
            return no;
        }
        if (!Prot.writable(VmaFlags.prot(k.mms.vma(mm, va)))) {
            return Refusal.NOT_PERMITTED;
        }
        boolean mte = VmaFlags.mte(k.mms.vma(mm, va));
        return PteCodec.isZero(k.mms.pte(mm, va)) ? k.guards.allocates(pfn, mte) : Refusal.NOT_ZERO_PAGE;
    }

    /** {@code vma_alloc_zeroed_movable_folio}: for a tagged area the tags are zeroed with the data. */
    protected void allocZeroed(@PfnNo int pfn, boolean mte) {
        k.pages.alloc(pfn, true, mte);
    }
}
