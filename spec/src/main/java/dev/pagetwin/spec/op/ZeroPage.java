package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Va;
import dev.pagetwin.spec.state.Vma;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The shared zero page, which a first read may find instead of a page of its own. Its data and tags are zero for ever,
 * so no flag says whether its tags are valid, and nobody ever clears, saves or copies them.
 */
public final class ZeroPage {
    private ZeroPage() {}

    /**
     * A first read ({@code do_anonymous_page}): a special entry maps the zero page. Stands for: {@code mmap_lock},
     * read, and the page table lock. Guards: address space, its lock, area, shared area, permission, entry populated.
     */
    public record Fault(MmId mm, Va va) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = Guards.privateFaultBegins(m, mm, va);
            if (no != null) {
                return no;
            }
            if (!m.mm(mm).vmas().at(va).prot().readable()) {
                return Rejection.NOT_PERMITTED;
            }
            return m.mm(mm).ptes().has(va) ? Rejection.POPULATED : null;
        }

        @Override
        public Outcome step(Machine m) {
            Vma vma = m.mm(mm).vmas().at(va);
            return Outcome.ok(m.withPte(mm, va, new Pte.Zero(vma.prot().readable(), vma.mte())));
        }
    }

    /**
     * A write fault on the zero page ({@code wp_page_copy}): a zeroed page takes its place, its tags zeroed with it in
     * a tagged area. There is nothing to copy, and nothing but this fault can change the entry meanwhile, so it is one
     * step. Stands for: {@code mmap_lock}, read, and the page table lock. Guards: address space, its lock, area,
     * permission, zero page, frame in use.
     *
     * @param page the frame to use, or null if none can be allocated
     */
    public record Cow(MmId mm, Va va, @Nullable Pfn page) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = Guards.faultBegins(m, mm, va);
            if (no != null) {
                return no;
            }
            if (!m.mm(mm).vmas().at(va).prot().writable()) {
                return Rejection.NOT_PERMITTED;
            }
            boolean mte = m.mm(mm).vmas().at(va).mte();
            return m.mm(mm).zero(va) == null ? Rejection.NOT_ZERO_PAGE : Guards.allocates(m, page, mte);
        }

        @Override
        public Outcome step(Machine m) {
            return page == null
                    ? Outcome.failed(Errno.ENOMEM, m)
                    : Outcome.ok(dev.pagetwin.spec.op.Fault.mapZeroed(m, mm, va, page, true));
        }
    }
}
