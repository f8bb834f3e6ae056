package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Call.Protecting;
import dev.pagetwin.spec.state.Mm;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.TagState;
import dev.pagetwin.spec.state.Va;
import dev.pagetwin.spec.state.Vma;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The areas of a range get new attributes ({@code mprotect_fixup}); the entries that name a page follow one by one. A
 * protection is never raised in an entry above read-only: the write fault does that, as it knows who else has the page.
 * {@code VM_MTE} is sticky. Stands for: {@code mmap_lock}, write, until the last entry. Guards: address space, its
 * lock, range, a page without area.
 *
 * @param len pages, at least 1
 * @param mte whether {@code PROT_MTE} is asked for; without it an area keeps what it has
 */
public record Mprotect(MmId mm, Va va, int len, Prot prot, boolean mte) implements Op {
    @Override
    public @Nullable Rejection guard(Machine m) {
        return Guards.rangeCallBegins(m, mm, va, len);
    }

    @Override
    public Outcome step(Machine m) {
        Mm space = Pmd.splitAcross(m, mm, va, Guards.last(va, len)).mm(mm);
        for (int i = 0; i < len; i++) {
            Va page = Va.of(va.index() + i);
            boolean tagged = mte || space.vmas().at(page).mte();
            space = space.withVmas(space.vmas().with(page, space.vmas().at(page).protectedAs(prot, tagged)));
        }
        return Outcome.ok(proceed(m.withMm(mm, space), mm, va.index(), Guards.last(va, len)));
    }

    /** The call at the first entry from here on that is not a swap entry, or over if there is none. */
    private static Machine proceed(Machine m, MmId mm, int from, Va last) {
        for (int i = from; i <= last.index(); i++) {
            Pte pte = m.mm(mm).ptes().get(Va.of(i));
            if (pte != null && !(pte instanceof Pte.Swap)) {
                return m.withCall(mm, new Protecting(Va.of(i), last, false));
            }
        }
        return m.withCall(mm, null);
    }

    /** The entry as its area now wants it. */
    static Pte.Present changed(Pte.Present entry, Vma vma) {
        Prot most = entry.prot() == Prot.NONE ? Prot.RO : entry.prot();
        return new Pte.Present(entry.page(), vma.entryProt(most), vma.mte(), entry.dirty(), entry.age());
    }

    private static @Nullable Protecting protecting(Machine m, MmId mm) {
        return m.alive(mm) && m.mm(mm).call() instanceof Protecting p ? p : null;
    }

    static Pte.@Nullable Present target(Machine m, MmId mm, Va va) {
        Pte.Present entry = m.mm(mm).present(va);
        return entry == null ? null : changed(entry, m.mm(mm).vmas().at(va));
    }

    /**
     * The first half of {@code mte_sync_tags} for a mapped page: {@code PG_mte_lock} is taken and the tags are cleared.
     * No folio lock is held, so another address space may look at the page now. Stands for: the page table lock, until
     * {@code mprotect.entry}. Guards: address space, call, the entry gone, a huge entry, tags valid or being
     * cleared by this call, tags being cleared by another.
     */
    public record ClearTags(MmId mm) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            if (!m.alive(mm)) {
                return Rejection.NO_SUCH_MM;
            }
            Protecting call = protecting(m, mm);
            if (call == null) {
                return Rejection.NO_SUCH_CALL;
            }
            Pte.Present target = target(m, mm, call.next());
            if (target == null) {
                return Rejection.NOT_PRESENT;
            }
            if (m.mm(mm).leafOf(call.next()) != null) {
                return Rejection.PMD_MAPPED;
            }
            if (call.clearing() || !Room.firstTags(m, target)) {
                return Rejection.TAGS_VALID;
            }
            return Mapping.waitsForTags(m, target);
        }

        @Override
        public Outcome step(Machine m) {
            Protecting call = m.call(mm, Protecting.class);
            Pfn page = m.mm(mm).presentAt(call.next()).page();
            return Outcome.ok(m.withPage(page, m.page(page).withoutTags(TagState.LOCKED))
                    .withCall(mm, new Protecting(call.next(), call.last(), true)));
        }
    }

    /**
     * The next entry gets its area's attributes ({@code change_pte_range}); if reclaim took it meanwhile, it is passed
     * over. A migration entry becomes read-only whatever the area permits, as the kernel does to be safe; tags are left
     * to its remap. A huge entry changes with all its pages, whose first tags are cleared in the same step
     * ({@code change_huge_pmd}). Stands for: the page table lock. Guards: address space, call, tags being cleared by
     * another, tags not cleared.
     */
    public record Entry(MmId mm) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            if (!m.alive(mm)) {
                return Rejection.NO_SUCH_MM;
            }
            Protecting call = protecting(m, mm);
            if (call == null) {
                return Rejection.NO_SUCH_CALL;
            }
            if (call.clearing()) {
                return null;
            }
            for (Va va : m.mm(mm).pagesAt(call.next())) {
                Pte.Present target = target(m, mm, va);
                if (target != null && Mapping.waitsForTags(m, target) != null) {
                    return Mapping.waitsForTags(m, target);
                }
            }
            Pte.Present target = target(m, mm, call.next());
            boolean alone = m.mm(mm).leafOf(call.next()) == null;
            boolean expose = target != null && Room.firstTags(m, target);
            return alone && expose ? Rejection.TAGS_NOT_CLEARED : null;
        }

        @Override
        public Outcome step(Machine m) {
            Protecting call = m.call(mm, Protecting.class);
            List<Va> pages = m.mm(mm).pagesAt(call.next());
            Machine out = m;
            for (Va va : pages) {
                Pte.Present target = target(m, mm, va);
                out = target == null ? withoutPage(out, va) : Mapping.set(out, mm, va, target);
            }
            return Outcome.ok(proceed(out, mm, call.next().index() + pages.size(), call.last()));
        }

        /** An entry without a page that can be touched: on its way, the zero page, or taken by reclaim meanwhile. */
        private Machine withoutPage(Machine m, Va va) {
            Pte pte = m.mm(mm).ptes().get(va);
            if (pte instanceof Pte.Migration migrating) {
                return m.withPte(mm, va, migrating.readOnly());
            }
            Vma vma = m.mm(mm).vmas().at(va);
            return pte instanceof Pte.Zero ? m.withPte(mm, va, new Pte.Zero(vma.prot().readable(), vma.mte())) : m;
        }
    }
}
