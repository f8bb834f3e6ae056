package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.Page;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Slot;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.SlotState;
import dev.pagetwin.spec.state.SwapArea;
import dev.pagetwin.spec.state.TagState;
import org.checkerframework.checker.nullness.qual.Nullable;

/** What paths do with all pages of a folio, whichever of them it is named by. */
final class Folios {
    private Folios() {}

    /** How many entries map a page of the folio, a huge one counted once ({@code folio_mapcount}). */
    static int mappings(Machine m, Pfn page) {
        return m.pagesOf(page).stream().mapToInt(m::mappings).sum() - m.spared(page);
    }

    /** How many pins the folio's pages have. */
    static int pins(Machine m, Pfn page) {
        return m.pagesOf(page).stream().mapToInt(m::pins).sum();
    }

    /** How many migration entries name a page of the folio. */
    static int migrations(Machine m, Pfn page) {
        return m.pagesOf(page).stream().mapToInt(m::migrations).sum();
    }

    /** How many swap entries name a slot of a folio in the swap cache ({@code folio_swapped}). */
    static int users(Machine m, Pfn page) {
        return m.pagesOf(page).stream().mapToInt(one -> m.users(slot(m, one))).sum();
    }

    /** The slot of a page that is known to be in the swap cache. */
    static SlotId slot(Machine m, Pfn page) {
        SlotId slot = m.slotOf(page);
        if (slot == null) {
            throw new IllegalStateException(page + " is not in the swap cache");
        }
        return slot;
    }

    /** The references of one who has locked a folio, the swap cache's included: nobody else holds it. */
    static int own(Folio folio) {
        return 1 + (folio.cached() ? folio.pages() : 0);
    }

    // ---- allocation

    /**
     * The frames chosen for a folio are naturally aligned and free, and tags are to be had for what wants them; null is
     * an allocation that fails.
     *
     * @param tagged whether the pages are for a tagged area, or get the tags of others ({@code __GFP_TAGGED})
     */
    static @Nullable Rejection allocates(Machine m, @Nullable Pfn page, int order, boolean tagged) {
        if (page == null) {
            return null;
        }
        if (!Bounds.aligned(page.index(), order, m.bounds().pages())) {
            return Rejection.NOT_ALIGNED;
        }
        for (int i = 0; i < 1 << order; i++) {
            if (tagged && !m.taggable(page.plus(i))) {
                return Rejection.NOT_TAGGABLE;
            }
        }
        for (int i = 0; i < 1 << order; i++) {
            if (!m.free(page.plus(i))) {
                return Rejection.PAGE_IN_USE;
            }
        }
        for (int i = 0; i < 1 << order; i++) {
            if (m.withheld(page.plus(i))) {
                return Rejection.HOLDS_TAGS;
            }
        }
        return null;
    }

    /** The slots chosen for a folio are naturally aligned and free; null is that none are found. */
    static @Nullable Rejection allocates(Machine m, @Nullable SlotId slot, int order) {
        if (slot == null) {
            return null;
        }
        if (!Bounds.aligned(slot.index(), order, m.bounds().slots())) {
            return Rejection.NOT_ALIGNED;
        }
        for (int i = 0; i < 1 << order; i++) {
            if (m.slot(slot.plus(i)).state() != SlotState.FREE) {
                return Rejection.SLOT_IN_USE;
            }
        }
        return null;
    }

    /** Whether a folio finds slots in an area of higher priority than this slot's ({@code get_swap_pages}). */
    static boolean roomBefore(Machine m, SlotId slot, int order) {
        for (SlotId before : m.bounds().slotIds().subList(0, slot.index())) {
            boolean other = !m.bounds().areaOf(before).equals(m.bounds().areaOf(slot));
            if (other && m.areaOf(before) == SwapArea.ON && allocates(m, before, order) == null) {
                return true;
            }
        }
        return false;
    }

    /** The folio in the swap cache, its slots allocated. */
    static Machine cached(Machine m, Pfn page, SlotId first) {
        Machine out = m.withFolio(page, m.folio(page).withSlot(first));
        for (int i = 0; i < m.folio(page).pages(); i++) {
            out = out.withSlot(first.plus(i), new Slot(SlotState.IN_USE, m.blank()));
        }
        return out;
    }

    // ---- content

    /** What {@code copy_highpage} makes of the page: first tags that somebody is writing just now are not copied. */
    static Page copy(Page source) {
        return (source.tagged() ? source : source.withoutTags(TagState.UNTAGGED)).withExclusive(false);
    }

    /** Each page of a folio copied to a page of another one of the same size. */
    static Machine copied(Machine m, Pfn from, Pfn to) {
        Machine out = m;
        int i = 0;
        for (Pfn page : m.pagesOf(from)) {
            out = out.withPage(m.head(to).plus(i++), m.page(page));
        }
        return out;
    }

    /** The folio leaves the swap cache for its slots, which owe the data from now on, and is freed. */
    static Machine removed(Machine m, Pfn page) {
        Machine out = m.withFree(page);
        for (Pfn one : m.pagesOf(page)) {
            SlotId slot = slot(m, one);
            Page due = m.slot(slot).due().withData(m.page(one).data());
            out = Release.swapFree(out.withSlot(slot, m.slot(slot).withDue(due)), slot);
        }
        return out;
    }
}
