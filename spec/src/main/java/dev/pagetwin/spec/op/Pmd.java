package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.FolioLock;
import dev.pagetwin.spec.state.Leaf;
import dev.pagetwin.spec.state.Mm;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Va;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A folio of the largest order that one huge entry maps. zap, fork, mprotect and mremap take such an entry whole, in
 * one step; whoever wants one of its pages splits it first. Its pages are all exclusive, or none is: the kernel marks
 * the first one for all.
 */
public final class Pmd {
    private Pmd() {}

    /** A huge entry begins at the address. */
    private static @Nullable Rejection begins(Machine m, MmId mm, Va va) {
        if (!m.alive(mm)) {
            return Rejection.NO_SUCH_MM;
        }
        return m.mm(mm).leaves().has(va) ? null : Rejection.NOT_PMD_MAPPED;
    }

    /** The huge entry at the page becomes one for each page, if there is one ({@code __split_huge_pmd}). */
    static Machine split(Machine m, MmId mm, Va va) {
        Va first = m.mm(mm).leafOf(va);
        return first == null ? m : m.withMm(mm, m.mm(mm).withoutLeaf(first));
    }

    /** A huge entry that reaches over an end of the range is split ({@code vma_adjust_trans_huge}). */
    static Machine splitAcross(Machine m, MmId mm, Va first, Va last) {
        Machine out = m;
        for (Va end : new Va[] {first, last}) {
            Va leaf = m.mm(mm).leafOf(end);
            boolean across = leaf != null
                    && (leaf.index() < first.index()
                            || leaf.index() + m.mm(mm).leaves().at(leaf).pages() - 1 > last.index());
            out = across ? split(out, mm, end) : out;
        }
        return out;
    }

    /** Whether some huge entry names the folio. */
    static boolean names(Machine m, Pfn page) {
        Pfn head = m.head(page);
        return m.mms().any(mm -> mm.leaves().keys().stream().anyMatch(va -> Objects.equals(head, mm.page(va))));
    }

    /** Each present entry of a huge one becomes a migration entry. */
    private static Machine migrating(Machine m, MmId mm, Va va) {
        Machine out = m;
        for (Va one : m.mm(mm).pagesAt(va)) {
            Pte.Present entry = m.mm(mm).presentAt(one);
            out = Mapping.replace(out, mm, one, entry.migrating(m.page(entry.page()).exclusive()));
        }
        return out;
    }

    /**
     * A first write to an aligned range that has no entry yet ({@code do_huge_pmd_anonymous_page}): as {@code
     * large.fault}, but one entry maps the folio. Guards: no folio is as large as a huge entry maps, then those of
     * {@code large.fault}.
     *
     * @param va the first page of the range
     * @param page the first frame to use, or null if no such folio can be allocated
     */
    public record Fault(MmId mm, Va va, @Nullable Pfn page) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            int order = m.bounds().order();
            return order == 0 ? Rejection.NOT_LARGE : new Large.Fault(mm, va, order, page).guard(m);
        }

        @Override
        public Outcome step(Machine m) {
            int order = m.bounds().order();
            Outcome out = new Large.Fault(mm, va, order, page).step(m);
            return page == null ? out : Outcome.ok(mapped(out.machine(), new Leaf(order)));
        }

        private Machine mapped(Machine m, Leaf leaf) {
            return m.withMm(mm, m.mm(mm).withLeaf(va, leaf));
        }
    }

    /**
     * A huge entry, present or of migration, becomes an entry for each page, which says the same
     * ({@code __split_huge_pmd}). Who is about to split the folio, too, gets migration entries at once, unless the page
     * has to stay exclusive; no hook of the architecture is called for these. Stands for: the page table lock. Guards:
     * address space, no huge entry, for {@code freeze} the entry present, folio isolated.
     *
     * @param va the first page of the huge entry
     * @param freeze whether migration entries are wanted
     */
    public record Split(MmId mm, Va va, boolean freeze) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = begins(m, mm, va);
            if (no != null || !freeze) {
                return no;
            }
            Pte.Present entry = m.mm(mm).present(va);
            return entry == null ? Rejection.NOT_PRESENT : Guards.isolated(m, entry.page(), FolioLock.MIGRATION);
        }

        @Override
        public Outcome step(Machine m) {
            boolean frozen = freeze && !Mapping.staysExclusive(m, m.mm(mm).presentAt(va).page());
            return Outcome.ok(split(frozen ? migrating(m, mm, va) : m, mm, va));
        }
    }

    /**
     * The huge entry of an isolated folio becomes a migration entry as large ({@code set_pmd_migration_entry}); a
     * pinned page has to stay exclusive. No hook of the architecture is called. Stands for: folio lock and page table
     * lock. Guards: address space, no huge entry, entry present, folio isolated.
     *
     * @param va the first page of the huge entry
     */
    public record Unmap(MmId mm, Va va) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            return new Split(mm, va, true).guard(m);
        }

        @Override
        public Outcome step(Machine m) {
            if (Mapping.staysExclusive(m, m.mm(mm).presentAt(va).page())) {
                return Outcome.failed(Errno.EBUSY, m);
            }
            return Outcome.ok(migrating(m, mm, va));
        }
    }

    /**
     * A huge migration entry becomes present again, with what its area permits by now ({@code remove_migration_pmd}).
     * Stands for: the locks of both folios, page table lock. Guards: address space, no huge entry, then those of {@code
     * migrate.remap} for each page.
     *
     * @param va the first page of the huge entry
     */
    public record Remap(MmId mm, Va va) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = begins(m, mm, va);
            if (no != null) {
                return no;
            }
            for (Va one : m.mm(mm).pagesAt(va)) {
                Rejection page = Migrate.Remap.ready(m, mm, one);
                if (page != null) {
                    return page;
                }
            }
            return null;
        }

        @Override
        public Outcome step(Machine m) {
            Machine out = m;
            for (Va one : m.mm(mm).pagesAt(va)) {
                out = new Migrate.Remap(mm, one).step(out).machine();
            }
            return Outcome.ok(out);
        }
    }

    /**
     * A write fault on a read-only huge entry of a writable area finds that the folio has one owner, which gets it
     * writable ({@code do_huge_pmd_wp_page}). Where it has others, the entry is split, and each page copied when it is
     * written to. Stands for: {@code mmap_lock}, read; page table lock; for a folio that is not exclusive also its
     * lock. Guards: address space, its lock, area, permission, no huge entry, entry present, entry read-only, folio
     * shared.
     *
     * @param va the first page of the huge entry
     */
    public record Reuse(MmId mm, Va va) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = Guards.faultBegins(m, mm, va);
            if (no != null) {
                return no;
            }
            Mm space = m.mm(mm);
            if (!space.vmas().at(va).prot().writable()) {
                return Rejection.NOT_PERMITTED;
            }
            if (!space.leaves().has(va)) {
                return Rejection.NOT_PMD_MAPPED;
            }
            Pte.Present entry = space.present(va);
            if (entry == null) {
                return Rejection.NOT_PRESENT;
            }
            if (entry.prot() != Prot.RO) {
                return Rejection.NOT_ACCESSIBLE;
            }
            return m.page(entry.page()).exclusive() || sole(m, entry.page()) ? null : Rejection.SHARED;
        }

        /** Whether the huge entry and the swap cache are all that refers to the folio, and it can leave the latter. */
        private static boolean sole(Machine m, Pfn page) {
            int cache = m.folio(page).cached() ? m.folio(page).pages() : 0;
            return m.references(page) == 1 + cache && (cache == 0 || Release.canFreeSwap(m, page));
        }

        @Override
        public Outcome step(Machine m) {
            Pfn page = m.mm(mm).presentAt(va).page();
            Machine out = m.page(page).exclusive() ? m : Release.uncache(m, page);
            for (Va one : m.mm(mm).pagesAt(va)) {
                Pte.Present entry = m.mm(mm).presentAt(one);
                out = out.withExclusive(entry.page(), true)
                        .withPte(mm, one, entry.withProt(Prot.RW).withDirty(true));
            }
            return Outcome.ok(out);
        }
    }
}
