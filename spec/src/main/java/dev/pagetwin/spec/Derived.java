package dev.pagetwin.spec;

import dev.pagetwin.spec.state.AreaId;
import dev.pagetwin.spec.state.Call;
import dev.pagetwin.spec.state.Content;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.IdMap;
import dev.pagetwin.spec.state.Mm;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Offset;
import dev.pagetwin.spec.state.Page;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.SharedFile;
import dev.pagetwin.spec.state.Slot;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.SlotState;
import dev.pagetwin.spec.state.SwapArea;
import dev.pagetwin.spec.state.Va;
import dev.pagetwin.spec.state.Vma;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.checkerframework.checker.nullness.qual.Nullable;

/** What follows from the state: its entries, calls, folios, and file. {@link Machine} holds the state itself. */
public interface Derived extends TagRoom {
    /** What they share. */
    SharedFile file();

    /** The slots of all swap areas. */
    IdMap<SlotId, Slot> slots();

    /** The swap areas. */
    IdMap<AreaId, SwapArea> areas();

    /** The address space, which exists. */
    Mm mm(MmId mm);

    /** A page with nothing in it. */
    Page blank();

    /** What a program finds where it never stored. */
    Content nothingStored();

    /** The first page of the folio that a page belongs to ({@code folio_page}); of a free frame, itself. */
    default Pfn head(Pfn page) {
        for (int order = 1; order <= bounds().order(); order++) {
            Pfn head = Pfn.of(page.index() >> order << order);
            Folio folio = folios().get(head);
            if (folio != null && folio.order() >= order) {
                return head;
            }
        }
        return page;
    }

    /** The folio of an allocated page. */
    default Folio folio(Pfn page) {
        return folios().at(head(page));
    }

    @Override
    default boolean free(Pfn page) {
        return !folios().has(head(page));
    }

    /** {@inheritDoc} Of a free frame, itself. */
    @Override
    default List<Pfn> pagesOf(Pfn page) {
        int head = head(page).index();
        Folio folio = folios().get(Pfn.of(head));
        return bounds().pfns().subList(head, head + (folio == null ? 1 : folio.pages()));
    }

    /** Whether some entry of an address space that maps a page of the folio says that it was written through. */
    default boolean writtenInPart(MmId mm, Pfn page) {
        Pfn head = head(page);
        return mm(mm).ptes().any(pte -> pte instanceof Pte.Present p && p.dirty() && head(p.page()).equals(head));
    }

    /** The slot of a page in the swap cache, or null. */
    default @Nullable SlotId slotOf(Pfn page) {
        SlotId first = free(page) ? null : folio(page).slot();
        return first == null ? null : first.plus(page.index() - head(page).index());
    }

    /** The call in flight, which is known to be of this kind. */
    default <C extends Call> C call(MmId mm, Class<C> kind) {
        Call call = mm(mm).call();
        if (!kind.isInstance(call)) {
            throw new IllegalStateException(mm + " has no call of this kind: " + kind.getSimpleName());
        }
        return kind.cast(call);
    }

    /** Whether the address space is a child that fork has not finished. */
    default boolean beingForked(MmId mm) {
        return mms().any(other -> other.call() instanceof Call.Forking f && f.child().equals(mm));
    }

    /** Whether a new call or fault of the address space has to wait. */
    default boolean mmapLocked(MmId mm) {
        return mm(mm).call() != null || beingForked(mm);
    }

    /** Whether {@code mmap_lock} is held for writing, so that not even swapoff may walk the address space. */
    default boolean writeLocked(MmId mm) {
        Call call = mm(mm).call();
        return (call != null && call.writeLocked()) || beingForked(mm);
    }

    /** Whether a step in between holds the page table lock of this entry. */
    default boolean pteLocked(MmId mm, Va va) {
        Call call = mm(mm).call();
        return call != null && call.ptesLocked(va);
    }

    /** What the hardware finds behind an entry that it walks: a page, or the zeroes of the zero page. */
    default Page behind(MmId mm, Va va) {
        Pte.Present entry = mm(mm).present(va);
        return entry == null ? blank() : page(entry.page());
    }

    /** How many entries pass the test, over all address spaces. */
    default int entries(Predicate<Pte> test) {
        return mms().sum(mm -> mm.ptes().count(test));
    }

    /** How many entries map the page: what {@code _mapcount} counts. */
    default int mappings(Pfn page) {
        return entries(pte -> pte instanceof Pte.Present p && p.page().equals(page));
    }

    /** How many pins are on the page. */
    default int pins(Pfn page) {
        return mms().sum(mm -> mm.pins().count(pin -> pin.page().equals(page)));
    }

    /** How many migration entries name the page. */
    default int migrations(Pfn page) {
        return entries(pte -> pte instanceof Pte.Migration e && e.page().equals(page));
    }

    /** The page that a migration entry of this one brings back: its destination, once that has taken its place. */
    default Pfn broughtBack(Pfn page) {
        boolean moved = !free(page) && folio(page).moved();
        return moved ? folio(page).destination().plus(page.index() - head(page).index()) : page;
    }

    /** How many swap entries name the slot, the file's too: what the low bits of {@code swap_map} count. */
    default int users(SlotId slot) {
        return file().users(slot) + entries(pte -> pte instanceof Pte.Swap s && s.slot().equals(slot));
    }

    /**
     * Everything that refers to the folio, {@code _refcount}: the mappings and pins of all its pages, calls in flight,
     * and what {@link #kept} counts. A pin counts as one, and so does a huge entry for all its pages.
     */
    default int references(Pfn page) {
        int held = kept(page) - spared(page);
        for (Pfn one : pagesOf(page)) {
            held += mappings(one) + pins(one) + mms().sum(mm -> mm.holds(one));
        }
        return held;
    }

    /** How many references fewer than mappings the folio has, as a huge entry holds one for all its pages. */
    default int spared(Pfn page) {
        Pfn head = head(page);
        return mms().sum(mm -> mm.leaves().isEmpty() ? 0 : mm.leaves().keys().stream()
                .filter(va -> mm.present(va) != null && Objects.equals(head, mm.page(va)))
                .mapToInt(va -> mm.leaves().at(va).pages() - 1)
                .sum());
    }

    /** How many references the page cache, the swap cache for each of its pages, and whoever isolated it hold. */
    default int kept(Pfn page) {
        Folio folio = free(page) ? null : folio(page);
        int own = folio == null ? 0 : (folio.cached() ? folio.pages() : 0) + (folio.locked() ? 1 : 0);
        return own + (file().holds(page) ? 1 : 0);
    }

    /** The page that is in the swap cache at this slot, or null. */
    default @Nullable Pfn cachedAt(SlotId slot) {
        Pfn head = folios().first(folio -> folio.caches(slot));
        SlotId first = head == null ? null : folio(head).slot();
        return head == null || first == null ? null : head.plus(slot.index() - first.index());
    }

    /** Whether a read past the swap cache has claimed the slot. */
    default boolean claimed(SlotId slot) {
        return mms().any(mm -> mm.call() instanceof Call.SwappingIn s && s.bypass() && s.slot().equals(slot));
    }

    /** What of the file the page is: by its area, or, if that has gone, by what the entry brings back. */
    default @Nullable Offset offset(MmId id, Va va) {
        Vma vma = mm(id).vmas().get(va);
        if (vma != null) {
            return vma.offset();
        }
        Pfn page = mm(id).page(va);
        return page == null ? null : file().offsetOf(broughtBack(page));
    }

    /** What a program last stored in the page: this one, or, in shared memory, any. */
    default Content stored(MmId id, Va va) {
        Offset offset = offset(id, va);
        Content ghost = offset == null ? mm(id).ghost().get(va) : file().ghost().at(offset);
        return ghost == null ? nothingStored() : ghost;
    }

    /** The area that the slot is of. */
    default SwapArea areaOf(SlotId slot) {
        return areas().at(bounds().areaOf(slot));
    }

    /** Whether a swapoff is running; the return cache, which all areas share, is off meanwhile. */
    default boolean anyLeaving() {
        return areas().any(area -> area == SwapArea.LEAVING);
    }

    /** Whether some slot of the area is in use or waits in the return cache. */
    default boolean anySlotInUse(AreaId area) {
        return bounds().slotsOf(area).stream().anyMatch(slot -> slots().at(slot).state() != SlotState.FREE);
    }
}
