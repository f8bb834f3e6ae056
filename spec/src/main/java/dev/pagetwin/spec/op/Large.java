package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Profile.SaveAt;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.Mm;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Page;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Slot;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.Va;
import dev.pagetwin.spec.state.Vma;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What only happens to folios above order 0. Everything else takes the folio of the page that it is given, and each
 * entry of a large folio comes and goes alone; the folio is freed whole, with its last reference.
 */
public final class Large {
    private Large() {}

    /**
     * The aligned range of pages that a large folio may be mapped at: it exists, is aligned, and has one kind of
     * private area.
     */
    static @Nullable Rejection range(Machine m, MmId mm, Va va, int order) {
        Rejection no = Guards.rangeCallBegins(m, mm, va, 1 << order);
        if (no != null) {
            return no;
        }
        if (!Bounds.aligned(va.index(), order, m.bounds().vas())) {
            return Rejection.NOT_ALIGNED;
        }
        Mm space = m.mm(mm);
        if (space.vmas().at(va).shared()) {
            return Rejection.FILE_BACKED;
        }
        for (int i = 1; i < 1 << order; i++) {
            if (!space.vmas().at(va.plus(i)).equals(space.vmas().at(va))) {
                return Rejection.NOT_ONE_AREA;
            }
        }
        return null;
    }

    /**
     * A first write to a range that has no entry yet ({@code do_anonymous_page} with {@code alloc_anon_folio}): a
     * zeroed large folio, each page mapped by an entry of its own. Stands for: {@code mmap_lock}, read, and the page
     * table lock. Guards: address space, its lock, range, a page without area, alignment, shared area, several areas,
     * permission, an entry populated, frames not aligned, a frame in use.
     *
     * @param va the first page of the range
     * @param page the first frame to use, or null if no such folio can be allocated
     */
    public record Fault(MmId mm, Va va, int order, @Nullable Pfn page) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = range(m, mm, va, order);
            if (no != null) {
                return no;
            }
            if (!m.mm(mm).vmas().at(va).prot().writable()) {
                return Rejection.NOT_PERMITTED;
            }
            for (int i = 0; i < 1 << order; i++) {
                if (m.mm(mm).ptes().has(va.plus(i))) {
                    return Rejection.POPULATED;
                }
            }
            return Folios.allocates(m, page, order, m.mm(mm).vmas().at(va).mte());
        }

        @Override
        public Outcome step(Machine m) {
            if (page == null) {
                return Outcome.failed(Errno.ENOMEM, m);
            }
            Vma vma = m.mm(mm).vmas().at(va);
            Machine out = Room.allocated(m, page, Folio.of(order), vma.mte());
            for (int i = 0; i < 1 << order; i++) {
                Pte.Present entry = new Pte.Present(page.plus(i), Prot.RW, vma.mte(), true);
                out = dev.pagetwin.spec.op.Fault.zeroed(out, page.plus(i), vma.mte())
                        .withPte(mm, va.plus(i), Room.closed(out, entry));
            }
            return Outcome.ok(out);
        }
    }

    /**
     * The tags of a page in the middle of the folio cannot be saved ({@code arch_prepare_to_swap}): what was saved for
     * the pages before it is given up again, and the folio stays in the swap cache, dirty. Where no page can be saved,
     * {@code reclaim.writeback} fails. Stands for: folio lock. Guards: those of {@code reclaim.writeback}, failure
     * where it cannot be.
     *
     * @param at the page within the folio, from 0, for which no buffer can be had
     */
    public record WritebackFails(Pfn page, int at) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = new Reclaim.Writeback(page, Alloc.FAILS).guard(m);
            if (no != null) {
                return no;
            }
            boolean saves = at < m.folio(page).pages() && m.page(m.head(page).plus(at)).tagged();
            return saves && m.bounds().profile().save() == SaveAt.WRITEBACK ? null : Rejection.CANNOT_FAIL;
        }

        @Override
        public Outcome step(Machine m) {
            Machine out = new Reclaim.Writeback(page, Alloc.FAILS).step(m).machine();
            for (Pfn before : m.pagesOf(page).subList(0, at)) {
                SlotId id = Folios.slot(m, before);
                Slot slot = m.slot(id);
                out = out.withSlot(id, slot.withDue(m.blank().withData(slot.due().data())));
            }
            return Outcome.failed(Errno.ENOMEM, out);
        }
    }
}
