package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Call.SwappingIn;
import dev.pagetwin.spec.state.FileEntry;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.Mm;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Offset;
import dev.pagetwin.spec.state.Page;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.SwapArea;
import dev.pagetwin.spec.state.Va;
import dev.pagetwin.spec.state.Vma;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Shared memory ({@code mm/shmem.c}): address spaces map one file, whose pages are in the page cache, in swap, or not
 * there. An entry that goes loses nothing, since the file keeps the content. How a page goes out is in {@link Pageout}.
 */
public final class Shmem {
    private Shmem() {}

    /** A fault begins on a page of the file that the area lets be read. */
    private static @Nullable Rejection faultBegins(Machine m, MmId mm, Va va) {
        Rejection no = Guards.faultBegins(m, mm, va);
        if (no != null) {
            return no;
        }
        Vma vma = m.mm(mm).vmas().at(va);
        if (!vma.shared()) {
            return Rejection.NOT_FILE_BACKED;
        }
        return vma.prot().readable() ? null : Rejection.NOT_PERMITTED;
    }

    /** The offset behind a page of a shared area. */
    private static Offset offset(Machine m, MmId mm, Va va) {
        Offset offset = m.offset(mm, va);
        if (offset == null) {
            throw new IllegalStateException(mm + " " + va + " is private");
        }
        return offset;
    }

    /** The slot's page of the swap cache can be taken: nobody holds its lock or writes it out. */
    private static @Nullable Rejection takes(Machine m, @Nullable Pfn page) {
        if (page == null) {
            return Rejection.NOT_CACHED;
        }
        if (m.folio(page).locked()) {
            return Rejection.FOLIO_LOCKED;
        }
        return m.folio(page).writeback() ? Rejection.UNDER_WRITEBACK : null;
    }

    /**
     * {@code arch_swap_restore}, {@code shmem_add_to_page_cache}, {@code delete_from_swap_cache} and {@code swap_free}:
     * no entry will name the slot, so the page has its tags back before the slot is freed.
     */
    private static Machine moveIn(Machine m, Offset off, Pfn page, SlotId slot) {
        Machine out = Mapping.restore(m, page, slot);
        return Release.uncache(out.withFile(out.file().with(off, new FileEntry.Resident(page))), page);
    }

    /**
     * A shared area of {@code len} pages of the file ({@code mmap_region}, {@code shmem_mmap}). Stands for: {@code
     * mmap_lock}, write. Guards: address space, its lock, range, a page mapped already, range
     * beyond the end of the file.
     *
     * @param len pages, at least 1
     * @param off what the first page maps
     * @param mte whether {@code PROT_MTE} is asked for
     */
    public record Mmap(MmId mm, Va va, int len, Offset off, Prot prot, boolean mte) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = Guards.areaBegins(m, mm, va, len);
            return no == null && !m.bounds().inFile(off, len) ? Rejection.OUT_OF_RANGE : no;
        }

        @Override
        public Outcome step(Machine m) {
            Mm space = m.mm(mm);
            for (int i = 0; i < len; i++) {
                space = space.withVmas(space.vmas().with(va.plus(i), new Vma(prot, mte, off.plus(i))));
            }
            return Outcome.ok(m.withMm(mm, space));
        }
    }

    /**
     * A hole is filled with a zeroed page, for a fault or a write ({@code shmem_alloc_and_add_folio}). Whoever maps it
     * tagged clears its tags. Guards: something at the offset, frame in use.
     *
     * @param page the frame to use, or null if none can be allocated
     */
    public record Add(Offset off, @Nullable Pfn page) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            return m.file().entries().has(off) ? Rejection.POPULATED : Guards.allocates(m, page, false);
        }

        @Override
        public Outcome step(Machine m) {
            if (page == null) {
                return Outcome.failed(Errno.ENOMEM, m);
            }
            boolean scrub = m.bounds().profile().scrub();
            Page zeroed = scrub ? m.blank().withTags(m.nothingStored().tags()) : m.blank();
            return Outcome.ok(m.withFolio(page, Folio.NEW)
                    .withPage(page, zeroed)
                    .withFile(m.file().with(off, new FileEntry.Resident(page))));
        }
    }

    /**
     * A page of the page cache is mapped, writable if the area is ({@code shmem_fault}, {@code finish_fault}). Stands
     * for: {@code mmap_lock}, read; folio lock; page table lock. Guards: address space, its lock, area, private area,
     * permission, entry populated, no page there, folio lock, first tags being written.
     *
     * @param write whether the access is a write
     */
    public record Fault(MmId mm, Va va, boolean write) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = faultBegins(m, mm, va);
            if (no != null) {
                return no;
            }
            if (write && !m.mm(mm).vmas().at(va).prot().writable()) {
                return Rejection.NOT_PERMITTED;
            }
            if (m.mm(mm).ptes().has(va)) {
                return Rejection.POPULATED;
            }
            Pfn page = m.file().resident(offset(m, mm, va));
            if (page == null) {
                return Rejection.NOT_RESIDENT;
            }
            return m.folio(page).locked() ? Rejection.FOLIO_LOCKED : Mapping.waitsForTags(m, entry(m, page));
        }

        private Pte.Present entry(Machine m, Pfn page) {
            Vma vma = m.mm(mm).vmas().at(va);
            return new Pte.Present(page, vma.prot(), vma.mte(), write);
        }

        @Override
        public Outcome step(Machine m) {
            Pfn page = m.file().resident(offset(m, mm, va));
            if (page == null) {
                throw new IllegalStateException("guard");
            }
            return Outcome.ok(Mapping.set(m, mm, va, entry(m, page)));
        }
    }

    /**
     * A fault finds a swap entry in the file and looks the swap cache up; a page found is held ({@code
     * shmem_swapin_folio}). {@code swap-in.read} and {@code swap-in.retry} are as for private memory. Stands for:
     * {@code mmap_lock}, read, until the fault ends. Guards: address space, its lock, area, private area, permission,
     * no swap entry in the file.
     */
    public record Lookup(MmId mm, Va va) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            Rejection no = faultBegins(m, mm, va);
            if (no != null) {
                return no;
            }
            return m.file().swapped(offset(m, mm, va)) == null ? Rejection.NOT_SWAPPED : null;
        }

        @Override
        public Outcome step(Machine m) {
            SlotId slot = m.file().swapped(offset(m, mm, va));
            if (slot == null) {
                throw new IllegalStateException("guard");
            }
            return Outcome.ok(m.withCall(mm, new SwappingIn(va, slot, m.cachedAt(slot), false)));
        }
    }

    /**
     * The page that the fault holds moves from the swap cache to the page cache, tags first, if both still have it for
     * the slot; else it is let go ({@code shmem_swapin_folio}). Either way the fault starts again: it finds the page,
     * or what has become of it. Stands for: {@code mmap_lock}, read; folio lock. Guards: address space, call, no page
     * yet, folio lock, being written.
     */
    public record SwapIn(MmId mm) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            if (!m.alive(mm)) {
                return Rejection.NO_SUCH_MM;
            }
            boolean ours = m.mm(mm).call() instanceof SwappingIn call && m.mm(mm).vmas().at(call.va()).shared();
            return ours ? takes(m, m.call(mm, SwappingIn.class).page()) : Rejection.NO_SUCH_CALL;
        }

        @Override
        public Outcome step(Machine m) {
            SwappingIn call = m.call(mm, SwappingIn.class);
            Pfn page = call.page();
            if (page == null) {
                throw new IllegalStateException("guard");
            }
            Offset off = offset(m, mm, call.va());
            boolean held = Objects.equals(call.slot(), m.folio(page).slot());
            Machine out = m.withCall(mm, null);
            return held && Objects.equals(call.slot(), m.file().swapped(off))
                    ? Outcome.ok(moveIn(out, off, page, call.slot()))
                    : Outcome.failed(Errno.EAGAIN, Release.put(out, page));
        }
    }

    /**
     * swapoff takes a page of the swap cache back to the file ({@code shmem_unuse}). Stands for: folio lock. Guards: no
     * swapoff of its area running, no swap entry in the file, not in the swap cache, folio lock, being written.
     */
    public record Unuse(Offset off) implements Op {
        @Override
        public @Nullable Rejection guard(Machine m) {
            SlotId slot = m.file().swapped(off);
            if (!m.anyLeaving() || (slot != null && m.areaOf(slot) != SwapArea.LEAVING)) {
                return Rejection.SWAP_NOT_LEAVING;
            }
            return slot == null ? Rejection.NOT_SWAPPED : takes(m, m.cachedAt(slot));
        }

        @Override
        public Outcome step(Machine m) {
            SlotId slot = m.file().swapped(off);
            Pfn page = slot == null ? null : m.cachedAt(slot);
            if (slot == null || page == null) {
                throw new IllegalStateException("guard");
            }
            return Outcome.ok(moveIn(m, off, page, slot));
        }
    }
}
