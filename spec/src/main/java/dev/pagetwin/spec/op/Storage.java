package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Call.Reserving;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Va;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Tag storage that holds data while nobody needs it for tags. An entry whose page has none waits (fault on access):
 * the fault reserves storage for the page's folio, for which data may have to leave it, or moves the folio to where
 * there is some, or ends in a signal.
 */
public final class Storage {
    /** How often a block is tried whose data will not move ({@code -EBUSY} of {@code cma_alloc_range}). */
    public static final int TRIES = 3;

    private Storage() {}

    /** A fault begins on an entry that waits. */
    private static @Nullable Rejection waits(Machine m, MmId mm, Va va) {
        Rejection no = Guards.faultBegins(m, mm, va);
        if (no != null) {
            return no;
        }
        Pte.Present entry = m.mm(mm).present(va);
        if (entry == null || !entry.waits()) {
            return Rejection.NOT_WAITING;
        }
        return m.mm(mm).leafOf(va) == null ? null : Rejection.PMD_MAPPED;
    }

    private static @Nullable Rejection claims(Machine m, MmId mm) {
        if (!m.alive(mm)) {
            return Rejection.NO_SUCH_MM;
        }
        return m.mm(mm).call() instanceof Reserving ? null : Rejection.NO_SUCH_CALL;
    }

    /**
     * The folio is on its way to another place, if nothing holds it where it is; else a signal, or one more fault, as
     * where it is gone by now.
     */
    private static Outcome movedAway(Machine m, Pfn page) {
        Rejection stays = new Migrate.Isolate(page).guard(m);
        if (stays == null && Folios.pins(m, page) == 0) {
            return Outcome.failed(Errno.EBUSY, new Migrate.Isolate(page).step(m).machine());
        }
        return Outcome.failed(Folios.pins(m, page) > 0 ? Errno.EFAULT : Errno.EAGAIN, m);
    }

    /**
     * An access through an entry that waits finds that the page has storage by now ({@code do_fault_on_access}): the
     * entry gets what its area permits, the page zero tags if it has none. Writing waits for a write fault. Stands for:
     * {@code mmap_lock}, read; page table lock. Guards: address space, its lock, area, entry waits, a huge entry, no
     * storage, first tags being written.
     */
    public record Map(MmId mm, Va va) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = waits(m, mm, va);
            if (no != null) {
                return no;
            }
            Pte.Present target = Mprotect.changed(m.mm(mm).presentAt(va), m.mm(mm).vmas().at(va));
            return m.hasStorage(target.page()) ? Mapping.waitsForTags(m, target) : Rejection.NO_STORAGE;
        }

        @Override
        public Outcome step(Machine m) {
            Pte.Present entry = m.mm(mm).presentAt(va);
            return Outcome.ok(Mapping.set(m, mm, va, Mprotect.changed(entry, m.mm(mm).vmas().at(va))));
        }
    }

    /**
     * A fault, or a tracer, wants storage for the folio of a page of a tagged area ({@code reserve_tag_storage}): what
     * other pages have reserved stays reserved from now on, and the rest of what the folio needs takes no data any
     * more. Stands for: {@code mmap_lock}, read, and the mutex of tag storage, until the last claim. Guards: address
     * space, its lock, area, entry present, area tagged, a huge entry, storage there, tag storage itself, somebody else
     * claiming, folio lock.
     */
    public record Reserve(MmId mm, Va va) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = Guards.faultBegins(m, mm, va);
            if (no != null) {
                return no;
            }
            Pte.Present entry = m.mm(mm).present(va);
            if (entry == null) {
                return Rejection.NOT_PRESENT;
            }
            if (!entry.tagged()) {
                return Rejection.NOT_TAGGED;
            }
            if (m.mm(mm).leafOf(va) != null) {
                return Rejection.PMD_MAPPED;
            }
            if (m.hasStorage(entry.page())) {
                return Rejection.HAS_STORAGE;
            }
            if (!m.pagesOf(entry.page()).stream().allMatch(m::taggable)) {
                return Rejection.NOT_TAGGABLE;
            }
            if (m.claim() != null) {
                return Rejection.STORAGE_LOCKED;
            }
            return m.folio(entry.page()).locked() ? Rejection.FOLIO_LOCKED : null;
        }

        @Override
        public Outcome step(Machine m) {
            Pfn page = m.mm(mm).presentAt(va).page();
            return Outcome.ok(m.withCall(mm, new Reserving(va, page, m.blocks(page).get(0), 0)));
        }
    }

    /**
     * The next block of the folio holds no data, and is the folio's; with the last one all its pages have storage, and
     * their tags are put there, in the same step. Guards: address space, call, data in the block.
     */
    public record Claim(MmId mm) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = claims(m, mm);
            if (no != null) {
                return no;
            }
            return m.empty(m.call(mm, Reserving.class).next()) ? null : Rejection.BLOCK_IN_USE;
        }

        @Override
        public Outcome step(Machine m) {
            Reserving call = m.call(mm, Reserving.class);
            List<Pfn> blocks = m.blocks(call.page());
            int next = blocks.indexOf(call.next()) + 1;
            if (next < blocks.size()) {
                return Outcome.ok(m.withCall(mm, new Reserving(call.va(), call.page(), blocks.get(next), 0)));
            }
            return Outcome.ok(Release.put(m.withStorage(call.page()).withCall(mm, null), call.page()));
        }
    }

    /** Why a block cannot be claimed. */
    public enum Why {
        /** Something in it does not move: it is pinned, or held. */
        BUSY,
        /** A fatal signal came. */
        SIGNAL,
        /** There is no memory to note the block as reserved. */
        NOMEM
    }

    /**
     * The next block cannot be claimed. One that is busy is tried again, a few times; then all that was claimed is
     * given back, and the folio is isolated, to be moved to where storage can be had. If it is pinned, too, there is no
     * way on. Guards: address space, call, for {@code busy} no data in the block.
     */
    public record Fail(MmId mm, Why why) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = claims(m, mm);
            if (no != null) {
                return no;
            }
            boolean moves = m.empty(m.call(mm, Reserving.class).next());
            return why == Why.BUSY && moves ? Rejection.CANNOT_FAIL : null;
        }

        @Override
        public Outcome step(Machine m) {
            Reserving call = m.call(mm, Reserving.class);
            if (why == Why.BUSY && call.tries() + 1 < TRIES) {
                Reserving again = new Reserving(call.va(), call.page(), call.next(), call.tries() + 1);
                return Outcome.failed(Errno.EAGAIN, m.withCall(mm, again));
            }
            Machine out = Release.put(m.withCall(mm, null), call.page());
            if (why != Why.BUSY) {
                return Outcome.failed(why == Why.SIGNAL ? Errno.EINTR : Errno.ENOMEM, out);
            }
            return movedAway(out, call.page());
        }
    }

    /**
     * An access through an entry that waits finds a page that can have no storage, as it is tag storage itself: its
     * folio is isolated, to be moved to where storage can be had; if it is pinned, there is no way on. Stands for:
     * {@code mmap_lock}, read; folio lock. Guards: address space, its lock, area, entry waits, a huge entry, page that
     * can have storage.
     */
    public record Evacuate(MmId mm, Va va) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = waits(m, mm, va);
            if (no != null) {
                return no;
            }
            Pfn page = m.mm(mm).presentAt(va).page();
            return m.pagesOf(page).stream().allMatch(m::taggable) ? Rejection.TAGGABLE : null;
        }

        @Override
        public Outcome step(Machine m) {
            return movedAway(m, m.mm(mm).presentAt(va).page());
        }
    }

    /**
     * A program lets a device have one of its pages for a short time ({@code pin_user_pages} without {@code
     * FOLL_LONGTERM}, as direct I/O and vmsplice do). Tag storage is not refused here, and cannot be claimed until the
     * pin is gone. Stands for, guards: as {@code pin}, but for tag storage.
     *
     * @param write whether the device may write, for which the entry has to be writable
     */
    public record Pin(MmId mm, Va va, boolean write) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            return dev.pagetwin.spec.op.Pin.pins(m, mm, va, write);
        }

        @Override
        public Outcome step(Machine m) {
            return new dev.pagetwin.spec.op.Pin(mm, va, write).step(m);
        }
    }
}
