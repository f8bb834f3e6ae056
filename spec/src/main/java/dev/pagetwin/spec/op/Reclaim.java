package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Profile.Device;
import dev.pagetwin.spec.Profile.SaveAt;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.FolioLock;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Page;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.Va;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A page on its way out ({@code shrink_folio_list}): to the swap cache, out of the page tables, to the device, free.
 */
public final class Reclaim {
    private Reclaim() {}

    private static @Nullable Rejection isolated(Machine m, Pfn page) {
        return Guards.isolated(m, page, FolioLock.RECLAIM);
    }

    private static Machine unlocked(Machine m, Pfn page) {
        return m.withFolio(page, m.folio(page).withLock(FolioLock.NONE));
    }

    /**
     * A mapped folio is locked and gets a slot a page ({@code add_to_swap}). Stands for: folio lock, until writeback,
     * drop or putback. Guards: page free, folio lock, in the swap cache, lazily freed, in the page cache, mapped by
     * nobody, pinned, area, slots not aligned, a slot in use, room in an area of higher priority.
     *
     * @param slot the first slot to use, or null if none are found
     */
    public record AddToSwap(Pfn page, @Nullable SlotId slot) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            if (m.free(page)) {
                return Rejection.PAGE_FREE;
            }
            Folio folio = m.folio(page);
            if (folio.locked()) {
                return Rejection.FOLIO_LOCKED;
            }
            if (folio.cached() || folio.lazyFree()) {
                return folio.cached() ? Rejection.CACHED : Rejection.LAZY_FREE;
            }
            if (m.file().holds(page)) {
                return Rejection.FILE_BACKED;
            }
            if (Folios.mappings(m, page) == 0) {
                return Rejection.NOT_MAPPED;
            }
            return Folios.pins(m, page) > 0 ? Rejection.PINNED : Guards.takesSlots(m, slot, folio.order());
        }

        @Override
        public Outcome step(Machine m) {
            if (slot == null) {
                return Outcome.failed(Errno.ENOSPC, m);
            }
            Folio folio = m.folio(page).withDirty(true).withLock(FolioLock.RECLAIM);
            return Outcome.ok(Folios.cached(m.withFolio(page, folio), page, slot));
        }
    }

    /**
     * A page that is in the swap cache already is locked. Guards: page free, folio lock, not in the swap cache, being
     * written.
     */
    public record Isolate(Pfn page) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            return Guards.cachedAndQuiet(m, page);
        }

        @Override
        public Outcome step(Machine m) {
            return Outcome.ok(m.withFolio(page, m.folio(page).withLock(FolioLock.RECLAIM)));
        }
    }

    /**
     * One entry of an isolated page becomes a swap entry ({@code try_to_unmap_one}), which keeps that the page was
     * exclusive; a pinned page has to stay so. A failure puts the old entry back, and whatever was counted. Stands for:
     * folio lock and page table lock. Guards: address space, entry present, a huge entry, page table lock, folio
     * isolated, locked area, failures where they cannot be.
     *
     * @param dup whether {@code swap_duplicate} finds room for its count
     * @param tagalloc whether the design can store the tags, where it saves them here
     */
    public record Unmap(MmId mm, Va va, Alloc dup, Alloc tagalloc) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = Guards.takesEntry(m, mm, va);
            if (no != null) {
                return no;
            }
            Pte.Present entry = m.mm(mm).presentAt(va);
            if (m.folio(entry.page()).lock() != FolioLock.RECLAIM) {
                return Rejection.NOT_ISOLATED;
            }
            no = Guards.notLocked(m, mm, va, 1);
            if (no != null) {
                return no;
            }
            boolean shown = entry.tagged() || !m.bounds().profile().scrub();
            boolean saves = savesAt(m, SaveAt.UNMAP, entry.page()) && shown && dup == Alloc.OK;
            return tagalloc == Alloc.FAILS && !saves ? Rejection.CANNOT_FAIL : null;
        }

        @Override
        public Outcome step(Machine m) {
            if (dup == Alloc.FAILS || tagalloc == Alloc.FAILS) {
                return Outcome.failed(Errno.ENOMEM, m);
            }
            Pfn page = m.mm(mm).presentAt(va).page();
            if (Mapping.staysExclusive(m, page)) {
                return Outcome.failed(Errno.EBUSY, m);
            }
            SlotId slot = Folios.slot(m, page);
            Pte.Swap away = new Pte.Swap(slot, m.page(page).exclusive());
            return Outcome.ok(Mapping.replace(saved(m, SaveAt.UNMAP, page, slot), mm, va, away));
        }
    }

    static boolean savesAt(Machine m, SaveAt site, Pfn page) {
        return m.bounds().profile().save() == site && m.page(page).tagged();
    }

    private static boolean anyToSave(Machine m, Pfn page) {
        return m.pagesOf(page).stream().anyMatch(one -> savesAt(m, SaveAt.WRITEBACK, one)) && Folios.users(m, page) > 0;
    }

    /** If this is where tags are saved, the slot owes the page's from now on. */
    static Machine saved(Machine m, SaveAt site, Pfn page, SlotId slot) {
        Page due = m.slot(slot).due().withTags(m.page(page).tags());
        return savesAt(m, site, page) ? m.withSlot(slot, m.slot(slot).withDue(due)) : m;
    }

    /**
     * The unmapped folio goes to the device, its tags with it ({@code swap_writepage}). Nobody left to swap it in: it
     * leaves the swap cache instead. Tags that cannot be saved: it stays in the swap cache, dirty. Stands for: folio
     * lock. Guards: page free, folio isolated, still mapped, clean, failure where it cannot be.
     *
     * @param tagalloc whether the design can store the tags, where it saves them here
     */
    public record Writeback(Pfn page, Alloc tagalloc) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = isolated(m, page);
            if (no != null) {
                return no;
            }
            if (Folios.mappings(m, page) > 0) {
                return Rejection.STILL_MAPPED;
            }
            if (!m.folio(page).dirty()) {
                return Rejection.CLEAN;
            }
            return tagalloc == Alloc.FAILS && !anyToSave(m, page) ? Rejection.CANNOT_FAIL : null;
        }

        @Override
        public Outcome step(Machine m) {
            if (Folios.users(m, page) == 0) {
                return Outcome.ok(Release.uncache(unlocked(m, page), page));
            }
            if (tagalloc == Alloc.FAILS) {
                return Outcome.failed(Errno.ENOMEM, unlocked(m, page));
            }
            boolean later = m.bounds().profile().device() == Device.ASYNC;
            Folio written = m.folio(page).withDirty(false).withWriteback(later);
            Machine out = m.withFolio(page, later ? written.withLock(FolioLock.NONE) : written);
            for (Pfn one : m.pagesOf(page)) {
                out = saved(out, SaveAt.WRITEBACK, one, Folios.slot(m, one));
            }
            return Outcome.ok(out);
        }
    }

    /** The device has written the page ({@code folio_end_writeback}). Guards: page free, not being written. */
    public record EndWriteback(Pfn page) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            if (m.free(page)) {
                return Rejection.PAGE_FREE;
            }
            return m.folio(page).writeback() ? null : Rejection.NOT_UNDER_WRITEBACK;
        }

        @Override
        public Outcome step(Machine m) {
            return Outcome.ok(m.withFolio(page, m.folio(page).withWriteback(false)));
        }
    }

    /**
     * An unmapped clean folio leaves memory ({@code __remove_mapping}), and its slots owe the data; if somebody else
     * holds it, it is put back. Stands for: folio lock. Guards: page free, folio isolated, still mapped, dirty.
     *
     * @param busy whether somebody holds an extra reference just now
     */
    public record Drop(Pfn page, boolean busy) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = isolated(m, page);
            if (no != null) {
                return no;
            }
            if (Folios.mappings(m, page) > 0) {
                return Rejection.STILL_MAPPED;
            }
            return m.folio(page).dirty() ? Rejection.DIRTY : null;
        }

        @Override
        public Outcome step(Machine m) {
            if (busy || m.references(page) > Folios.own(m.folio(page))) {
                return Outcome.failed(Errno.EBUSY, unlocked(m, page));
            }
            return Outcome.ok(Folios.removed(m, page));
        }
    }

    /** Reclaim gives up on the page and unlocks it ({@code putback_lru_folio}). Guards: page free, folio isolated. */
    public record Putback(Pfn page) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            return isolated(m, page);
        }

        @Override
        public Outcome step(Machine m) {
            return Outcome.ok(unlocked(m, page));
        }
    }
}
