package dev.pagetwin.checker.review.policy;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.Profile.Claim;
import dev.pagetwin.spec.tagstorage.Region;
import java.util.List;

/**
 * How large a machine is, and how long it runs.
 *
 * @param pages data pages, 32 to 768
 * @param ratio data pages whose tags are in one page of tag storage, 4 to 32. The hardware's is 32; a smaller one has as
 *     many blocks in a machine that is verified sooner
 * @param block pages of tag storage a block, 1 to 4
 * @param ticks what programs do after they have begun, 1 to 100,000
 */
public record Size(int pages, int ratio, int block, int ticks) {
    /** What runs in some tens of seconds. */
    public static final Size USUAL = new Size(128, 8, 1, 150);

    /** Programs, beside the first one, which has no memory. */
    public static final int PROGRAMS = 8;

    private static final int LEAST = 32;
    private static final int MOST = 768;
    private static final int LEAST_RATIO = 4;
    private static final int LARGEST_BLOCK = 4;
    private static final int LONGEST = 100_000;

    public Size {
        check("pages", pages, LEAST, MOST);
        check("ratio", ratio, LEAST_RATIO, Region.RATIO);
        check("block", block, 1, LARGEST_BLOCK);
        check("ticks", ticks, 1, LONGEST);
    }

    private static void check(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + "=" + value + " is not " + least + " to " + most);
        }
    }

    /** Pages of tag storage. */
    public int tagPages() {
        int span = ratio * block;
        return (pages + span - 1) / span * block;
    }

    /** All pages. */
    public int all() {
        return pages + tagPages();
    }

    /** The pages that a program's area has: if all use all, memory is short by about an eighth. */
    public int area() {
        return all() * 9 / 8 / PROGRAMS + 1;
    }

    /** The machine. */
    public Bounds bounds(Claim claim) {
        Region region = new Region(0, pages, pages, tagPages(), block, ratio);
        return new Bounds(PROGRAMS + 1, area(), all(), 1, 1, 2, 2, Profile.DEFAULT.withClaim(claim))
                .withRegions(List.of(region));
    }
}
