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
        Mm space = m.mm(mm);
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
    private static Pte.Present changed(Pte.Present entry, Vma vma) {
        Prot most = entry.prot() == Prot.NONE ? Prot.RO : entry.prot();
        return new Pte.Present(entry.page(), vma.entryProt(most), vma.mte(), entry.dirty());
    }

    private static @Nullable Protecting protecting(Machine m, MmId mm) {
        return m.alive(mm) && m.mm(mm).call() instanceof Protecting p ? p : null;
    }

    private static Pte.@Nullable Present target(Machine m, MmId mm, Protecting call) {
        Pte.Present entry = m.mm(mm).present(call.next());
        return entry == null ? null : changed(entry, m.mm(mm).vmas().at(call.next()));
    }

    /**
     * The first half of {@code mte_sync_tags} for a mapped page: {@code PG_mte_lock} is taken and the tags are cleared.
     * No folio lock is held, so another address space may look at the page now. Stands for: the page table lock, until
     * {@code mprotect.entry}. Guards: address space, call, the entry gone, tags valid or being cleared by this call,
     * tags being cleared by another.
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
            Pte.Present target = target(m, mm, call);
            if (target == null) {
                return Rejection.NOT_PRESENT;
            }
            if (call.clearing() || !target.exposesTags() || m.page(target.page()).tagged()) {
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
     * to its remap. Stands for: the page table lock. Guards: address space, call, tags being cleared by another, tags
     * not cleared.
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
            Pte.Present target = target(m, mm, call);
            if (target == null || call.clearing()) {
                return null;
            }
            Rejection wait = Mapping.waitsForTags(m, target);
            if (wait != null) {
                return wait;
            }
            boolean expose = target.exposesTags() && !m.page(target.page()).tagged();
            return expose ? Rejection.TAGS_NOT_CLEARED : null;
        }

        @Override
        public Outcome step(Machine m) {
            Protecting call = m.call(mm, Protecting.class);
            Pte.Present target = target(m, mm, call);
            Machine out = target == null ? withoutPage(m, call.next()) : Mapping.set(m, mm, call.next(), target);
            return Outcome.ok(proceed(out, mm, call.next().index() + 1, call.last()));
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
