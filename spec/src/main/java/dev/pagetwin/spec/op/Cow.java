package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Call.Copying;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.FolioLock;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Page;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.TagState;
import dev.pagetwin.spec.state.Va;
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
        return entry.prot() == Prot.RO ? null : Rejection.NOT_ACCESSIBLE;
    }

    /**
     * Whether the one mapping is all that refers to the page, but for a swap cache that it can be taken out of. The
     * references of a large folio do not tell.
     */
    private static boolean reusable(Machine m, Pfn page) {
        int cache = m.folio(page).cached() ? 1 : 0;
        boolean alone = !m.folio(page).large() && m.references(page) == 1 + cache;
        return alone && (cache == 0 || Release.canFreeSwap(m, page));
    }

    /**
     * Whether nobody else can reach the content of a page of the swap cache, whatever reclaim and the device do. A page
     * that migration has isolated may be wanted by migration entries, so it does not count as exclusive.
     */
    private static boolean exclusive(Machine m, Pfn page) {
        Folio folio = m.folio(page);
        SlotId slot = folio.slot();
        int kernel = 1 + (folio.lock() == FolioLock.RECLAIM ? 1 : 0);
        boolean unwanted = slot != null && m.users(slot) == 0;
        return unwanted && !folio.large() && m.references(page) == 1 + kernel;
    }

    /**
     * The page has one owner, which gets it writable ({@code wp_page_reuse}). Stands for: {@code mmap_lock}, read; page
     * table lock; without {@code keep} also the folio lock. Guards: address space, its lock, area, permission, entry
     * present, entry read-only, nothing to keep, page shared.
     *
     * @param keep whether the page stays in the swap cache, as a page known to be exclusive does; else
     *     {@code folio_free_swap} takes it out if it is there
     */
    public record Reuse(MmId mm, Va va, boolean keep) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = Cow.guard(m, mm, va);
            if (no != null) {
                return no;
            }
            Pfn page = m.mm(mm).presentAt(va).page();
            if (keep && !m.folio(page).cached()) {
                return Rejection.NOT_CACHED;
            }
            return (keep ? exclusive(m, page) : reusable(m, page)) ? null : Rejection.SHARED;
        }

        @Override
        public Outcome step(Machine m) {
            Pte.Present entry = m.mm(mm).presentAt(va);
            Pte.Present writable = entry.withProt(Prot.RW).withDirty(true);
            return Outcome.ok((keep ? m : Release.uncache(m, entry.page())).withPte(mm, va, writable));
        }
    }

    /**
     * The page has other owners, or somebody holds it for a moment: data and tags are copied to a new page
     * ({@code wp_page_copy}, {@code copy_highpage}). Stands for: {@code mmap_lock}, read, until {@code cow.map}; the
     * page table lock is dropped for the copy. Guards: address space, its lock, area, permission, entry present, entry
     * read-only, page exclusive, frame in use.
     *
     * @param page the frame to copy to, or null if none can be allocated
     * @param busy whether somebody holds an extra reference just now, so that a sole owner copies too
     */
    public record Copy(MmId mm, Va va, @Nullable Pfn page, boolean busy) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = Cow.guard(m, mm, va);
            if (no != null) {
                return no;
            }
            if (!busy && reusable(m, m.mm(mm).presentAt(va).page())) {
                return Rejection.EXCLUSIVE;
            }
            return Guards.allocates(m, page);
        }

        @Override
        public Outcome step(Machine m) {
            if (page == null) {
                return Outcome.failed(Errno.ENOMEM, m);
            }
            Pfn from = m.mm(mm).presentAt(va).page();
            Page source = m.page(from);
            Page copy = source.tagged() ? source : source.withoutTags(TagState.UNTAGGED);
            return Outcome.ok(m.withFolio(page, Folio.NEW)
                    .withPage(page, copy)
                    .withCall(mm, new Copying(va, from, page)));
        }
    }

    /**
     * The copy takes the original's place if the entry is still what it was; else it is dropped and the fault starts
     * again. Stands for: {@code mmap_lock}, read; page table lock. Guards: address space, call.
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
            boolean mte = m.mm(mm).vmas().at(call.va()).mte();
            Folio from = m.folio(call.from());
            out = out.withFolio(call.from(), from.withDirty(from.dirty() || entry.dirty()));
            out = Mapping.set(out, mm, call.va(), new Pte.Present(call.to(), Prot.RW, mte, true));
            return Outcome.ok(Release.unmapped(out, call.from()));
        }
    }
}
