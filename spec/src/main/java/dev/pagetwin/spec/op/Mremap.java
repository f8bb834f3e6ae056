package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Call.Moving;
import dev.pagetwin.spec.state.Call.ZapReason;
import dev.pagetwin.spec.state.Content;
import dev.pagetwin.spec.state.Leaf;
import dev.pagetwin.spec.state.Mm;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Va;
import dev.pagetwin.spec.state.Vma;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Part of an area is resized where it is, or moved ({@code mremap}). Moving unmaps what lies at the destination and
 * what a smaller size cuts off ({@code mremap.clear}), then moves the entries one by one, whatever they are
 * ({@code mremap.entry}); the areas at the old place go with the last one. If it fails, what lay at the destination and
 * what was cut off is gone. Stands for: {@code mmap_lock}, write, until the last entry. Guards: address space, its
 * lock, range, a page without area, new range, it overlaps the old one, what stays lies in different areas, room. The
 * kernel finds different areas only after it has unmapped the destination; here nothing has happened.
 *
 * @param len pages, at least 1
 * @param size the new length in pages, at least 1
 * @param to the new place ({@code MREMAP_FIXED}), or null to stay
 */
public record Mremap(MmId mm, Va va, int len, int size, @Nullable Va to) implements Op {
    @Override
    public @Nullable Rejection guard(Machine m) {
        Rejection no = Guards.rangeCallBegins(m, mm, va, len);
        if (no != null) {
            return no;
        }
        if (!m.bounds().inRange(to == null ? va : to, size)) {
            return Rejection.OUT_OF_RANGE;
        }
        if (to != null && overlaps(to)) {
            return Rejection.OVERLAPS;
        }
        if (to == null && size <= len) {
            return null;
        }
        Vma area = m.mm(mm).vmas().at(va);
        if (area.offset() != null && !m.bounds().inFile(area.offset(), size)) {
            return Rejection.OUT_OF_RANGE;
        }
        for (int i = 1; i < Math.min(len, size); i++) {
            if (!m.mm(mm).vmas().at(va.plus(i)).equals(area.plus(i))) {
                return Rejection.NOT_ONE_AREA;
            }
        }
        return to == null ? growGuard(m) : null;
    }

    private @Nullable Rejection growGuard(Machine m) {
        for (int i = len; i < size; i++) {
            if (m.mm(mm).vmas().has(va.plus(i))) {
                return Rejection.ALREADY_MAPPED;
            }
        }
        return null;
    }

    private boolean overlaps(Va place) {
        return place.index() < va.index() + len && va.index() < place.index() + size;
    }

    @Override
    public Outcome step(Machine m) {
        if (to != null) {
            return Outcome.ok(begin(m, new Moving(va, len, to, size)));
        }
        if (size < len) {
            return Outcome.ok(Zap.begin(m, mm, va.plus(size), Guards.last(va, len), ZapReason.MUNMAP));
        }
        return Outcome.ok(withAreas(m, mm, va.plus(len), size - len, m.mm(mm).vmas().at(va), len));
    }

    /** The destination and the tail lose their areas, and what is populated there has to be cleared first. */
    private Machine begin(Machine m, Moving call) {
        Mm space = split(m, call).mm(mm);
        for (Va page : m.bounds().vaIds()) {
            if (call.clears(page)) {
                space = space.withVmas(space.vmas().without(page));
                space = space.ptes().has(page) ? space : space.withGhost(space.ghost().without(page));
            }
        }
        return startIfClear(m.withMm(mm, space), mm, call);
    }

    /** Huge entries that reach over an end, or cannot move whole as the new place is not as aligned, are split. */
    private Machine split(Machine m, Moving call) {
        Machine out = Pmd.splitAcross(m, mm, call.to(), Guards.last(call.to(), size));
        out = Pmd.splitAcross(Pmd.splitAcross(out, mm, va, Guards.last(va, len)), mm, va, call.lastMoved());
        for (Va page = va; page.index() <= call.lastMoved().index(); page = page.plus(1)) {
            boolean fits = Bounds.aligned(call.to().index() - va.index(), m.bounds().order(), Integer.MAX_VALUE);
            out = fits ? out : Pmd.split(out, mm, page);
        }
        return out;
    }

    /** With nothing left to clear, the new area is there ({@code copy_vma}), and the entries begin to move. */
    private static Machine startIfClear(Machine m, MmId mm, Moving call) {
        if (toClear(m, mm, call) != null) {
            return m.withCall(mm, call);
        }
        Machine out = withAreas(m, mm, call.to(), call.size(), m.mm(mm).vmas().at(call.from()), 0);
        return proceed(out, mm, call, call.from());
    }

    /** New areas of which nothing is populated: the area as it goes on so many pages from its beginning. */
    private static Machine withAreas(Machine m, MmId mm, Va first, int count, Vma area, int from) {
        Mm space = m.mm(mm);
        for (int i = 0; i < count; i++) {
            Va page = first.plus(i);
            space = space.withVmas(space.vmas().with(page, area.plus(from + i)));
            space = area.shared() ? space : space.withGhost(space.ghost().with(page, m.nothingStored()));
        }
        return m.withMm(mm, space);
    }

    private static @Nullable Va toClear(Machine m, MmId mm, Moving call) {
        for (Va page : m.mm(mm).ptes().keys()) {
            if (call.clears(page)) {
                return page;
            }
        }
        return null;
    }

    /** The call at the first entry to move from here on; or over, and the old place has no areas any more. */
    private static Machine proceed(Machine m, MmId mm, Moving call, Va from) {
        Mm space = m.mm(mm);
        Va next = space.firstPopulated(from, call.lastMoved());
        if (next != null) {
            return m.withCall(mm, call.at(next));
        }
        for (int i = 0; i < call.len(); i++) {
            Va page = call.from().plus(i);
            space = space.withVmas(space.vmas().without(page)).withGhost(space.ghost().without(page));
        }
        return m.withMm(mm, space.withCall(null));
    }

    private static @Nullable Moving moving(Machine m, MmId mm) {
        return m.mm(mm).call() instanceof Moving call ? call : null;
    }

    /**
     * What lies at the destination, or behind a smaller size, goes, one entry a step ({@code zap_pte_range}). Stands
     * for: the page table lock. Guards: address space, call, nothing left to clear.
     */
    public record Clear(MmId mm) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            if (!m.alive(mm)) {
                return Rejection.NO_SUCH_MM;
            }
            Moving call = moving(m, mm);
            return call == null || call.next() != null ? Rejection.NO_SUCH_CALL : null;
        }

        @Override
        public Outcome step(Machine m) {
            Moving call = m.call(mm, Moving.class);
            Va page = toClear(m, mm, call);
            Machine out = page == null ? m : Zap.whole(m, mm, page, ZapReason.MUNMAP);
            return Outcome.ok(startIfClear(out, mm, call));
        }
    }

    /**
     * The next entry is moved as it is ({@code move_ptes}), and with it what the program stored; one that reclaim
     * discarded is passed over. A huge entry moves with all its pages ({@code move_huge_pmd}). If there is no page
     * table for it, the entries moved so far go back the same way, and mremap fails. Stands for: both page table
     * locks. Guards: address space, call, failure while going back.
     *
     * @param table whether a page table for the new place can be had
     */
    public record Entry(MmId mm, Alloc table) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            if (!m.alive(mm)) {
                return Rejection.NO_SUCH_MM;
            }
            Moving call = moving(m, mm);
            if (call == null || call.next() == null) {
                return Rejection.NO_SUCH_CALL;
            }
            return table == Alloc.FAILS && call.back() ? Rejection.CANNOT_FAIL : null;
        }

        @Override
        public Outcome step(Machine m) {
            Moving call = m.call(mm, Moving.class);
            if (table == Alloc.FAILS) {
                Moving back = call.reversed();
                return Outcome.failed(Errno.ENOMEM, proceed(m, mm, back, back.from()));
            }
            Va from = call.next();
            if (from == null) {
                throw new IllegalStateException("guard");
            }
            Mm space = m.mm(mm);
            Leaf leaf = space.leaves().get(from);
            Mm moved = leaf == null ? space : space.withoutLeaf(from).withLeaf(call.target(from), leaf);
            List<Va> pages = space.pagesAt(from);
            for (Va page : pages) {
                moved = moved(m, moved, page, call.target(page));
            }
            return Outcome.ok(proceed(m.withMm(mm, moved), mm, call, from.plus(pages.size())));
        }

        private static Mm moved(Machine m, Mm space, Va from, Va to) {
            Pte pte = space.ptes().get(from);
            if (pte == null) {
                return space;
            }
            Content stored = space.ghost().get(from);
            Mm moved = space.withoutPte(from).withPte(to, pte).withPinDisplaced(from);
            return stored == null
                    ? moved
                    : moved.withGhost(moved.ghost().with(from, m.nothingStored()).with(to, stored));
        }
    }
}
