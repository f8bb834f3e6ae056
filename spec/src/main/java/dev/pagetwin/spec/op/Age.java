package dev.pagetwin.spec.op;

import static dev.pagetwin.spec.state.Age.OLD;
import static dev.pagetwin.spec.state.Age.UNKNOWN;
import static dev.pagetwin.spec.state.Age.YOUNG;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Mm;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Va;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The access flag: who notes an access, and who takes notice. Of a folio's entries in one address space all are old, or
 * none is, as hardware may note an access in any entry that it takes for the one accessed.
 */
public final class Age {
    private Age() {}

    /** The present entries of the page's folio, in order. */
    private static List<Va> entries(Machine m, MmId mm, Pfn page) {
        Mm space = m.mm(mm);
        Pfn head = m.head(page);
        return space.ptes().keys().stream()
                .filter(va -> space.present(va) != null && m.head(space.presentAt(va).page()).equals(head))
                .toList();
    }

    /** An entry that is not old was put here: those of its folio that were old may be taken for it. */
    static Machine beside(Machine m, MmId mm, Va va) {
        Pte.Present entry = m.mm(mm).presentAt(va);
        boolean any = entry.age() != OLD && m.mm(mm).ptes().any(pte -> pte instanceof Pte.Present p && p.age() == OLD);
        Machine out = m;
        for (Va other : any ? entries(m, mm, entry.page()) : List.<Va>of()) {
            Pte.Present old = m.mm(mm).presentAt(other);
            out = old.age() == OLD ? out.withPte(mm, other, old.withAge(UNKNOWN)) : out;
        }
        return out;
    }

    /** An access through an entry is noted. */
    static Machine accessed(Machine m, MmId mm, Va va) {
        return beside(m.withPte(mm, va, m.mm(mm).presentAt(va).withAge(YOUNG)), mm, va);
    }

    /** A write through an entry is noted. */
    static Machine written(Machine m, MmId mm, Va va) {
        return accessed(m.withPte(mm, va, m.mm(mm).presentAt(va).withDirty(true)), mm, va);
    }

    /** Somebody has taken notice of all accesses to a folio by an address space. */
    static Machine aged(Machine m, MmId mm, Pfn page) {
        Machine out = m;
        for (Va va : entries(m, mm, page)) {
            out = out.withPte(mm, va, m.mm(mm).presentAt(va).withAge(OLD));
        }
        return out;
    }

    /**
     * An agent with hardware updates of the entries reads a page, and the hardware sets the flag. Of the zero page
     * nobody asks. Stands for: no lock. Guards: those of {@code load}.
     */
    public record Touch(MmId mm, Va va) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            return Guards.accesses(m, mm, va, false);
        }

        @Override
        public Outcome step(Machine m) {
            return Outcome.ok(m.mm(mm).present(va) == null ? m : accessed(m, mm, va));
        }
    }

    /**
     * Reclaim takes notice of the accesses to a folio by an address space, entry by entry, and flushes
     * ({@code folio_referenced_one}, {@code ptep_clear_flush_young}). Stands for: the page table lock. Guards: for this
     * entry, and then for each of the folio, those of {@code migrate.unmap}, but for the folio lock.
     */
    public record Reference(MmId mm, Va va) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = Guards.takesEntry(m, mm, va);
            if (no != null) {
                return no;
            }
            for (Va other : entries(m, mm, m.mm(mm).presentAt(va).page())) {
                no = no == null ? Guards.takesEntry(m, mm, other) : no;
            }
            return no;
        }

        @Override
        public Outcome step(Machine m) {
            return Outcome.ok(aged(m, mm, m.mm(mm).presentAt(va).page()));
        }
    }

    /**
     * {@code MADV_COLD} of a whole large folio: {@code clear_young_dirty_ptes}, young only. What was written stays
     * noted, even if it is in the middle of that. Nothing happens to a folio that others map, too. Stands for: {@code
     * mmap_lock}, read; page table lock. Guards: address space, its lock, area, shared area, locked area, a huge entry,
     * no whole folio, for {@code races} the entry writable.
     *
     * @param races whether a program writes what the page has already, before its entry has become old
     */
    public record Cold(MmId mm, Va va, boolean races) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = Guards.privateFaultBegins(m, mm, va);
            no = no == null ? Guards.notLocked(m, mm, va, 1) : no;
            if (no != null) {
                return no;
            }
            if (m.mm(mm).leafOf(va) != null) {
                return Rejection.PMD_MAPPED;
            }
            if (Runs.whole(m, mm, va).isEmpty()) {
                return Rejection.NOT_LARGE;
            }
            return races ? Guards.accesses(m, mm, va, true) : null;
        }

        @Override
        public Outcome step(Machine m) {
            Pfn page = m.mm(mm).presentAt(va).page();
            Machine out = races ? new Store(mm, va, m.page(page).data()).step(m).machine() : m;
            boolean sole = Folios.mappings(m, page) == m.folio(page).pages();
            return Outcome.ok(sole ? aged(out, mm, page) : out);
        }
    }
}
