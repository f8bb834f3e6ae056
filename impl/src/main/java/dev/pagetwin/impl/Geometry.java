package dev.pagetwin.impl;

/**
 * The size of a kernel; every number is a count, at least 1.
 *
 * @param mms address spaces
 * @param vas virtual pages of each address space
 * @param frames page frames
 * @param slots swap slots
 * @param granules tag granules a page
 */
public record Geometry(int mms, int vas, int frames, int slots, int granules) {
    public Geometry {
        check("mms", mms);
        check("vas", vas);
        check("frames", frames);
        check("slots", slots);
        check("granules", granules);
    }

    private static void check(String name, int count) {
        if (count < 1) {
            throw new IllegalArgumentException(name + "=" + count + " is not at least 1");
        }
    }

    /** Bytes that hold the tags of one page, at 4 bits a granule. */
    public int tagBytes() {
        return (granules + 1) / 2;
    }
}
