package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Profile.Device;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Call.SwappingIn;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Slot;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.Va;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;

/** A fault on a swap entry ({@code do_swap_page}): look the page up, read it if need be, map it. */
public final class SwapIn {
    private SwapIn() {}

    private static @Nullable Rejection guard(Machine m, MmId mm) {
        if (!m.alive(mm)) {
            return Rejection.NO_SUCH_MM;
        }
        return m.mm(mm).call() instanceof SwappingIn ? null : Rejection.NO_SUCH_CALL;
    }

    /** What stops a read of the slot into memory, by a fault or by readahead. */
    static @Nullable Rejection unreadable(Machine m, SlotId slot) {
        if (m.users(slot) == 0) {
            return Rejection.SLOT_UNUSED;
        }
        if (m.cachedAt(slot) != null) {
            return Rejection.CACHED;
        }
        return m.claimed(slot) ? Rejection.SLOT_CLAIMED : null;
    }

    /**
     * The slot's data in a new page of the swap cache; the tags stay due until the page is mapped.
     *
     * @param tagged whether the page is read for a tagged area
     */
    static Machine readIntoCache(Machine m, SlotId id, Pfn page, boolean tagged) {
        Slot slot = m.slot(id);
        return Room.allocated(m, page, Folio.NEW.withSlot(id), tagged)
                .withPage(page, m.blank().withData(slot.due().data()))
                .withSlot(id, slot.withDue(slot.due().withData(0)));
    }

    /**
     * The swap cache is looked up; a page found is held. Stands for: {@code mmap_lock}, read, until the fault ends.
     * Guards: address space, its lock, area, permission, swap entry.
     */
    public record Lookup(MmId mm, Va va) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = Guards.faultBegins(m, mm, va);
            if (no != null) {
                return no;
            }
            if (!m.mm(mm).vmas().at(va).prot().readable()) {
                return Rejection.NOT_PERMITTED;
            }
            return m.mm(mm).swap(va) == null ? Rejection.NOT_SWAPPED : null;
        }

        @Override
        public Outcome step(Machine m) {
            Pte.Swap entry = m.mm(mm).swap(va);
            if (entry == null) {
                throw new IllegalStateException("guard");
            }
            SlotId slot = entry.slot();
            return Outcome.ok(m.withCall(mm, new SwappingIn(va, slot, m.cachedAt(slot), false)));
        }
    }

    /**
     * The page is read from the device, into the swap cache ({@code swap_readpage} after {@code swapcache_prepare}) or,
     * on a synchronous device and for a slot with one user that is not the file, past it. Guards: address space, call,
     * page held already, slot without users, cached or claimed meanwhile, bypass, frame in use.
     *
     * @param page the frame to read into, or null if none can be allocated
     * @param bypass whether the swap cache is skipped, which claims the slot
     */
    public record Read(MmId mm, @Nullable Pfn page, boolean bypass) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = SwapIn.guard(m, mm);
            if (no != null) {
                return no;
            }
            SwappingIn call = m.call(mm, SwappingIn.class);
            if (call.page() != null) {
                return Rejection.CACHED;
            }
            Rejection unreadable = unreadable(m, call.slot());
            if (unreadable != null) {
                return unreadable;
            }
            boolean sole = m.users(call.slot()) == 1 && !m.mm(mm).vmas().at(call.va()).shared();
            if (bypass && (m.bounds().profile().device() != Device.SYNC || !sole)) {
                return Rejection.NO_BYPASS;
            }
            return Guards.allocates(m, page, m.mm(mm).vmas().at(call.va()).mte());
        }

        @Override
        public Outcome step(Machine m) {
            SwappingIn call = m.call(mm, SwappingIn.class);
            if (page == null) {
                return Outcome.failed(Errno.ENOMEM, m.withCall(mm, null));
            }
            Machine read = readIntoCache(m, call.slot(), page, m.mm(mm).vmas().at(call.va()).mte());
            if (bypass) {
                read = read.withFolio(page, Folio.NEW).withSlot(call.slot(), m.slot(call.slot()));
            }
            return Outcome.ok(read.withCall(mm, new SwappingIn(call.va(), call.slot(), page, bypass)));
        }
    }

    /**
     * Tags back, entry installed, one user less, if page and entry are still what they were; else the page is let go
     * and the fault starts again. The page is exclusive if the entry says so, or if nobody else can find it as it was
     * read past the swap cache. No device here needs a page to stay as it is while it is written ({@code
     * SWP_STABLE_WRITES}), so being under writeback takes nothing away. Stands for: {@code mmap_lock}, read; folio
     * lock; page table lock. Guards: address space, call, no page yet, folio lock, first tags being written.
     */
    public record Map(MmId mm) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = SwapIn.guard(m, mm);
            if (no != null) {
                return no;
            }
            SwappingIn call = m.call(mm, SwappingIn.class);
            if (m.mm(mm).vmas().at(call.va()).shared()) {
                return Rejection.NO_SUCH_CALL;
            }
            Pfn page = call.page();
            if (page == null) {
                return Rejection.NOT_CACHED;
            }
            if (m.folio(page).locked()) {
                return Rejection.FOLIO_LOCKED;
            }
            return Mapping.waitsForTags(m, Mapping.swappedIn(m.mm(mm).vmas().at(call.va()), page));
        }

        @Override
        public Outcome step(Machine m) {
            SwappingIn call = m.call(mm, SwappingIn.class);
            Pfn page = call.page();
            if (page == null) {
                throw new IllegalStateException("guard");
            }
            boolean held = call.bypass() || Objects.equals(call.slot(), m.slotOf(page));
            Pte.Swap entry = m.mm(mm).swap(call.va());
            Machine out = m.withCall(mm, null);
            if (!held || entry == null || !entry.slot().equals(call.slot())) {
                out = Release.put(out, page);
                return Outcome.failed(Errno.EAGAIN, call.bypass() ? Release.swapFree(out, call.slot()) : out);
            }
            boolean exclusive = entry.exclusive() || call.bypass();
            return Outcome.ok(Mapping.restoreAndMap(out, mm, call.va(), page, call.slot(), exclusive));
        }
    }

    /**
     * The slot cannot be read any more, as somebody else has taken its page in or freed it; the fault starts again.
     * Guards: address space, call, page held, slot readable.
     */
    public record Retry(MmId mm) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = SwapIn.guard(m, mm);
            if (no != null) {
                return no;
            }
            SwappingIn call = m.call(mm, SwappingIn.class);
            if (call.page() != null) {
                return Rejection.CACHED;
            }
            return unreadable(m, call.slot()) == null ? Rejection.SLOT_READABLE : null;
        }

        @Override
        public Outcome step(Machine m) {
            return Outcome.ok(m.withCall(mm, null));
        }
    }
}
