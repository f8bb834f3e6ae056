package dev.pagetwin.impl;

/**
 * The processes that share a kernel with others, and the part of the swap areas that is theirs (a memory control group
 * with swap of its own). Where a path asks whether there is another address space, whether swap is on, whether a better
 * area has room, or whether some area is tagged, it asks about the group. Areas of different groups have no order of
 * priority between them.
 *
 * @param firstMm the first of its address spaces
 * @param mms how many address spaces it has
 * @param firstArea the first of its swap areas
 * @param areas how many swap areas it has
 * @param firstPlace the first of its slots in each of these areas
 * @param places how many slots it has in each
 */
public record ControlGroup(int firstMm, int mms, int firstArea, int areas, int firstPlace, int places) {
    public ControlGroup {
        if (firstMm < 0 || mms < 1 || firstArea < 0 || areas < 1 || firstPlace < 0 || places < 1) {
            throw new IllegalArgumentException("a group has one of everything at least, from 0 on");
        }
    }

    /** Everything that a kernel has. */
    static ControlGroup whole(int mms, int areas, int slots) {
        return new ControlGroup(0, mms, 0, areas, 0, slots / areas);
    }

    /** Whether the address space is the group's. */
    public boolean hasMm(int mm) {
        return mm >= firstMm && mm < firstMm + mms;
    }

    /** Whether the swap area is the group's. */
    public boolean hasArea(int area) {
        return area >= firstArea && area < firstArea + areas;
    }

    /** Whether a kernel of this size has all of it. */
    boolean fits(int kernelMms, int kernelAreas, int areaSlots) {
        return firstMm + mms <= kernelMms && firstArea + areas <= kernelAreas && firstPlace + places <= areaSlots;
    }
}
