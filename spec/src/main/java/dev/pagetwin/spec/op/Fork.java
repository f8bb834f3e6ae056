package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Call.Forking;
import dev.pagetwin.spec.state.Call.ZapReason;
import dev.pagetwin.spec.state.Content;
import dev.pagetwin.spec.state.Mm;
import dev.pagetwin.spec.state.Leaf;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Va;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A child with the parent's areas, none locked ({@code dup_mmap}); {@code fork.entry} then copies the entries one by
 * one. Stands for: {@code mmap_lock} of both, write, until the last entry. Guards: parent, its lock, child id taken.
 *
 * @param mm the parent
 * @param child an address space that does not exist yet
 */
public record Fork(MmId mm, MmId child) implements Op {
    @Override
    public @Nullable Rejection guard(Machine m) {
        Rejection no = Guards.callBegins(m, mm);
        if (no != null) {
            return no;
        }
        return m.alive(child) ? Rejection.MM_EXISTS : null;
    }

    @Override
    public Outcome step(Machine m) {
        Mm parent = m.mm(mm);
        Mm born = Mm.empty(m.bounds().vaIds()).withVmas(parent.vmas().map(vma -> vma.withLocked(false)));
        for (Va va : parent.ghost().keys()) {
            born = born.withGhost(born.ghost().with(va, m.nothingStored()));
        }
        return Outcome.ok(proceed(m.withMm(child, born), mm, child, 0));
    }

    /** The entry as both have it: neither may write, and neither has the page alone. */
    private static Pte shared(Pte pte) {
        if (pte instanceof Pte.Present p) {
            return p.withProt(p.prot().min(Prot.RO));
        }
        if (pte instanceof Pte.Migration e) {
            return e.shared();
        }
        return pte instanceof Pte.Swap s ? s.shared() : pte;
    }

    /** The fork fails, and what there is of the child goes. */
    static Outcome giveUp(Machine m, MmId mm) {
        MmId child = m.call(mm, Forking.class).child();
        Machine over = m.withCall(mm, null);
        return Outcome.failed(Errno.ENOMEM, Zap.begin(over, child, Va.of(0), Guards.last(m.bounds()), ZapReason.EXIT));
    }

    /** The entry at this page has been seen to; on to the next. */
    static Machine proceed(Machine m, MmId mm, Forking call) {
        return proceed(m, mm, call.child(), call.next().index() + 1);
    }

    /** The child's page holds what the parent's does. */
    static Machine withGhost(Machine m, MmId mm, MmId child, Va va) {
        Content stored = m.mm(mm).ghost().at(va);
        return m.withGhost(child, va, g -> stored);
    }

    /** Entries of shared areas are not copied: faults find the page ({@code vma_needs_copy}). */
    private static Machine proceed(Machine m, MmId mm, MmId child, int from) {
        for (Va va : m.mm(mm).ptes().keys()) {
            if (va.index() >= from && !m.mm(mm).vmas().at(va).shared()) {
                return m.withCall(mm, new Forking(child, va));
            }
        }
        return m.withCall(mm, null);
    }

    /**
     * The next entry is copied ({@code copy_pte_range}): a present or migration entry is write-protected on both sides,
     * a swap entry is one more user of its slot; one that reclaim discarded is passed over. No page is exclusive any
     * more. A huge entry is copied with all its pages ({@code copy_huge_pmd}), or split if a page is pinned, and then
     * copied entry by entry. If the count cannot be raised, fork fails and the child is torn down. Stands for: both
     * page table locks. Guards: address space, call, failure where no count is raised, page pinned, which {@code
     * fork-copy} sees to.
     *
     * @param dup whether {@code swap_duplicate} finds room for its count
     */
    public record Entry(MmId mm, Alloc dup) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            if (!m.alive(mm)) {
                return Rejection.NO_SUCH_MM;
            }
            if (!(m.mm(mm).call() instanceof Forking call)) {
                return Rejection.NO_SUCH_CALL;
            }
            if (dup == Alloc.FAILS && m.mm(mm).swap(call.next()) == null) {
                return Rejection.CANNOT_FAIL;
            }
            Pte.Present entry = m.mm(mm).present(call.next());
            boolean huge = m.mm(mm).leafOf(call.next()) != null;
            return !huge && entry != null && Mapping.staysExclusive(m, entry.page()) ? Rejection.PINNED : null;
        }

        @Override
        public Outcome step(Machine m) {
            Forking call = m.call(mm, Forking.class);
            if (dup == Alloc.FAILS) {
                return giveUp(m, mm);
            }
            Va va = call.next();
            Pte pte = m.mm(mm).ptes().get(va);
            if (pte == null) {
                return Outcome.ok(proceed(m, mm, call.child(), va.index() + 1));
            }
            if (pte instanceof Pte.Present p && Mapping.staysExclusive(m, p.page())) {
                return Outcome.ok(Pmd.split(m, mm, va));
            }
            Leaf leaf = m.mm(mm).leaves().get(va);
            Machine out = leaf == null ? m : m.withMm(call.child(), m.mm(call.child()).withLeaf(va, leaf));
            List<Va> pages = m.mm(mm).pagesAt(va);
            for (Va page : pages) {
                out = withGhost(copied(out, call.child(), page), mm, call.child(), page);
            }
            return Outcome.ok(proceed(out, mm, call.child(), va.index() + pages.size()));
        }

        private Machine copied(Machine m, MmId child, Va va) {
            Pte pte = m.mm(mm).ptes().at(va);
            Pte copy = shared(pte);
            Machine out = m.withPte(mm, va, copy).withPte(child, va, copy);
            return pte instanceof Pte.Present p ? Age.accessed(out, child, va).withExclusive(p.page(), false) : out;
        }
    }
}
