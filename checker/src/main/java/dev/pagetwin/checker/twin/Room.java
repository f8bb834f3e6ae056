package dev.pagetwin.checker.twin;

import dev.pagetwin.impl.ControlGroup;
import dev.pagetwin.impl.Geometry;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.tagstorage.Region;
import java.util.SplittableRandom;

/**
 * How much a kernel has beside a machine of the specification, at least; where the machine lies in it is drawn.
 *
 * @param mms address spaces beside its own
 * @param vas pages of each address space before its own
 * @param frames page frames beside its own
 * @param areas swap areas beside its own, fewer if an entry cannot tell so many apart
 * @param slots slots of each area beside its own
 * @param offsets pages of the file before its own, if it has a file
 */
public record Room(int mms, int vas, int frames, int areas, int slots, int offsets) {

    /** A window of this size, placed by the seed. */
    public Window window(Bounds b, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int folio = 1 << b.order();
        int step = frameStep(b);
        // At the end of memory, whoever runs over the end has to do so in the window, too.
        boolean atEnd = b.pages() % folio != 0 || !b.regions().isEmpty();
        int otherFrames = up(frames, step);
        int frame = atEnd ? otherFrames : step * random.nextInt(otherFrames / step + 1);
        int mm = random.nextInt(mms + 1);
        int va = up(vas, Math.max(folio, b.contPtes()));
        int offset = b.offsets() == 0 ? 0 : offsets;
        boolean whole = b.slots() % folio == 0;
        int others = whole ? Math.min(areas, Geometry.MOST_AREAS - b.areas()) : 0;
        int places = b.slots() / b.areas();
        int areaSlots = up(slots, folio) + places;
        int area = random.nextInt(others + 1);
        int place = whole ? folio * random.nextInt(up(slots, folio) / folio + 1) : areaSlots - places;
        Geometry geometry = new Geometry(
                mms + b.mms(), va + b.vas(), otherFrames + b.pages(), (others + b.areas()) * areaSlots, b.granules(),
                offset + b.offsets(), b.order(), others + b.areas(), Math.max(1, b.cont()),
                Window.regions(b.regions(), frame),
                new ControlGroup(mm, b.mms(), area, b.areas(), place, places));
        return new Window(b, geometry, mm, va, frame, area, place, offset);
    }

    /** What every frame number of the window has to be a multiple of. */
    private static int frameStep(Bounds b) {
        int step = 1 << b.order();
        for (Region region : b.regions()) {
            int span = region.ratio() * region.blockPages();
            step = step / gcd(step, span) * span;
        }
        return step;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private static int up(int n, int step) {
        return (n + step - 1) / step * step;
    }
}
