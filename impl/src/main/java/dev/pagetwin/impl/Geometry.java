package dev.pagetwin.impl;

import dev.pagetwin.spec.id.SlotNo;
import java.util.List;

/**
 * The size of a kernel; every number is a count, at least 1, but for the file's, which may be 0.
 *
 * @param mms address spaces
 * @param vas virtual pages of each address space
 * @param frames page frames
 * @param slots swap slots
 * @param granules tag granules a page
 * @param offsets pages of the shared file; 0 is no file
 * @param order the largest order of a folio, at least 0
 * @param areas swap areas, between which the slots are divided evenly, in order
 * @param cont entries that hardware takes as one when they say so ({@code CONT_PTES}), a power of two; 1 is none
 * @param regions the frames that hold the tags of others, where they may hold data too; none if all have room for tags
 * @param group the processes that other processes beside them do not count for; as a rule, all there are
 */
public record Geometry(
        int mms,
        int vas,
        int frames,
        int slots,
        int granules,
        int offsets,
        int order,
        int areas,
        int cont,
        List<TagRegion> regions,
        ControlGroup group) {
    /** The largest number of swap areas, as many as a swap entry can tell apart. */
    public static final int MOST_AREAS = 29;

    public Geometry {
        check("mms", mms);
        check("vas", vas);
        check("frames", frames);
        check("slots", slots);
        check("granules", granules);
        if (offsets != 0) {
            check("offsets", offsets);
        }
        if (order < 0 || order > 30 || 1 << order > frames) {
            throw new IllegalArgumentException("order=" + order + " is below 0, or larger than all frames");
        }
        check("areas", areas);
        if (areas > 1 && (areas > MOST_AREAS || slots % (areas << order) != 0)) {
            throw new IllegalArgumentException("areas=" + areas + " are too many, or do not divide slots=" + slots
                    + " evenly, each with room for whole folios of order=" + order);
        }
        if (Integer.bitCount(cont) != 1 || cont < 1) {
            throw new IllegalArgumentException("cont=" + cont + " is not a power of two");
        }
        regions = List.copyOf(regions);
        if (!group.fits(mms, areas, slots / areas)) {
            throw new IllegalArgumentException("group=" + group + " has more than there is");
        }
    }

    /** With everything in one group. */
    public Geometry(
            int mms,
            int vas,
            int frames,
            int slots,
            int granules,
            int offsets,
            int order,
            int areas,
            int cont,
            List<TagRegion> regions) {
        this(
                mms, vas, frames, slots, granules, offsets, order, areas, cont, regions,
                ControlGroup.whole(Math.max(1, mms), Math.max(1, areas), Math.max(1, slots)));
    }

    /** With room for the tags of every frame. */
    public Geometry(
            int mms, int vas, int frames, int slots, int granules, int offsets, int order, int areas, int cont) {
        this(mms, vas, frames, slots, granules, offsets, order, areas, cont, List.of());
    }

    /** Without contiguous entries. */
    public Geometry(int mms, int vas, int frames, int slots, int granules, int offsets, int order, int areas) {
        this(mms, vas, frames, slots, granules, offsets, order, areas, 1);
    }

    /** With one swap area. */
    public Geometry(int mms, int vas, int frames, int slots, int granules, int offsets, int order) {
        this(mms, vas, frames, slots, granules, offsets, order, 1);
    }

    /** Without a shared file and without large folios. */
    public Geometry(int mms, int vas, int frames, int slots, int granules) {
        this(mms, vas, frames, slots, granules, 0, 0);
    }

    /** Whether these many numbers from this one on are a naturally aligned range of an order, and exist. */
    public static boolean aligned(int first, int order, int count) {
        return (first & (1 << order) - 1) == 0 && first + (1 << order) <= count;
    }

    /** With entries that hardware takes as one. */
    public Geometry withCont(int value) {
        return new Geometry(mms, vas, frames, slots, granules, offsets, order, areas, value, regions, group);
    }

    private static void check(String name, int count) {
        if (count < 1) {
            throw new IllegalArgumentException(name + "=" + count + " is not at least 1");
        }
    }

    /** The slots of each swap area. */
    public int areaSlots() {
        return areas == 1 ? slots : slots / areas;
    }

    /** The number of the swap area that a slot is of. The lower it is, the higher the area's priority. */
    public int areaOf(@SlotNo int slot) {
        return areas == 1 ? 0 : slot / areaSlots();
    }

    /** The first slot of a swap area. */
    public @SlotNo int firstSlot(int area) {
        return Ids.slot(area * areaSlots());
    }

    /** A slot's place in its swap area. */
    public int placeOf(@SlotNo int slot) {
        return areas == 1 ? slot : slot % areaSlots();
    }

    /** The slot at a place of a swap area. */
    public @SlotNo int slot(int area, int place) {
        return Ids.slot(area * areaSlots() + place);
    }

    /** Bytes that hold the tags of one page, at 4 bits a granule. */
    public int tagBytes() {
        return (granules + 1) / 2;
    }
}
