package dev.pagetwin.spec;

import dev.pagetwin.spec.state.Call;
import dev.pagetwin.spec.state.Content;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.IdMap;
import dev.pagetwin.spec.state.Mm;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Page;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Slot;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.SlotState;
import dev.pagetwin.spec.state.SwapArea;
import dev.pagetwin.spec.state.Va;
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
 * @param folios the allocations, by first page; a frame in none is free
 * @param pages the content of every frame, blank for a free one
 * @param slots every swap slot
 * @param area the swap area
 */
public record Machine(
        Bounds bounds,
        IdMap<MmId, Mm> mms,
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
                IdMap.empty(b.pfns()),
                IdMap.filled(b.pfns(), blankPage(b)),
                IdMap.filled(b.slotIds(), Slot.free(b.granules())),
                SwapArea.ON);
    }

    private static Page blankPage(Bounds b) {
        return Page.blank(b.granules());
    }

    /** A page with nothing in it. */
    public Page blank() {
        return blankPage(bounds);
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

    /** The folio of an allocated page. */
    public Folio folio(Pfn page) {
        return folios.at(page);
    }

    /** Whether the frame is free. */
    public boolean free(Pfn page) {
        return !folios.has(page);
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
        return mm(mm).call() instanceof Call.Protecting p && p.clearing() && p.next().equals(va);
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
        Folio folio = folios.get(page);
        return folio != null && folio.moved() ? folio.destination() : page;
    }

    /** How many swap entries name the slot: what the low bits of {@code swap_map} count. */
    public int users(SlotId slot) {
        return entries(pte -> pte instanceof Pte.Swap s && s.slot().equals(slot));
    }

    /**
     * Everything that refers to the folio: its mappings, pins, the swap cache, whoever isolated it, calls in flight.
     * What {@code _refcount} counts, a pin as one.
     */
    public int references(Pfn page) {
        Folio folio = folios.get(page);
        int kernel = folio == null ? 0 : (folio.cached() ? 1 : 0) + (folio.locked() ? 1 : 0);
        return kernel + mappings(page) + pins(page) + callReferences(page);
    }

    private int callReferences(Pfn page) {
        return mms.sum(mm -> {
            Call call = mm.call();
            if (call instanceof Call.Copying c) {
                return (c.from().equals(page) ? 1 : 0) + (c.to().equals(page) ? 1 : 0);
            }
            return call instanceof Call.SwappingIn s && Objects.equals(page, s.page()) ? 1 : 0;
        });
    }

    /** The page that is in the swap cache at this slot, or null. */
    public @Nullable Pfn cachedAt(SlotId slot) {
        return folios.first(folio -> Objects.equals(slot, folio.slot()));
    }

    /** Whether a read past the swap cache has claimed the slot. */
    public boolean claimed(SlotId slot) {
        return mms.any(mm -> mm.call() instanceof Call.SwappingIn s && s.bypass() && s.slot().equals(slot));
    }

    public Machine withMm(MmId id, Mm mm) {
        return new Machine(bounds, mms.with(id, mm), folios, pages, slots, area);
    }

    public Machine withoutMm(MmId id) {
        return new Machine(bounds, mms.without(id), folios, pages, slots, area);
    }

    public Machine withCall(MmId id, @Nullable Call call) {
        return withMm(id, mm(id).withCall(call));
    }

    public Machine withPte(MmId id, Va va, Pte pte) {
        return withMm(id, mm(id).withPte(va, pte));
    }

    public Machine withFolio(Pfn page, Folio folio) {
        return new Machine(bounds, mms, folios.with(page, folio), pages, slots, area);
    }

    public Machine withPage(Pfn page, Page content) {
        return new Machine(bounds, mms, folios, pages.with(page, content), slots, area);
    }

    /** The page marked as exclusive, or not. */
    public Machine withExclusive(Pfn page, boolean value) {
        return withPage(page, page(page).withExclusive(value));
    }

    /** The frame free and blank. */
    public Machine withFree(Pfn page) {
        return new Machine(bounds, mms, folios.without(page), pages.with(page, blank()), slots, area);
    }

    public Machine withSlot(SlotId id, Slot slot) {
        return new Machine(bounds, mms, folios, pages, slots.with(id, slot), area);
    }

    public Machine withArea(SwapArea value) {
        return new Machine(bounds, mms, folios, pages, slots, value);
    }

    /** The ghost of one page changed. */
    public Machine withGhost(MmId id, Va va, UnaryOperator<Content> change) {
        Mm mm = mm(id);
        Content old = mm.ghost().get(va);
        return withMm(id, mm.withGhost(mm.ghost().with(va, change.apply(old == null ? nothingStored() : old))));
    }

    /** Whether some slot is in use or waits in the return cache. */
    public boolean anySlotInUse() {
        return slots.any(s -> s.state() != SlotState.FREE);
    }
}
