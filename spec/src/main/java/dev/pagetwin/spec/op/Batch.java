package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Call.Forking;
import dev.pagetwin.spec.state.Call.Moving;
import dev.pagetwin.spec.state.Call.Protecting;
import dev.pagetwin.spec.state.Call.ZapReason;
import dev.pagetwin.spec.state.Call.Zapping;
import dev.pagetwin.spec.state.Content;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Va;
import java.util.List;
import java.util.function.Predicate;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Entries of one large folio that are taken together, under one page table lock, where {@code fork.entry} and the like
 * take one ({@code folio_pte_batch}). The rest of a batch is that of each entry after the other; what was written
 * through one of them counts for all that are made from it.
 */
public final class Batch {
    private Batch() {}

    /**
     * {@code copy_present_ptes}: the next entries of a fork. Stands for: both page table locks. Guards: address space,
     * call, page pinned, no two entries alike.
     */
    public record Fork(MmId mm) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = new dev.pagetwin.spec.op.Fork.Entry(mm, Alloc.OK).guard(m);
            return no == null && run(m).size() < 2 ? Rejection.NOT_LARGE : no;
        }

        private List<Va> run(Machine m) {
            Va next = m.call(mm, Forking.class).next();
            return Runs.alike(m, mm, next, Guards.last(m.bounds()), page -> !Mapping.staysExclusive(m, page));
        }

        @Override
        public Outcome step(Machine m) {
            List<Va> run = run(m);
            Machine out = m;
            for (Va va : run) {
                out = new dev.pagetwin.spec.op.Fork.Entry(mm, Alloc.OK).step(out).machine();
            }
            MmId child = m.call(mm, Forking.class).child();
            return Outcome.ok(Runs.anyDirty(m, mm, run) ? Runs.withDirty(out, child, run, true) : out);
        }
    }

    /**
     * {@code zap_present_folio_ptes}: the first entries of a range that is being zapped. Stands for: the page table
     * lock. Guards: address space, call, no two entries alike.
     */
    public record Zap(MmId mm) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = new dev.pagetwin.spec.op.Zap(mm).guard(m);
            return no == null && run(m).size() < 2 ? Rejection.NOT_LARGE : no;
        }

        private List<Va> run(Machine m) {
            Zapping call = m.call(mm, Zapping.class);
            return Runs.alike(m, mm, m.mm(mm).firstPopulated(call.first(), call.last()), call.last(), page -> true);
        }

        @Override
        public Outcome step(Machine m) {
            return Runs.each(m, mm, run(m), new dev.pagetwin.spec.op.Zap(mm));
        }
    }

    /**
     * {@code move_ptes}: the next entries of a move. Stands for: both page table locks. Guards: address space, call, no
     * two entries alike.
     */
    public record Move(MmId mm) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = new Mremap.Entry(mm, Alloc.OK).guard(m);
            return no == null && run(m).size() < 2 ? Rejection.NOT_LARGE : no;
        }

        private List<Va> run(Machine m) {
            Moving call = m.call(mm, Moving.class);
            return Runs.alike(m, mm, call.next(), call.lastMoved(), page -> true);
        }

        @Override
        public Outcome step(Machine m) {
            return Runs.each(m, mm, run(m), new Mremap.Entry(mm, Alloc.OK));
        }
    }

    /**
     * {@code change_present_ptes}: the next entries of an mprotect, as many as need no first tags. Stands for: the page
     * table lock. Guards: address space, call, tags being cleared by another, tags to be cleared, no two entries alike.
     */
    public record Protect(MmId mm) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = new Mprotect.Entry(mm).guard(m);
            return no == null && run(m).size() < 2 ? Rejection.NOT_LARGE : no;
        }

        private List<Va> run(Machine m) {
            Protecting call = m.call(mm, Protecting.class);
            Pte.Present target = Mprotect.target(m, mm, call.next());
            Predicate<Pfn> ready = page -> target == null || !Room.firstTags(m, target.withPage(page));
            return Runs.alike(m, mm, call.next(), call.last(), ready);
        }

        @Override
        public Outcome step(Machine m) {
            return Runs.each(m, mm, run(m), new Mprotect.Entry(mm));
        }
    }

    /**
     * {@code madvise_free_pte_range} for a whole large folio: what {@code lazy-free.mark} does to a page, {@code
     * clear_young_dirty_ptes} included. Stands for: {@code mmap_lock}, read; page table lock; folio lock. Guards:
     * address space, its lock, area, shared area, locked area, no whole folio.
     */
    public record Free(MmId mm, Va va) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = Guards.privateFaultBegins(m, mm, va);
            no = no == null ? Guards.notLocked(m, mm, va, 1) : no;
            return no == null && Runs.whole(m, mm, va).isEmpty() ? Rejection.NOT_LARGE : no;
        }

        @Override
        public Outcome step(Machine m) {
            List<Va> run = Runs.whole(m, mm, va);
            Pfn page = m.mm(mm).presentAt(va).page();
            Machine out = passes(m, page) ? marked(m, run, page) : m;
            for (Va one : run) {
                out = out.withGhost(mm, one, Content::letGo);
            }
            return Outcome.ok(out);
        }

        private static boolean passes(Machine m, Pfn page) {
            Folio folio = m.folio(page);
            boolean held = folio.cached() && (folio.locked() || !Release.canFreeSwap(m, page));
            return Folios.mappings(m, page) == folio.pages() && !held && !(folio.dirty() && folio.locked());
        }

        private Machine marked(Machine m, List<Va> run, Pfn page) {
            Machine out = Release.uncache(m, page);
            Folio folio = out.folio(page).withDirty(false).withLazyFree(true);
            return Age.aged(Runs.withDirty(out.withFolio(m.head(page), folio), mm, run, false), mm, page);
        }
    }

    /**
     * {@code folio_unmap_pte_batch}, for a large folio that was let go: all of it goes, or, if some page was written to
     * since or somebody refers to it, none. Stands for: folio lock and page table lock. Guards: address space, entry
     * present, page table lock, folio lock, folio not marked, locked area, no whole folio.
     *
     * @param busy whether somebody holds an extra reference just now
     */
    public record Discard(MmId mm, Va va, boolean busy) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = LazyFree.discards(m, mm, va);
            return no == null && Runs.whole(m, mm, va).isEmpty() ? Rejection.NOT_LARGE : no;
        }

        @Override
        public Outcome step(Machine m) {
            List<Va> run = Runs.whole(m, mm, va);
            Pfn page = m.mm(mm).presentAt(va).page();
            boolean dirty = m.folio(page).dirty() || Runs.anyDirty(m, mm, run);
            if (busy || dirty || m.references(page) > Folios.mappings(m, page)) {
                Folio kept = m.folio(page).withDirty(dirty).withLazyFree(false);
                return Outcome.failed(Errno.EBUSY, m.withFolio(m.head(page), kept));
            }
            Machine out = m;
            for (Va one : run) {
                Pfn unmapped = m.mm(mm).presentAt(one).page();
                ZapReason reason = m.mm(mm).vmas().has(one) ? ZapReason.DONTNEED : ZapReason.MUNMAP;
                out = out.withMm(mm, dev.pagetwin.spec.op.Zap.forget(out, out.mm(mm), one, reason).withoutPte(one));
                out = out.mappings(unmapped) > 0 ? out : out.withExclusive(unmapped, false);
            }
            return Outcome.ok(Release.put(out, page));
        }
    }
}
