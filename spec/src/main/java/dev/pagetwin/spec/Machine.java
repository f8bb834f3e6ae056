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
import dev.pagetwin.spec.state.SwapArea;
import dev.pagetwin.spec.state.Va;
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
 * @param areas the swap areas, none missing
 */
public record Machine(
        Bounds bounds,
        IdMap<MmId, Mm> mms,
        SharedFile file,
        IdMap<Pfn, Folio> folios,
        IdMap<Pfn, Page> pages,
        IdMap<SlotId, Slot> slots,
        IdMap<AreaId, SwapArea> areas)
        implements Derived {

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
                IdMap.filled(b.areaIds(), SwapArea.ON));
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

    public Machine withMm(MmId id, Mm mm) {
        return new Machine(bounds, mms.with(id, mm), file, folios, pages, slots, areas);
    }

    public Machine withoutMm(MmId id) {
        return new Machine(bounds, mms.without(id), file, folios, pages, slots, areas);
    }

    public Machine withCall(MmId id, @Nullable Call call) {
        return withMm(id, mm(id).withCall(call));
    }

    public Machine withPte(MmId id, Va va, Pte pte) {
        return withMm(id, mm(id).withPte(va, pte));
    }

    /** The folio that the page belongs to changed; that of a free frame is new and begins there. */
    public Machine withFolio(Pfn page, Folio folio) {
        return new Machine(bounds, mms, file, folios.with(head(page), folio), pages, slots, areas);
    }

    /** The content of the frame changed; the tag storage that is reserved for it is not. */
    public Machine withPage(Pfn page, Page content) {
        Page kept = content.withReserved(page(page).reserved());
        return new Machine(bounds, mms, file, folios, pages.with(page, kept), slots, areas);
    }

    /** Tag storage reserved for every page of a folio. */
    public Machine withStorage(Pfn page) {
        IdMap<Pfn, Page> reserved = pages;
        for (Pfn one : pagesOf(page)) {
            reserved = reserved.with(one, page(one).withReserved(true));
        }
        return new Machine(bounds, mms, file, folios, reserved, slots, areas);
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
        return new Machine(bounds, mms, file, folios.without(head(page)), blanked, slots, areas);
    }

    public Machine withSlot(SlotId id, Slot slot) {
        return new Machine(bounds, mms, file, folios, pages, slots.with(id, slot), areas);
    }

    public Machine withArea(AreaId id, SwapArea value) {
        return new Machine(bounds, mms, file, folios, pages, slots, areas.with(id, value));
    }

    public Machine withFile(SharedFile value) {
        return new Machine(bounds, mms, value, folios, pages, slots, areas);
    }

    /** The ghost of one page changed. */
    public Machine withGhost(MmId id, Va va, UnaryOperator<Content> change) {
        Offset offset = offset(id, va);
        Content stored = change.apply(stored(id, va));
        return offset == null
                ? withMm(id, mm(id).withGhost(mm(id).ghost().with(va, stored)))
                : withFile(file.withGhost(offset, stored));
    }
}
