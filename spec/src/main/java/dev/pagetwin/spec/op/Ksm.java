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
 * Pages with equal content become one ({@code try_to_merge_one_page}), in every private area, as with
 * {@code PR_SET_MEMORY_MERGE}. A tagged page is equal to no other ({@code memcmp_pages}). The trees that find equal
 * pages are not here: which pages are tried is an argument. Nor is a step that takes a merged page apart, as that is
 * the write fault's copy for each of its entries.
 */
public final class Ksm {
    private Ksm() {}

    /** The daemon walks the address space, finds a page there, and can lock its folio. */
    private static @Nullable Rejection finds(Machine m, MmId mm, Va va) {
        Rejection no = Guards.privateFaultBegins(m, mm, va);
        if (no != null) {
            return no;
        }
        Pte.Present entry = m.mm(mm).present(va);
        if (entry == null) {
            return Rejection.NOT_PRESENT;
        }
        return m.folio(entry.page()).large() ? Rejection.LARGE : null;
    }

    /** Whether the page was not write-protected, or has been written to since. */
    private static boolean writable(Machine m, Pfn page) {
        return m.page(page).exclusive()
                || m.entries(pte -> pte instanceof Pte.Present p && p.page().equals(page) && p.prot().writable()) > 0;
    }

    /** The entry's page is replaced, and let go. */
    private static Machine replaced(Machine m, MmId mm, Va va, Machine with) {
        return Release.unmapped(with, m.mm(mm).presentAt(va).page());
    }

    /**
     * An entry becomes read-only and clean, so that its page cannot change while it is compared, and the folio dirty,
     * so that it is swapped out and not discarded; it is exclusive no more ({@code write_protect_page}). If somebody
     * refers to the page besides its entries and the swap cache, it may be written to without an entry, and is left
     * alone. Stands for: {@code mmap_lock}, read; folio lock; page table lock. Guards: address space, its lock, area,
     * shared area, entry present, large folio, folio lock.
     *
     * @param busy whether somebody holds an extra reference just now
     */
    public record Protect(MmId mm, Va va, boolean busy) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = finds(m, mm, va);
            if (no != null) {
                return no;
            }
            Pfn page = m.mm(mm).presentAt(va).page();
            return m.folio(page).locked() ? Rejection.FOLIO_LOCKED : null;
        }

        @Override
        public Outcome step(Machine m) {
            Pte.Present entry = m.mm(mm).presentAt(va);
            Pfn page = entry.page();
            Folio folio = m.folio(page);
            if (busy || m.references(page) > m.mappings(page) + (folio.cached() ? 1 : 0)) {
                return Outcome.failed(Errno.EBUSY, m);
            }
            Pte.Present closed = entry.withProt(entry.prot().min(Prot.RO)).withDirty(false);
            return Outcome.ok(m.withFolio(page, folio.withDirty(true))
                    .withExclusive(page, false)
                    .withPte(mm, va, closed));
        }
    }

    /**
     * An entry maps another page of the same content from now on ({@code replace_page}); that one is dirty from now on,
     * as it is wanted by one program more. Stands for: {@code mmap_lock}, read; both folio locks; page table lock.
     * Guards: address space, its lock, area, shared area, entry present, large folio, page free, mapped here already,
     * unmapped, of the file, folio locks, somebody may write, content.
     *
     * @param page the page to map instead
     */
    public record Merge(MmId mm, Va va, Pfn page) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = finds(m, mm, va);
            if (no != null) {
                return no;
            }
            if (m.free(page)) {
                return Rejection.PAGE_FREE;
            }
            Pfn own = m.mm(mm).presentAt(va).page();
            if (own.equals(page)) {
                return Rejection.MERGED;
            }
            if (m.mappings(page) == 0 || m.file().holds(page)) {
                return m.mappings(page) == 0 ? Rejection.NOT_MAPPED : Rejection.FILE_BACKED;
            }
            if (m.folio(page).large()) {
                return Rejection.LARGE;
            }
            if (m.folio(own).locked() || m.folio(page).locked()) {
                return Rejection.FOLIO_LOCKED;
            }
            if (writable(m, own) || writable(m, page)) {
                return Rejection.WRITABLE;
            }
            return equal(m.page(own), m.page(page)) ? null : Rejection.DIFFERENT;
        }

        private static boolean equal(Page one, Page other) {
            return one.data() == other.data() && !one.tagged() && !other.tagged();
        }

        @Override
        public Outcome step(Machine m) {
            Pte.Present old = m.mm(mm).presentAt(va);
            Folio own = m.folio(old.page());
            Vma vma = m.mm(mm).vmas().at(va);
            Pte.Present merged = new Pte.Present(page, vma.prot().min(Prot.RO), vma.mte(), false);
            Machine out = m.withFolio(old.page(), own.withDirty(own.dirty() || old.dirty()))
                    .withFolio(page, m.folio(page).withDirty(true));
            return Outcome.ok(replaced(m, mm, va, Mapping.set(out, mm, va, merged)));
        }
    }

    /**
     * An entry maps the zero page from now on, as its page's data is zero and it has no tags ({@code use_zero_pages}).
     * Stands for: {@code mmap_lock}, read; folio lock; page table lock. Guards: address space, its lock, area, shared
     * area, entry present, large folio, folio lock, somebody may write, content.
     */
    public record MergeZero(MmId mm, Va va) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = finds(m, mm, va);
            if (no != null) {
                return no;
            }
            Pfn own = m.mm(mm).presentAt(va).page();
            if (m.folio(own).locked()) {
                return Rejection.FOLIO_LOCKED;
            }
            if (writable(m, own)) {
                return Rejection.WRITABLE;
            }
            return m.page(own).data() == 0 && !m.page(own).tagged() ? null : Rejection.DIFFERENT;
        }

        @Override
        public Outcome step(Machine m) {
            Pte.Present old = m.mm(mm).presentAt(va);
            Folio own = m.folio(old.page());
            Vma vma = m.mm(mm).vmas().at(va);
            Machine out = m.withFolio(old.page(), own.withDirty(own.dirty() || old.dirty()))
                    .withPte(mm, va, new Pte.Zero(vma.prot().readable(), vma.mte()));
            return Outcome.ok(replaced(m, mm, va, out));
        }
    }
}
