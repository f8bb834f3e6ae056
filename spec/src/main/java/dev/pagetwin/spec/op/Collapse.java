package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Call.Collapsing;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.FolioLock;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Page;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Va;
import dev.pagetwin.spec.state.Vma;
import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * khugepaged puts one large folio in the place of the pages of an aligned range ({@code collapse_huge_page}). The page
 * table is taken out, so that nobody reaches the range, and the pages that are there are locked; some entries may be
 * none or of the zero page, but none swapped or migrating. If somebody else holds a page, nothing has happened. Stands
 * for: {@code mmap_lock}, write, and the page table locks, until install or abort; the locks of the folios. Guards:
 * address space, its lock, range, a page without area, alignment, shared area, several areas, permission, an entry
 * swapped or migrating, a huge entry, no page there, folio lock, frames not aligned, a frame in use.
 *
 * @param va the first page of the range
 * @param page the first frame to use, or null if no such folio can be allocated
 * @param busy whether somebody holds an extra reference just now
 */
public record Collapse(MmId mm, Va va, int order, @Nullable Pfn page, boolean busy) implements Op {
    @Override
    public @Nullable Rejection guard(Machine m) {
        Rejection no = Large.range(m, mm, va, order);
        if (no != null) {
            return no;
        }
        if (!m.mm(mm).vmas().at(va).prot().readable()) {
            return Rejection.NOT_PERMITTED;
        }
        for (int i = 0; i < 1 << order; i++) {
            Pte pte = m.mm(mm).ptes().get(va.plus(i));
            if (pte instanceof Pte.Swap || pte instanceof Pte.Migration) {
                return Rejection.NOT_PRESENT;
            }
        }
        if (m.mm(mm).leafOf(va) != null) {
            return Rejection.PMD_MAPPED;
        }
        if (m.managed() && m.mm(mm).vmas().at(va).mte()) {
            return Rejection.NOT_TAGGABLE;
        }
        List<Pfn> sources = sources(m, mm, va, order);
        if (sources.isEmpty()) {
            return Rejection.NOT_PRESENT;
        }
        if (sources.stream().anyMatch(source -> m.folio(source).locked())) {
            return Rejection.FOLIO_LOCKED;
        }
        return Folios.allocates(m, page, order, false);
    }

    @Override
    public Outcome step(Machine m) {
        if (page == null) {
            return Outcome.failed(Errno.ENOMEM, m);
        }
        List<Pfn> sources = sources(m, mm, va, order);
        if (busy || sources.stream().anyMatch(source -> held(m, source))) {
            return Outcome.failed(Errno.EBUSY, m);
        }
        Machine out = m.withFolio(page, Folio.of(order));
        return Outcome.ok(locked(out, sources, FolioLock.COLLAPSE)
                .withCall(mm, new Collapsing(va, order, page, false)));
    }

    /** The pages of the range that are there. */
    private static List<Pfn> sources(Machine m, MmId mm, Va va, int order) {
        List<Pfn> sources = new ArrayList<>();
        for (int i = 0; i < 1 << order; i++) {
            Pte.Present entry = m.mm(mm).present(va.plus(i));
            if (entry != null) {
                sources.add(entry.page());
            }
        }
        return sources;
    }

    /** Whether anybody but mappings and the swap cache holds the page ({@code is_refcount_suitable}). */
    private static boolean held(Machine m, Pfn page) {
        int cache = m.folio(page).cached() ? m.folio(page).pages() : 0;
        return m.references(page) > Folios.mappings(m, page) + cache;
    }

    private static Machine locked(Machine m, List<Pfn> pages, FolioLock lock) {
        Machine out = m;
        for (Pfn page : pages) {
            out = out.withFolio(page, out.folio(page).withLock(lock));
        }
        return out;
    }

    private static @Nullable Collapsing collapsing(Machine m, MmId mm) {
        return m.alive(mm) && m.mm(mm).call() instanceof Collapsing c ? c : null;
    }

    private static @Nullable Rejection guard(Machine m, MmId mm) {
        if (!m.alive(mm)) {
            return Rejection.NO_SUCH_MM;
        }
        return collapsing(m, mm) == null ? Rejection.NO_SUCH_CALL : null;
    }

    /**
     * Each page is copied with its tags, and zeroed where there was none; that one has no tags until it is mapped
     * ({@code __collapse_huge_page_copy}). Guards: address space, call, copied already.
     */
    public record Copy(MmId mm) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = Collapse.guard(m, mm);
            if (no != null) {
                return no;
            }
            return m.call(mm, Collapsing.class).copied() ? Rejection.COPIED : null;
        }

        @Override
        public Outcome step(Machine m) {
            Collapsing call = m.call(mm, Collapsing.class);
            Page zeroed = m.bounds().profile().scrub() ? m.blank().withTags(m.nothingStored().tags()) : m.blank();
            Machine out = m.withCall(mm, new Collapsing(call.va(), call.order(), call.to(), true));
            for (int i = 0; i < 1 << call.order(); i++) {
                Pte.Present entry = m.mm(mm).present(call.va().plus(i));
                Page copy = entry == null ? zeroed : Folios.copy(m.page(entry.page()));
                out = out.withPage(call.to().plus(i), copy);
            }
            return Outcome.ok(out);
        }
    }

    /**
     * The large folio takes the place of the pages, which are unlocked, and freed if nobody else wants them. Guards:
     * address space, call, not copied yet.
     */
    public record Install(MmId mm) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = Collapse.guard(m, mm);
            if (no != null) {
                return no;
            }
            return m.call(mm, Collapsing.class).copied() ? null : Rejection.NOT_COPIED;
        }

        @Override
        public Outcome step(Machine m) {
            Collapsing call = m.call(mm, Collapsing.class);
            Vma vma = m.mm(mm).vmas().at(call.va());
            List<Pfn> sources = sources(m, mm, call.va(), call.order());
            Machine out = locked(m.withCall(mm, null), sources, FolioLock.NONE);
            for (int i = 0; i < 1 << call.order(); i++) {
                Va va = call.va().plus(i);
                Pte.Present entry = m.mm(mm).present(va);
                if (entry != null && entry.dirty()) {
                    out = out.withFolio(entry.page(), out.folio(entry.page()).withDirty(true));
                }
                out = Mapping.setNew(out, mm, va, new Pte.Present(call.to().plus(i), vma.prot(), vma.mte(), true));
            }
            for (Pfn source : sources) {
                out = out.free(source) ? out : Release.unmapped(out, source);
            }
            return Outcome.ok(out);
        }
    }

    /** khugepaged gives up, and everything is as it was. Guards: address space, call. */
    public record Abort(MmId mm) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            return Collapse.guard(m, mm);
        }

        @Override
        public Outcome step(Machine m) {
            Collapsing call = m.call(mm, Collapsing.class);
            List<Pfn> sources = sources(m, mm, call.va(), call.order());
            Machine out = locked(m.withCall(mm, null), sources, FolioLock.NONE);
            return Outcome.ok(Release.put(out, call.to()));
        }
    }
}
