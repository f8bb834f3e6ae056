package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Profile.SaveAt;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.FileEntry;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.FolioLock;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Offset;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Slot;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.SlotState;
import dev.pagetwin.spec.state.Va;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A page of the file on its way out ({@code shrink_folio_list}): out of the page tables, then from the page cache to
 * the swap cache, where {@link Reclaim} goes on with it as with any page. A page that was never written to, which the
 * kernel would drop, goes the same way.
 */
public final class Pageout {
    private Pageout() {}

    private static @Nullable Rejection isolated(Machine m, Pfn page) {
        return Guards.isolated(m, page, FolioLock.PAGEOUT);
    }

    private static Machine unlocked(Machine m, Pfn page) {
        return m.withFolio(page, m.folio(page).withLock(FolioLock.NONE));
    }

    /**
     * A page of the page cache is locked ({@code isolate_lru_folios}). Stands for: folio lock, until writepage fails or
     * putback, and beyond a writepage that succeeds. Guards: page free, folio lock, not in the page cache.
     */
    public record Isolate(Pfn page) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            if (m.free(page)) {
                return Rejection.PAGE_FREE;
            }
            if (m.folio(page).locked()) {
                return Rejection.FOLIO_LOCKED;
            }
            return m.file().holds(page) ? null : Rejection.NOT_FILE_BACKED;
        }

        @Override
        public Outcome step(Machine m) {
            return Outcome.ok(m.withFolio(page, m.folio(page).withLock(FolioLock.PAGEOUT)));
        }
    }

    /**
     * One entry of an isolated page goes, and leaves nothing behind, since the file has the page ({@code
     * try_to_unmap_one} of a page that is not anonymous). Stands for: folio lock and page table lock. Guards: address
     * space, entry present, a huge entry, page table lock, folio isolated, locked area.
     */
    public record Unmap(MmId mm, Va va) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = Guards.takesEntry(m, mm, va);
            no = no == null ? isolated(m, m.mm(mm).presentAt(va).page()) : no;
            return no == null ? Guards.notLocked(m, mm, va, 1) : no;
        }

        @Override
        public Outcome step(Machine m) {
            Pte.Present entry = m.mm(mm).presentAt(va);
            Folio folio = m.folio(entry.page());
            return Outcome.ok(m.withFolio(entry.page(), folio.withDirty(folio.dirty() || entry.dirty()))
                    .withMm(mm, m.mm(mm).withoutPte(va)));
        }
    }

    /**
     * The unmapped page gets a slot, moves to the swap cache, and the file has the slot instead ({@code
     * shmem_writepage}); {@code reclaim.writeback} then writes it. If there is no slot, it stays in the page cache.
     * Where tags are saved at unmap, this is the last moment to save a shared page's, and that may fail. Stands for:
     * folio lock. Guards: page free, folio isolated, still mapped, area, slot in use, room in an area of higher
     * priority, failure where it cannot be.
     *
     * @param slot the slot to use, or null if none is found
     * @param tagalloc whether the design can store the tags, where it saves them here
     */
    public record Writepage(Pfn page, @Nullable SlotId slot, Alloc tagalloc) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = isolated(m, page);
            if (no != null) {
                return no;
            }
            if (m.mappings(page) > 0) {
                return Rejection.STILL_MAPPED;
            }
            no = Guards.takesSlot(m, slot);
            if (no != null) {
                return no;
            }
            boolean saves = slot != null && Reclaim.savesAt(m, SaveAt.UNMAP, page);
            return tagalloc == Alloc.FAILS && !saves ? Rejection.CANNOT_FAIL : null;
        }

        @Override
        public Outcome step(Machine m) {
            Offset off = m.file().offsetOf(page);
            if (slot == null || off == null) {
                return Outcome.failed(Errno.ENOSPC, unlocked(m, page));
            }
            if (tagalloc == Alloc.FAILS) {
                return Outcome.failed(Errno.ENOMEM, unlocked(m, page));
            }
            Folio folio = m.folio(page).withSlot(slot).withDirty(true).withLock(FolioLock.RECLAIM);
            Machine out = m.withFolio(page, folio)
                    .withSlot(slot, new Slot(SlotState.IN_USE, m.blank()))
                    .withFile(m.file().with(off, new FileEntry.Swapped(slot)));
            return Outcome.ok(Reclaim.saved(out, SaveAt.UNMAP, page, slot));
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
