package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Destination;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.FolioLock;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Va;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A page on its way to another frame ({@code migrate_pages_batch}): out of the page tables, copied, moved, back into
 * the page tables. As in 6.12 the copy comes first: the move may fail afterwards, and is tried again with the same
 * destination, or given up.
 */
public final class Migrate {
    private Migrate() {}

    private static @Nullable Rejection isolated(Machine m, Pfn page) {
        return Guards.isolated(m, page, FolioLock.MIGRATION);
    }

    /** The page is isolated and copied, and the destination has not taken its place. */
    private static @Nullable Rejection copied(Machine m, Pfn page) {
        Rejection no = isolated(m, page);
        if (no != null) {
            return no;
        }
        if (m.folio(page).moved()) {
            return Rejection.MOVED;
        }
        return m.folio(page).undecided() ? null : Rejection.NOT_COPIED;
    }

    /** {@code folio_unlock}, and the isolation's reference goes. */
    private static Machine unlock(Machine m, Pfn page) {
        return Release.put(m.withFolio(page, m.folio(page).withLock(FolioLock.NONE).withTo(null)), page);
    }

    /**
     * A page that somebody maps, or that is in the page cache or swap cache, is locked ({@code
     * isolate_folio_to_list}). Stands for: folio lock, until finish. Guards: page free, folio lock, being written,
     * neither mapped nor in one of the caches.
     */
    public record Isolate(Pfn page) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            if (m.free(page)) {
                return Rejection.PAGE_FREE;
            }
            Folio folio = m.folio(page);
            if (folio.locked()) {
                return Rejection.FOLIO_LOCKED;
            }
            if (folio.writeback()) {
                return Rejection.UNDER_WRITEBACK;
            }
            return Folios.mappings(m, page) == 0 && m.kept(page) == 0 ? Rejection.NOT_MAPPED : null;
        }

        @Override
        public Outcome step(Machine m) {
            return Outcome.ok(m.withFolio(page, m.folio(page).withLock(FolioLock.MIGRATION)));
        }
    }

    /**
     * One entry of an isolated page becomes a migration entry ({@code try_to_migrate_one}), which remembers that the
     * page was exclusive; a pinned page has to stay so. Stands for: folio lock and page table lock. Guards: address
     * space, entry present, a huge entry, page table lock, folio isolated.
     */
    public record Unmap(MmId mm, Va va) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = Guards.takesEntry(m, mm, va);
            return no == null ? isolated(m, m.mm(mm).presentAt(va).page()) : no;
        }

        @Override
        public Outcome step(Machine m) {
            Pte.Present entry = m.mm(mm).presentAt(va);
            if (Mapping.staysExclusive(m, entry.page())) {
                return Outcome.failed(Errno.EBUSY, m);
            }
            boolean exclusive = m.page(entry.page()).exclusive();
            return Outcome.ok(Mapping.replace(m, mm, va, entry.migrating(exclusive)));
        }
    }

    /**
     * The unmapped page's data and tags are copied to a new page, or, when a move has failed, to the same one again
     * ({@code folio_mc_copy}, {@code copy_highpage}). Stands for: the locks of both folios. Guards: page free, folio
     * isolated, moved already, still mapped, copied to another frame, frames not aligned, frame in use.
     *
     * @param to the frame to copy to, or null if none can be allocated, which the kernel tries before it unmaps
     */
    public record Copy(Pfn page, @Nullable Pfn to) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = isolated(m, page);
            if (no != null) {
                return no;
            }
            if (m.folio(page).moved()) {
                return Rejection.MOVED;
            }
            if (Folios.mappings(m, page) > 0) {
                return Rejection.STILL_MAPPED;
            }
            if (m.folio(page).undecided()) {
                return Objects.equals(m.folio(page).destination(), to) ? null : Rejection.COPIED;
            }
            return Folios.allocates(m, to, m.folio(page).order(), Room.wanted(m, page));
        }

        @Override
        public Outcome step(Machine m) {
            if (to == null) {
                return Outcome.failed(Errno.ENOMEM, m);
            }
            Folio copy = Folio.of(m.folio(page).order()).withLock(FolioLock.DESTINATION);
            Machine out = m.folio(page).undecided() ? m : Room.allocated(m, to, copy, Room.wanted(m, page));
            return Outcome.ok(Folios.copied(out, page, to)
                    .withFolio(page, m.folio(page).withTo(new Destination(to, false))));
        }
    }

    /**
     * The destination takes the page's place, in the swap cache too ({@code folio_migrate_mapping}, {@code
     * folio_migrate_flags}); if somebody else holds the page, nothing has happened yet. Stands for: the locks of both
     * folios, and of the swap cache. Guards: page free, folio isolated, moved already, not copied.
     *
     * @param busy whether somebody holds an extra reference just now
     */
    public record Move(Pfn page, boolean busy) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            return copied(m, page);
        }

        @Override
        public Outcome step(Machine m) {
            Folio folio = m.folio(page);
            if (busy || m.references(page) > m.kept(page)) {
                return Outcome.failed(Errno.EAGAIN, m);
            }
            Pfn to = folio.destination();
            Folio moved = m.folio(to).inPlaceOf(folio);
            Folio left = folio.withDirty(false).withSlot(null).withTo(new Destination(to, true));
            return Outcome.ok(m.withFolio(to, moved).withFolio(page, left).withFile(m.file().replaced(page, to)));
        }
    }

    /**
     * Migration gives up on the destination, which is freed; the page is to be remapped where it was ({@code
     * migrate_folio_undo_dst}). Stands for: the locks of both folios. Guards: page free, folio isolated, moved
     * already, not copied.
     */
    public record Undo(Pfn page) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            return copied(m, page);
        }

        @Override
        public Outcome step(Machine m) {
            Folio folio = m.folio(page);
            return Outcome.ok(unlock(m.withFolio(page, folio.withTo(null)), folio.destination()));
        }
    }

    /**
     * A migration entry becomes present again, with what its area permits by now ({@code remove_migration_pte}): the
     * destination if that has moved, the page itself if there is none. Stands for: the locks of both folios, page table
     * lock. Guards: address space, migration entry, a huge one, area gone (the kernel would map the page, for zap to
     * take; here the entry is left to zap), destination not moved yet, first tags being written.
     */
    public record Remap(MmId mm, Va va) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            if (!m.alive(mm)) {
                return Rejection.NO_SUCH_MM;
            }
            boolean huge = m.mm(mm).leafOf(va) != null;
            return huge && m.mm(mm).migration(va) != null ? Rejection.PMD_MAPPED : ready(m, mm, va);
        }

        /** The page can be mapped again, with an entry of its own or with others. */
        static @Nullable Rejection ready(Machine m, MmId mm, Va va) {
            Pte.Migration entry = m.mm(mm).migration(va);
            if (entry == null) {
                return Rejection.NOT_MIGRATING;
            }
            if (!m.mm(mm).vmas().has(va)) {
                return Rejection.NOT_MAPPED;
            }
            if (m.folio(entry.page()).undecided()) {
                return Rejection.NOT_MOVED;
            }
            return Mapping.waitsForTags(m, remapped(m, mm, va, entry));
        }

        private static Pte.Present remapped(Machine m, MmId mm, Va va, Pte.Migration entry) {
            return Mapping.remapped(m.mm(mm).vmas().at(va), m.broughtBack(entry.page()), entry);
        }

        @Override
        public Outcome step(Machine m) {
            Pte.Migration entry = (Pte.Migration) m.mm(mm).ptes().at(va);
            Pte.Present back = remapped(m, mm, va, entry);
            boolean exclusive = entry.exclusive() && !m.file().holds(back.page());
            Machine out = exclusive ? m.withExclusive(back.page(), true) : m;
            return Outcome.ok(Mapping.set(out, mm, va, back));
        }
    }

    /**
     * The page is unlocked, and freed if it moved or nobody wants it any more; so is its destination ({@code
     * migrate_folio_done}, {@code migrate_folio_undo_src}). Guards: page free, folio isolated, destination not moved
     * yet, migration entries left.
     */
    public record Finish(Pfn page) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = isolated(m, page);
            if (no != null) {
                return no;
            }
            if (m.folio(page).undecided()) {
                return Rejection.NOT_MOVED;
            }
            return Folios.migrations(m, page) > 0 ? Rejection.STILL_MIGRATING : null;
        }

        @Override
        public Outcome step(Machine m) {
            Pfn brought = m.broughtBack(page);
            Machine out = unlock(m, page);
            return Outcome.ok(brought.equals(page) ? out : unlock(out, brought));
        }
    }
}
