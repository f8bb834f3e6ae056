package dev.pagetwin.impl;

/**
 * The size of a kernel; every number is a count, at least 1, but for the file's, which may be 0.
 *
 * @param mms address spaces
 * @param vas virtual pages of each address space
 * @param frames page frames
 * @param slots swap slots
 * @param granules tag granules a page
 * @param offsets pages of the shared file; 0 is no file
 */
public record Geometry(int mms, int vas, int frames, int slots, int granules, int offsets) {
    public Geometry {
        check("mms", mms);
        check("vas", vas);
        check("frames", frames);
        check("slots", slots);
        check("granules", granules);
        if (offsets != 0) {
            check("offsets", offsets);
        }
    }

    /** Without a shared file. */
    public Geometry(int mms, int vas, int frames, int slots, int granules) {
        this(mms, vas, frames, slots, granules, 0);
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
