package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.FolioLock;
import dev.pagetwin.spec.state.Mm;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.SwapArea;
import dev.pagetwin.spec.state.Va;
import dev.pagetwin.spec.state.Vma;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Guards that several operations begin with. */
final class Guards {
    private Guards() {}

    /** A system call or fault begins: the address space exists and has nothing in flight. */
    static @Nullable Rejection callBegins(Machine m, MmId mm) {
        if (!m.alive(mm)) {
            return Rejection.NO_SUCH_MM;
        }
        return m.mmapLocked(mm) ? Rejection.MMAP_LOCKED : null;
    }

    /** A system call on a range begins, and every page of the range has an area. */
    static @Nullable Rejection rangeCallBegins(Machine m, MmId mm, Va va, int len) {
        Rejection no = callBegins(m, mm);
        if (no != null) {
            return no;
        }
        if (!m.bounds().inRange(va, len)) {
            return Rejection.OUT_OF_RANGE;
        }
        Mm space = m.mm(mm);
        for (int i = 0; i < len; i++) {
            if (!space.vmas().has(Va.of(va.index() + i))) {
                return Rejection.NOT_MAPPED;
            }
        }
        return null;
    }

    /** A system call that makes an area begins, and no page of the range has one. */
    static @Nullable Rejection areaBegins(Machine m, MmId mm, Va va, int len) {
        Rejection no = callBegins(m, mm);
        if (no != null) {
            return no;
        }
        if (!m.bounds().inRange(va, len)) {
            return Rejection.OUT_OF_RANGE;
        }
        for (int i = 0; i < len; i++) {
            if (m.mm(mm).vmas().has(va.plus(i))) {
                return Rejection.ALREADY_MAPPED;
            }
        }
        return null;
    }

    /** A fault begins on a page that has an area. */
    static @Nullable Rejection faultBegins(Machine m, MmId mm, Va va) {
        return rangeCallBegins(m, mm, va, 1);
    }

    /** A fault or advice begins on a page of a private area. */
    static @Nullable Rejection privateFaultBegins(Machine m, MmId mm, Va va) {
        Rejection no = faultBegins(m, mm, va);
        if (no != null) {
            return no;
        }
        return m.mm(mm).vmas().at(va).shared() ? Rejection.FILE_BACKED : null;
    }

    /** The frame chosen for an allocation is free; null is an allocation that fails, which needs no frame. */
    static @Nullable Rejection allocates(Machine m, @Nullable Pfn page, boolean tagged) {
        return Folios.allocates(m, page, 0, tagged);
    }

    /** A slot can be allocated, and this one is free; null is a search that finds none. */
    static @Nullable Rejection takesSlot(Machine m, @Nullable SlotId slot) {
        return takesSlots(m, slot, 0);
    }

    /** The same for each page of a folio of this order, from the slot on. */
    static @Nullable Rejection takesSlots(Machine m, @Nullable SlotId slot, int order) {
        boolean on = slot == null ? m.areas().any(area -> area == SwapArea.ON) : m.areaOf(slot) == SwapArea.ON;
        Rejection no = on ? Folios.allocates(m, slot, order) : Rejection.SWAP_NOT_ON;
        return no == null && slot != null && Folios.roomBefore(m, slot, order) ? Rejection.AREA_HAS_ROOM : no;
    }

    /** The page is in the swap cache, and nobody holds its lock or writes it out. */
    static @Nullable Rejection cachedAndQuiet(Machine m, Pfn page) {
        if (m.free(page)) {
            return Rejection.PAGE_FREE;
        }
        Folio folio = m.folio(page);
        if (folio.locked()) {
            return Rejection.FOLIO_LOCKED;
        }
        if (!folio.cached()) {
            return Rejection.NOT_CACHED;
        }
        return folio.writeback() ? Rejection.UNDER_WRITEBACK : null;
    }

    /** The page is allocated, and this path has isolated it. */
    static @Nullable Rejection isolated(Machine m, Pfn page, FolioLock owner) {
        if (m.free(page)) {
            return Rejection.PAGE_FREE;
        }
        return m.folio(page).lock() == owner ? null : Rejection.NOT_ISOLATED;
    }

    /** The hardware reaches the page through its entry, without a lock. */
    static @Nullable Rejection accesses(Machine m, MmId mm, Va va, boolean write) {
        if (!m.alive(mm)) {
            return Rejection.NO_SUCH_MM;
        }
        var entry = m.mm(mm).mapped(va);
        if (entry == null) {
            return Rejection.NOT_PRESENT;
        }
        if (m.pteLocked(mm, va)) {
            return Rejection.PTE_LOCKED;
        }
        boolean open = write ? entry.prot().writable() : entry.prot().readable();
        return open ? null : Rejection.NOT_ACCESSIBLE;
    }

    /** A present entry of one page is about to be taken from its page, whose lock the caller holds. */
    static @Nullable Rejection takesEntry(Machine m, MmId mm, Va va) {
        if (!m.alive(mm)) {
            return Rejection.NO_SUCH_MM;
        }
        if (m.mm(mm).present(va) == null) {
            return Rejection.NOT_PRESENT;
        }
        if (m.mm(mm).leafOf(va) != null) {
            return Rejection.PMD_MAPPED;
        }
        return m.pteLocked(mm, va) ? Rejection.PTE_LOCKED : null;
    }

    /** No page of the range is of a locked area. */
    static @Nullable Rejection notLocked(Machine m, MmId mm, Va va, int len) {
        for (int i = 0; i < len; i++) {
            Vma vma = m.mm(mm).vmas().get(va.plus(i));
            if (vma != null && vma.locked()) {
                return Rejection.MLOCKED;
            }
        }
        return null;
    }

    /** The last page of a range. */
    static Va last(Va va, int len) {
        return Va.of(va.index() + len - 1);
    }

    /** The last page of an address space. */
    static Va last(Bounds b) {
        return Va.of(b.vas() - 1);
    }
}
