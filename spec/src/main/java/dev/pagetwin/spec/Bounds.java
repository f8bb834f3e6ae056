package dev.pagetwin.spec;

import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.Va;
import java.util.List;

/**
 * The size of a machine. Every number is a count, at least 1.
 *
 * @param mms address spaces, at most 26
 * @param vas virtual pages of each address space, at most 1024
 * @param pages page frames, at most 1024
 * @param slots swap slots, at most 1024
 * @param granules tag granules a page, at most 256
 * @param tags tag values in use, from 0, at most 16
 * @param data data values in use, from 0, at most 16
 * @param profile what the configuration may choose
 */
public record Bounds(int mms, int vas, int pages, int slots, int granules, int tags, int data, Profile profile) {
    public Bounds {
        check("mms", mms, 26);
        check("vas", vas, 1024);
        check("pages", pages, 1024);
        check("slots", slots, 1024);
        check("granules", granules, 256);
        check("tags", tags, 16);
        check("data", data, 16);
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

    /** Whether a range of {@code len} pages from {@code va} lies in an address space. */
    public boolean inRange(Va va, int len) {
        return len >= 1 && va.index() + len <= vas;
    }

    public Bounds withProfile(Profile value) {
        return new Bounds(mms, vas, pages, slots, granules, tags, data, value);
    }
}
