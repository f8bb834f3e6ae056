package dev.pagetwin.spec;

import dev.pagetwin.spec.state.AreaId;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Offset;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.Va;
import dev.pagetwin.spec.tagstorage.Region;
import java.util.List;

/**
 * The size of a machine. Every number is a count, at least 1, but for the file's, which may be 0.
 *
 * @param mms address spaces, at most 26
 * @param vas virtual pages of each address space, at most 1024
 * @param pages page frames, at most 1024
 * @param slots swap slots, at most 1024
 * @param granules tag granules a page, at most 4096
 * @param tags tag values in use, from 0, at most 16
 * @param data data values in use, from 0, at most 16
 * @param profile what the configuration may choose
 * @param offsets pages of the shared file, at most 1024; 0 is no file
 * @param order the largest order of a folio, 0 if every folio is one page. Presets scale it: the kernel's smallest
 *     large anonymous folio has order 2
 * @param areas swap areas, at most 29, between which the slots are divided evenly, in order
 * @param cont entries that hardware may take as one, a power of two; 0 if entries are not folded. The specification
 *     does not look at it: only what the hardware sees depends on it
 * @param regions data pages and the pages that hold their tags, where tag storage is managed; none if every page has
 *     room for tags
 */
public record Bounds(
        int mms,
        int vas,
        int pages,
        int slots,
        int granules,
        int tags,
        int data,
        Profile profile,
        int offsets,
        int order,
        int areas,
        int cont,
        List<Region> regions) {
    /** The largest order there may be: a huge entry's, at pages of 4K. */
    public static final int MOST_ORDER = 9;

    public Bounds {
        check("mms", mms, 26);
        check("vas", vas, 1024);
        check("pages", pages, 1024);
        check("slots", slots, 1024);
        check("granules", granules, 4096);
        check("tags", tags, 16);
        check("data", data, 16);
        if (offsets != 0) {
            check("offsets", offsets, 1024);
        }
        if (order < 0 || order > MOST_ORDER || 1 << order > pages) {
            throw new IllegalArgumentException("order=" + order + " is not 0 to " + MOST_ORDER + ", or exceeds pages");
        }
        check("areas", areas, 29);
        if (areas > 1 && slots % (areas << order) != 0) {
            throw new IllegalArgumentException("areas=" + areas + " do not divide slots=" + slots + " evenly, each with"
                    + " room for whole folios of order=" + order);
        }
        if (cont < 0 || cont > 1024 || Integer.bitCount(cont) > 1) {
            throw new IllegalArgumentException("cont=" + cont + " is not a power of two up to 1024, or 0");
        }
        regions = List.copyOf(regions);
        Region.requireApart(regions, pages);
    }

    /** With room for the tags of every page. */
    public Bounds(
            int mms,
            int vas,
            int pages,
            int slots,
            int granules,
            int tags,
            int data,
            Profile profile,
            int offsets,
            int order,
            int areas,
            int cont) {
        this(mms, vas, pages, slots, granules, tags, data, profile, offsets, order, areas, cont, List.of());
    }

    /** With contiguous entries, if any, for the largest folio. */
    public Bounds(
            int mms,
            int vas,
            int pages,
            int slots,
            int granules,
            int tags,
            int data,
            Profile profile,
            int offsets,
            int order,
            int areas) {
        this(mms, vas, pages, slots, granules, tags, data, profile, offsets, order, areas, 0);
    }

    /** With one swap area. */
    public Bounds(
            int mms,
            int vas,
            int pages,
            int slots,
            int granules,
            int tags,
            int data,
            Profile profile,
            int offsets,
            int order) {
        this(mms, vas, pages, slots, granules, tags, data, profile, offsets, order, 1);
    }

    /** Without a shared file and without large folios. */
    public Bounds(int mms, int vas, int pages, int slots, int granules, int tags, int data, Profile profile) {
        this(mms, vas, pages, slots, granules, tags, data, profile, 0, 0);
    }

    private static void check(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + "=" + value + " is not 1 to " + most);
        }
    }

    public List<MmId> mmIds() {
        return MmId.first(mms);
    }

    public List<Va> vaIds() {
        return Va.first(vas);
    }

    public List<Pfn> pfns() {
        return Pfn.first(pages);
    }

    public List<SlotId> slotIds() {
        return SlotId.first(slots);
    }

    public List<Offset> offsetIds() {
        return Offset.first(offsets);
    }

    public List<AreaId> areaIds() {
        return AreaId.first(areas);
    }

    /** The area that a slot is of. */
    public AreaId areaOf(SlotId slot) {
        return AreaId.of(slot.index() / (slots / areas));
    }

    /** The slots of an area. */
    public List<SlotId> slotsOf(AreaId area) {
        int size = slots / areas;
        return slotIds().subList(area.index() * size, (area.index() + 1) * size);
    }

    /** Whether a range of {@code len} pages from {@code va} lies in an address space. */
    public boolean inRange(Va va, int len) {
        return len >= 1 && va.index() + len <= vas;
    }

    /** Whether these many ids from this number on are a naturally aligned range of an order, and exist. */
    public static boolean aligned(int first, int order, int count) {
        return (first & (1 << order) - 1) == 0 && first + (1 << order) <= count;
    }

    public Bounds withProfile(Profile value) {
        return new Bounds(mms, vas, pages, slots, granules, tags, data, value, offsets, order, areas, cont, regions);
    }

    public Bounds withGranules(int value) {
        return new Bounds(mms, vas, pages, slots, value, tags, data, profile, offsets, order, areas, cont, regions);
    }

    public Bounds withOffsets(int value) {
        return new Bounds(mms, vas, pages, slots, granules, tags, data, profile, value, order, areas, cont, regions);
    }

    public Bounds withOrder(int value) {
        return new Bounds(mms, vas, pages, slots, granules, tags, data, profile, offsets, value, areas, cont, regions);
    }

    public Bounds withAreas(int value) {
        return new Bounds(mms, vas, pages, slots, granules, tags, data, profile, offsets, order, value, cont, regions);
    }

    public Bounds withCont(int value) {
        return new Bounds(mms, vas, pages, slots, granules, tags, data, profile, offsets, order, areas, value, regions);
    }

    public Bounds withRegions(List<Region> value) {
        return new Bounds(mms, vas, pages, slots, granules, tags, data, profile, offsets, order, areas, cont, value);
    }

    /** {@code CONT_PTES}: how many entries hardware may take as one; where nothing is said, what a folio has pages. */
    public int contPtes() {
        return cont == 0 ? 1 << order : cont;
    }

    /** Whether {@code len} pages from {@code first} lie in the file. */
    public boolean inFile(Offset first, int len) {
        return len >= 1 && first.index() + len <= offsets;
    }
}
