package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Call.Copying;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Va;
import dev.pagetwin.spec.state.Vma;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A write fault on a read-only entry of a writable area ({@code do_wp_page}): reuse the page, or copy it and map the
 * copy.
 */
public final class Cow {
    private Cow() {}

    private static @Nullable Rejection guard(Machine m, MmId mm, Va va) {
        Rejection no = Guards.faultBegins(m, mm, va);
        if (no != null) {
            return no;
        }
        if (!m.mm(mm).vmas().at(va).prot().writable()) {
            return Rejection.NOT_PERMITTED;
        }
        Pte.Present entry = m.mm(mm).present(va);
        if (entry == null) {
            return Rejection.NOT_PRESENT;
        }
        if (m.mm(mm).leafOf(va) != null) {
            return Rejection.PMD_MAPPED;
        }
        return entry.prot() == Prot.RO ? null : Rejection.NOT_ACCESSIBLE;
    }

    /**
     * Whether the references prove that the page has one owner ({@code wp_can_reuse_anon_folio}): the one mapping is
     * all that refers to it, but for a swap cache that it can be taken out of. Those of a large folio do not tell.
     */
    static boolean sole(Machine m, Pfn page) {
        int cache = m.folio(page).cached() ? 1 : 0;
        boolean alone = !m.folio(page).large() && m.references(page) == 1 + cache;
        return alone && (cache == 0 || Release.canFreeSwap(m, page));
    }

    /** A page that is proven to have one owner is taken out of the swap cache, and is exclusive from now on. */
    static Machine madeExclusive(Machine m, Pfn page) {
        return Release.uncache(m, page).withExclusive(page, true);
    }

    /** A page that is not exclusive is not copied if it is proven to have one owner, and nobody is in the way. */
    static @Nullable Rejection copyGuard(Machine m, Pfn from, @Nullable Pfn to, boolean busy, Vma vma) {
        return !busy && sole(m, from) ? Rejection.EXCLUSIVE : Guards.allocates(m, to, vma.mte());
    }

    /** Data and tags in a new page, which a call holds; the tags of a page that has none yet are not copied. */
    static Outcome copied(Machine m, MmId mm, Va va, @Nullable Pfn to, boolean unshare) {
        if (to == null) {
            return Outcome.failed(Errno.ENOMEM, m);
        }
        Pfn from = m.mm(mm).presentAt(va).page();
        return Outcome.ok(Room.allocated(m, to, Folio.NEW, m.mm(mm).vmas().at(va).mte())
                .withPage(to, Folios.copy(m.page(from)))
                .withCall(mm, new Copying(va, from, to, unshare)));
    }

    /**
     * The page has one owner, which gets it writable ({@code wp_page_reuse}). An exclusive page is reused whatever else
     * refers to it, and stays in the swap cache; of another the references have to prove it, and it is exclusive from
     * now on. Stands for: {@code mmap_lock}, read; page table lock; for a page that is not exclusive also the folio
     * lock. Guards: address space, its lock, area, permission, entry present, a huge entry, entry
     * read-only, page shared.
     */
    public record Reuse(MmId mm, Va va) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = Cow.guard(m, mm, va);
            if (no != null) {
                return no;
            }
            Pfn page = m.mm(mm).presentAt(va).page();
            return m.page(page).exclusive() || sole(m, page) ? null : Rejection.SHARED;
        }

        @Override
        public Outcome step(Machine m) {
            Pte.Present entry = m.mm(mm).presentAt(va);
            Machine out = m.page(entry.page()).exclusive() ? m : madeExclusive(m, entry.page());
            return Outcome.ok(Age.written(out.withPte(mm, va, entry.withProt(Prot.RW)), mm, va));
        }
    }

    /**
     * The page has other owners, or somebody holds it for a moment: data and tags are copied to a new page
     * ({@code wp_page_copy}, {@code copy_highpage}). Stands for: {@code mmap_lock}, read, until {@code cow.map}; the
     * page table lock is dropped for the copy. Guards: address space, its lock, area, permission, entry present, a huge
     * entry, entry read-only, page exclusive or proven to have one owner, frame in use.
     *
     * @param page the frame to copy to, or null if none can be allocated
     * @param busy whether somebody holds an extra reference just now, so that nothing is proven
     */
    public record Copy(MmId mm, Va va, @Nullable Pfn page, boolean busy) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = Cow.guard(m, mm, va);
            if (no != null) {
                return no;
            }
            Pfn from = m.mm(mm).presentAt(va).page();
            Vma vma = m.mm(mm).vmas().at(va);
            return m.page(from).exclusive() ? Rejection.EXCLUSIVE : copyGuard(m, from, page, busy, vma);
        }

        @Override
        public Outcome step(Machine m) {
            return copied(m, mm, va, page, false);
        }
    }

    /**
     * The copy takes the original's place if the entry is still what it was, and is exclusive; else it is dropped and
     * the fault starts again. Stands for: {@code mmap_lock}, read; page table lock. Guards: address space, call.
     */
    public record Map(MmId mm) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            if (!m.alive(mm)) {
                return Rejection.NO_SUCH_MM;
            }
            return m.mm(mm).call() instanceof Copying ? null : Rejection.NO_SUCH_CALL;
        }

        @Override
        public Outcome step(Machine m) {
            Copying call = m.call(mm, Copying.class);
            Machine out = m.withCall(mm, null);
            Pte.Present entry = m.mm(mm).present(call.va());
            if (entry == null || !entry.page().equals(call.from()) || entry.prot() != Prot.RO) {
                return Outcome.failed(Errno.EAGAIN, Release.put(Release.put(out, call.to()), call.from()));
            }
            Vma vma = m.mm(mm).vmas().at(call.va());
            Prot prot = call.unshare() ? vma.prot().min(Prot.RO) : Prot.RW;
            Folio from = m.folio(call.from());
            out = out.withFolio(call.from(), from.withDirty(from.dirty() || entry.dirty()));
            Pte.Present copy = new Pte.Present(call.to(), prot, vma.mte(), !call.unshare());
            out = Mapping.setNew(out, mm, call.va(), copy);
            return Outcome.ok(Release.unmapped(out, call.from()));
        }
    }
}
