package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Call.Forking;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Page;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.TagState;
import dev.pagetwin.spec.state.Va;
import dev.pagetwin.spec.state.Vma;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * fork meets a page that may be pinned and copies its data and tags for the child at once ({@code copy_present_page});
 * the parent's entry stays as it is, so that a later write fault cannot take the page from the device. Without a frame
 * fork fails, and the child is torn down. Stands for: both page table locks; the frame was allocated without them.
 * Guards: address space, call, next entry's page not pinned, a huge entry, frame in use.
 *
 * @param mm the parent
 * @param page the frame to copy to, or null if none can be allocated
 */
public record ForkCopy(MmId mm, @Nullable Pfn page) implements Op {
    @Override
    public @Nullable Rejection guard(Machine m) {
        if (!m.alive(mm)) {
            return Rejection.NO_SUCH_MM;
        }
        if (!(m.mm(mm).call() instanceof Forking call)) {
            return Rejection.NO_SUCH_CALL;
        }
        Pte.Present entry = m.mm(mm).present(call.next());
        if (entry == null || !Mapping.staysExclusive(m, entry.page())) {
            return Rejection.NOT_PINNED;
        }
        if (m.mm(mm).leafOf(call.next()) != null) {
            return Rejection.PMD_MAPPED;
        }
        return Guards.allocates(m, page, m.mm(mm).vmas().at(call.next()).mte());
    }

    @Override
    public Outcome step(Machine m) {
        if (page == null) {
            return Fork.giveUp(m, mm);
        }
        Forking call = m.call(mm, Forking.class);
        Va va = call.next();
        Page source = m.page(m.mm(mm).presentAt(va).page());
        Page copy = source.tagged() ? source : source.withoutTags(TagState.UNTAGGED);
        Vma vma = m.mm(call.child()).vmas().at(va);
        Machine out = Room.allocated(m, page, Folio.NEW, vma.mte()).withPage(page, copy);
        out = Mapping.setNew(out, call.child(), va, new Pte.Present(page, vma.prot(), vma.mte(), true));
        return Outcome.ok(Fork.proceed(Fork.withGhost(out, mm, call.child(), va), mm, call));
    }
}
