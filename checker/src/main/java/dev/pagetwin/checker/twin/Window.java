package dev.pagetwin.checker.twin;

import dev.pagetwin.impl.ControlGroup;
import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.TagRegion;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.state.AreaId;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Offset;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.Va;
import dev.pagetwin.spec.tagstorage.Region;
import java.util.List;
import java.util.regex.Pattern;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Where in a kernel the machine of the specification lies: its numbers, counted from these, are the kernel's. What
 * else the kernel has is the background.
 *
 * <p>The pages of an address space and of the file are the kernel's last ones, so that a range that runs over the end
 * of one does so in the other. Everything begins at a multiple of what it is divided into, be it folios, blocks of
 * entries or blocks of tag storage. What a path asks of the whole kernel, it asks of the window's {@link ControlGroup}.
 *
 * @param bounds the machine's size
 * @param geometry the kernel's size
 * @param mm its first address space
 * @param va its first page in each of them
 * @param frame its first frame
 * @param area its first swap area
 * @param place its first slot in each area
 * @param offset its first page of the file
 */
public record Window(
        Bounds bounds, Geometry geometry, int mm, int va, int frame, int area, int place, int offset) {
    private static final Pattern ID = Pattern.compile("\\b([spo]|mm )(\\d{1,9})\\b");

    /** A kernel that is no larger than the machine. */
    public static Window whole(Bounds b) {
        Geometry geometry = new Geometry(
                b.mms(), b.vas(), b.pages(), b.slots(), b.granules(), b.offsets(), b.order(), b.areas(),
                Math.max(1, b.cont()), regions(b.regions(), 0));
        return new Window(b, geometry, 0, 0, 0, 0, 0, 0);
    }

    static List<TagRegion> regions(List<Region> regions, int frame) {
        return regions.stream()
                .map(r -> new TagRegion(
                        frame + r.memStart(), r.memPages(), frame + r.tagStart(), r.tagPages(), r.blockPages(),
                        r.ratio()))
                .toList();
    }

    /** With entries that hardware takes as one. */
    public Window withCont(int value) {
        return new Window(
                bounds.withCont(value), geometry.withCont(value), mm, va, frame, area, place, offset);
    }

    /** Whether the kernel has nothing else. */
    public boolean isWhole() {
        return geometry.frames() == bounds.pages();
    }

    // ---- on the way in

    int n(MmId id) {
        return mm + id.index();
    }

    int n(@Nullable Va id) {
        return id == null ? Kernel.NONE : va + id.index();
    }

    int n(@Nullable Pfn id) {
        return id == null ? Kernel.NONE : frame + id.index();
    }

    int n(@Nullable SlotId id) {
        return id == null ? Kernel.NONE : slotIn(id.index());
    }

    int n(AreaId id) {
        return area + id.index();
    }

    int n(Offset id) {
        return offset + id.index();
    }

    int offsetIn(int id) {
        return offset + id;
    }

    int areaIn(int id) {
        return area + id;
    }

    int mmIn(int id) {
        return mm + id;
    }

    int vaIn(int id) {
        return id < 0 ? id : va + id;
    }

    int frameIn(int id) {
        return frame + id;
    }

    int slotIn(int id) {
        int places = geometry.group().places();
        return (area + id / places) * geometry.areaSlots() + place + id % places;
    }

    // ---- on the way back

    int mmOut(int number) {
        return out("address space", number - mm, bounds.mms(), number);
    }

    /** A page; where a call begins at the first of the address space, it begins at the first of the window. */
    int vaOut(int number) {
        return number <= 0 ? number : out("page", number - va, bounds.vas(), number);
    }

    int frameOut(int number) {
        return number < 0 ? number : out("frame", number - frame, bounds.pages(), number);
    }

    int slotOut(int number) {
        if (number < 0) {
            return number;
        }
        int places = geometry.group().places();
        int inArea = out("slot", number % geometry.areaSlots() - place, places, number);
        return out("slot", (number / geometry.areaSlots() - area) * places + inArea, bounds.slots(), number);
    }

    int offsetOut(int number) {
        return number < 0 ? number : out("offset", number - offset, bounds.offsets(), number);
    }

    private int out(String what, int id, int count, int number) {
        if ((id < 0 || id >= count) && !isWhole()) {
            throw new IllegalStateException("the kernel names " + what + " " + number + ", which is not of the window");
        }
        return id;
    }

    /** What a kernel says in its own numbers, in the machine's where it is about the window. */
    String words(String text) {
        return ID.matcher(text).replaceAll(found -> {
            String kind = String.valueOf(found.group(1));
            return kind + shown(kind, Integer.parseInt(String.valueOf(found.group(2))));
        });
    }

    private int shown(String kind, int number) {
        try {
            return switch (kind) {
                case "s" -> slotOut(number);
                case "p" -> frameOut(number);
                case "o" -> offsetOut(number);
                default -> mmOut(number);
            };
        } catch (IllegalStateException e) {
            return number;
        }
    }

    /** Boots a kernel of the window's size, with the machine's first address space, empty. */
    public Kernel enter(Design design) {
        Kernel kernel = design.boot(this);
        if (mm > 0 && kernel.fork(0, mm) != Outcome.OK) {
            throw new IllegalStateException("the first process cannot fork");
        }
        return kernel;
    }
}
