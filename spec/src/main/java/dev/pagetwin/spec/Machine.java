package dev.pagetwin.spec;

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
import java.util.function.UnaryOperator;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The whole state, an immutable value: equal states are equal objects. Sets (the users of a slot, the mappings of a
 * page, the references to a folio) are derived from the entries and calls, never stored beside them.
 *
 * @param bounds the size
 * @param mms the address spaces that exist
 * @param file what they share
 * @param folios the allocations, by first page; a frame in none is free
 * @param pages the content of every frame, blank for a free one
 * @param slots every swap slot
 * @param area the swap area
 */
public record Machine(
        Bounds bounds,
        IdMap<MmId, Mm> mms,
        SharedFile file,
        IdMap<Pfn, Folio> folios,
        IdMap<Pfn, Page> pages,
        IdMap<SlotId, Slot> slots,
        SwapArea area) {

    /** One empty address space, all memory free, swap on. */
    public static Machine boot(Bounds b) {
        IdMap<MmId, Mm> none = IdMap.empty(b.mmIds());
        return new Machine(
                b,
                none.with(MmId.of(0), Mm.empty(b.vaIds())),
                SharedFile.empty(b.offsetIds(), b.granules()),
                IdMap.empty(b.pfns()),
                IdMap.filled(b.pfns(), Page.blank(b.granules())),
                IdMap.filled(b.slotIds(), Slot.free(b.granules())),
                SwapArea.ON);
    }

    /** A page with nothing in it. */
    public Page blank() {
        return Page.blank(bounds.granules());
    }

    /** What a program finds where it never stored. */
    public Content nothingStored() {
        return Content.zero(bounds.granules());
    }

    public boolean alive(MmId mm) {
        return mms.has(mm);
    }

    public Mm mm(MmId mm) {
        return mms.at(mm);
    }

    public Page page(Pfn page) {
        return pages.at(page);
    }

    public Slot slot(SlotId slot) {
        return slots.at(slot);
    }

    /** The first page of the folio that a page belongs to ({@code folio_page}); of a free frame, itself. */
    public Pfn head(Pfn page) {
        for (int order = 1; order <= bounds.order(); order++) {
            Pfn head = Pfn.of(page.index() >> order << order);
            Folio folio = folios.get(head);
            if (folio != null && folio.order() >= order) {
                return head;
            }
        }
        return page;
    }

    /** The folio of an allocated page. */
    public Folio folio(Pfn page) {
        return folios.at(head(page));
    }

    /** Whether the frame is free. */
    public boolean free(Pfn page) {
        return !folios.has(head(page));
    }

    /** The pages of the folio that a page belongs to; of a free frame, itself. */
    public List<Pfn> pagesOf(Pfn page) {
        int head = head(page).index();
        Folio folio = folios.get(Pfn.of(head));
        return bounds.pfns().subList(head, head + (folio == null ? 1 : folio.pages()));
    }

    /** The slot of a page in the swap cache, or null. */
    public @Nullable SlotId slotOf(Pfn page) {
        SlotId first = free(page) ? null : folio(page).slot();
        return first == null ? null : first.plus(page.index() - head(page).index());
    }

    /** The call in flight, which is known to be of this kind. */
    public <C extends Call> C call(MmId mm, Class<C> kind) {
        Call call = mm(mm).call();
        if (!kind.isInstance(call)) {
            throw new IllegalStateException(mm + " has no call of this kind: " + kind.getSimpleName());
        }
        return kind.cast(call);
    }

    /** Whether the address space is a child that fork has not finished. */
    public boolean beingForked(MmId mm) {
        return mms.any(other -> other.call() instanceof Call.Forking f && f.child().equals(mm));
    }

    /** Whether a new call or fault of the address space has to wait. */
    public boolean mmapLocked(MmId mm) {
        return mm(mm).call() != null || beingForked(mm);
    }

    /** Whether {@code mmap_lock} is held for writing, so that not even swapoff may walk the address space. */
    public boolean writeLocked(MmId mm) {
        Call call = mm(mm).call();
        return (call != null && call.writeLocked()) || beingForked(mm);
    }

    /** Whether a step in between holds the page table lock of this entry. */
    public boolean pteLocked(MmId mm, Va va) {
        Call call = mm(mm).call();
        return call != null && call.ptesLocked(va);
    }

    /** What the hardware finds behind an entry that it walks: a page, or the zeroes of the zero page. */
    public Page behind(MmId mm, Va va) {
        Pte.Present entry = mm(mm).present(va);
        return entry == null ? blank() : page(entry.page());
    }

    /** How many entries pass the test, over all address spaces. */
    public int entries(Predicate<Pte> test) {
        return mms.sum(mm -> mm.ptes().count(test));
    }

    /** How many entries map the page: what {@code _mapcount} counts. */
    public int mappings(Pfn page) {
        return entries(pte -> pte instanceof Pte.Present p && p.page().equals(page));
    }

    /** How many pins are on the page. */
    public int pins(Pfn page) {
        return mms.sum(mm -> mm.pins().count(pin -> pin.page().equals(page)));
    }

    /** How many migration entries name the page. */
    public int migrations(Pfn page) {
        return entries(pte -> pte instanceof Pte.Migration e && e.page().equals(page));
    }

    /** The page that a migration entry of this one brings back: its destination, once that has taken its place. */
    public Pfn broughtBack(Pfn page) {
        boolean moved = !free(page) && folio(page).moved();
        return moved ? folio(page).destination().plus(page.index() - head(page).index()) : page;
    }

    /** How many swap entries name the slot, the file's too: what the low bits of {@code swap_map} count. */
    public int users(SlotId slot) {
        return file.users(slot) + entries(pte -> pte instanceof Pte.Swap s && s.slot().equals(slot));
    }

    /**
     * Everything that refers to the folio, {@code _refcount}: the mappings and pins of all its pages, calls in flight,
     * and what {@link #kept} counts. A pin counts as one.
     */
    public int references(Pfn page) {
        int held = kept(page);
        for (Pfn one : pagesOf(page)) {
            held += mappings(one) + pins(one) + mms.sum(mm -> mm.holds(one));
        }
        return held;
    }

    /** How many references the page cache, the swap cache for each of its pages, and whoever isolated it hold. */
    public int kept(Pfn page) {
        Folio folio = free(page) ? null : folio(page);
        int own = folio == null ? 0 : (folio.cached() ? folio.pages() : 0) + (folio.locked() ? 1 : 0);
        return own + (file.holds(page) ? 1 : 0);
    }

    /** The page that is in the swap cache at this slot, or null. */
    public @Nullable Pfn cachedAt(SlotId slot) {
        Pfn head = folios.first(folio -> folio.caches(slot));
        SlotId first = head == null ? null : folio(head).slot();
        return head == null || first == null ? null : head.plus(slot.index() - first.index());
    }

    /** Whether a read past the swap cache has claimed the slot. */
    public boolean claimed(SlotId slot) {
        return mms.any(mm -> mm.call() instanceof Call.SwappingIn s && s.bypass() && s.slot().equals(slot));
    }

    public Machine withMm(MmId id, Mm mm) {
        return new Machine(bounds, mms.with(id, mm), file, folios, pages, slots, area);
    }

    public Machine withoutMm(MmId id) {
        return new Machine(bounds, mms.without(id), file, folios, pages, slots, area);
    }

    public Machine withCall(MmId id, @Nullable Call call) {
        return withMm(id, mm(id).withCall(call));
    }

    public Machine withPte(MmId id, Va va, Pte pte) {
        return withMm(id, mm(id).withPte(va, pte));
    }

    /** The folio that the page belongs to changed; that of a free frame is new and begins there. */
    public Machine withFolio(Pfn page, Folio folio) {
        return new Machine(bounds, mms, file, folios.with(head(page), folio), pages, slots, area);
    }

    public Machine withPage(Pfn page, Page content) {
        return new Machine(bounds, mms, file, folios, pages.with(page, content), slots, area);
    }

    /** The page marked as exclusive, or not. */
    public Machine withExclusive(Pfn page, boolean value) {
        return withPage(page, page(page).withExclusive(value));
    }

    /** The folio's frames free and blank. */
    public Machine withFree(Pfn page) {
        IdMap<Pfn, Page> blanked = pages;
        for (Pfn one : pagesOf(page)) {
            blanked = blanked.with(one, blank());
        }
        return new Machine(bounds, mms, file, folios.without(head(page)), blanked, slots, area);
    }

    public Machine withSlot(SlotId id, Slot slot) {
        return new Machine(bounds, mms, file, folios, pages, slots.with(id, slot), area);
    }

    public Machine withArea(SwapArea value) {
        return new Machine(bounds, mms, file, folios, pages, slots, value);
    }

    public Machine withFile(SharedFile value) {
        return new Machine(bounds, mms, value, folios, pages, slots, area);
    }

    /** What of the file the page is: by its area, or, if that has gone, by what the entry brings back. */
    public @Nullable Offset offset(MmId id, Va va) {
        Vma vma = mm(id).vmas().get(va);
        if (vma != null) {
            return vma.offset();
        }
        Pfn page = mm(id).page(va);
        return page == null ? null : file.offsetOf(broughtBack(page));
    }

    /** What a program last stored in the page: this one, or, in shared memory, any. */
    public Content stored(MmId id, Va va) {
        Offset offset = offset(id, va);
        Content ghost = offset == null ? mm(id).ghost().get(va) : file.ghost().at(offset);
        return ghost == null ? nothingStored() : ghost;
    }

    /** The ghost of one page changed. */
    public Machine withGhost(MmId id, Va va, UnaryOperator<Content> change) {
        Offset offset = offset(id, va);
        Content stored = change.apply(stored(id, va));
        return offset == null
                ? withMm(id, mm(id).withGhost(mm(id).ghost().with(va, stored)))
                : withFile(file.withGhost(offset, stored));
    }

    /** Whether some slot is in use or waits in the return cache. */
    public boolean anySlotInUse() {
        return slots.any(s -> s.state() != SlotState.FREE);
    }
}
