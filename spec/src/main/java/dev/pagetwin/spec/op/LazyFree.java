package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Call.ZapReason;
import dev.pagetwin.spec.state.Content;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Va;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * {@code MADV_FREE}: a program lets the content of its pages go, and finds either that content or zeroes until it
 * stores again, data and tags together. Reclaim decides, page by page, unless somebody has written since.
 */
public final class LazyFree {
    private LazyFree() {}

    /** An entry of a page that was let go is about to be dropped. */
    static @Nullable Rejection discards(Machine m, MmId mm, Va va) {
        Rejection no = Guards.takesEntry(m, mm, va);
        if (no != null) {
            return no;
        }
        Folio folio = m.folio(m.mm(mm).presentAt(va).page());
        if (folio.locked()) {
            return Rejection.FOLIO_LOCKED;
        }
        return folio.lazyFree() ? Guards.notLocked(m, mm, va, 1) : Rejection.NOT_LAZY_FREE;
    }

    /**
     * One page of a range is let go ({@code madvise_free_pte_range}); a range is that for one page after the other. A
     * swap entry is freed at once; a page is made clean, taken out of the swap cache, and marked. It is passed over if
     * others map it, if it has something to write and is locked, if its slot has users, or if its folio would have to
     * be split. Stands for: {@code mmap_lock}, read; page table lock; folio lock. Guards: address space, its lock,
     * area, shared area, locked area, a huge entry.
     *
     * <p>The kernel asks how often a page is mapped only where the folio is dirty or in the swap cache. A page that was
     * read past the swap cache is neither, and after fork its content would vanish for the child too.
     */
    public record Mark(MmId mm, Va va) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = Guards.privateFaultBegins(m, mm, va);
            if (no == null) {
                no = Guards.notLocked(m, mm, va, 1);
            }
            if (no != null) {
                return no;
            }
            return m.mm(mm).leafOf(va) == null ? null : Rejection.PMD_MAPPED;
        }

        @Override
        public Outcome step(Machine m) {
            Pte pte = m.mm(mm).ptes().get(va);
            if (pte instanceof Pte.Swap) {
                return Outcome.ok(Zap.entry(m, mm, va, ZapReason.DONTNEED));
            }
            if (!(pte instanceof Pte.Present entry)) {
                return Outcome.ok(m);
            }
            return Outcome.ok((passes(m, entry.page()) ? marked(m, entry) : m).withGhost(mm, va, Content::letGo));
        }

        private static boolean passes(Machine m, Pfn page) {
            Folio folio = m.folio(page);
            boolean asks = folio.cached() || folio.dirty();
            boolean stays = folio.cached() && !Release.canFreeSwap(m, page);
            return !folio.large() && m.mappings(page) == 1 && !stays && !(asks && folio.locked());
        }

        private Machine marked(Machine m, Pte.Present entry) {
            Machine out = Release.uncache(m, entry.page());
            Folio folio = out.folio(entry.page()).withDirty(false).withLazyFree(true);
            return out.withFolio(entry.page(), folio).withPte(mm, va, entry.withDirty(false));
        }
    }

    /**
     * Reclaim drops one entry of a page that was let go, and the page with the last one ({@code try_to_unmap_one}): the
     * program reads zero from now on. If the page was written to since, or somebody refers to it besides its entries,
     * it stays, and is to be swapped out like any other. Stands for: folio lock and page table lock. Guards: address
     * space, entry present, a huge entry, page table lock, folio lock, folio not marked, locked area, large folio.
     *
     * @param busy whether somebody holds an extra reference just now
     */
    public record Discard(MmId mm, Va va, boolean busy) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = discards(m, mm, va);
            return no == null && m.folio(m.mm(mm).presentAt(va).page()).large() ? Rejection.LARGE : no;
        }

        @Override
        public Outcome step(Machine m) {
            Pte.Present entry = m.mm(mm).presentAt(va);
            Pfn page = entry.page();
            Folio folio = m.folio(page);
            boolean dirty = folio.dirty() || entry.dirty();
            if (busy || dirty || m.references(page) > m.mappings(page)) {
                Folio kept = folio.withDirty(dirty).withLazyFree(false);
                return Outcome.failed(Errno.EBUSY, m.withFolio(page, kept));
            }
            ZapReason reason = m.mm(mm).vmas().has(va) ? ZapReason.DONTNEED : ZapReason.MUNMAP;
            Machine out = m.withMm(mm, Zap.forget(m, m.mm(mm), va, reason).withoutPte(va));
            return Outcome.ok(Release.put(out, page));
        }
    }
}
