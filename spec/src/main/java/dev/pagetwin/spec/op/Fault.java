package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Page;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Va;
import dev.pagetwin.spec.state.Vma;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A first access ({@code do_anonymous_page}): a zeroed page, exclusive, its tags zeroed with it in a tagged area.
 * Stands for: {@code mmap_lock}, read, and the page table lock. Guards: address space, its lock, area, of the file,
 * permission, entry populated, frame in use.
 *
 * @param write whether the access is a write; a read maps the page read-only
 * @param page the frame to use, or null if none can be allocated
 */
public record Fault(MmId mm, Va va, boolean write, @Nullable Pfn page) implements Op {
    @Override
    public @Nullable Rejection guard(Machine m) {
        Rejection no = Guards.privateFaultBegins(m, mm, va);
        if (no != null) {
            return no;
        }
        Prot prot = m.mm(mm).vmas().at(va).prot();
        if (write ? !prot.writable() : !prot.readable()) {
            return Rejection.NOT_PERMITTED;
        }
        if (m.mm(mm).ptes().has(va)) {
            return Rejection.POPULATED;
        }
        return Guards.allocates(m, page, m.mm(mm).vmas().at(va).mte());
    }

    @Override
    public Outcome step(Machine m) {
        if (page == null) {
            return Outcome.failed(Errno.ENOMEM, m);
        }
        return Outcome.ok(mapZeroed(m, mm, va, page, write));
    }

    /** A new page with zero data, and with zero tags in a tagged area. */
    static Machine mapZeroed(Machine m, MmId mm, Va va, Pfn page, boolean write) {
        Vma vma = m.mm(mm).vmas().at(va);
        Machine out = Room.allocated(m, page, Folio.NEW, vma.mte());
        Pte.Present entry = new Pte.Present(page, write ? Prot.RW : Prot.RO, vma.mte(), write);
        return zeroed(out, page, vma.mte()).withPte(mm, va, Room.closed(out, entry));
    }

    /** A new page with zero data, exclusive; its tags are zeroed too if it is to have any and has room for them. */
    static Machine zeroed(Machine m, Pfn page, boolean mte) {
        boolean zeroTags = (mte || m.bounds().profile().scrub()) && m.hasStorage(page);
        Page zeroed = zeroTags ? m.blank().withTags(m.nothingStored().tags()) : m.blank();
        return m.withPage(page, zeroed.withExclusive(true));
    }
}
