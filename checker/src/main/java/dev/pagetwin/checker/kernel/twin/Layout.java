package dev.pagetwin.checker.kernel.twin;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.op.Collapse;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.Pmd;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Va;
import java.util.List;
import java.util.Locale;

/**
 * How a machine of the specification lies in a guest. An address space is a worker. A page of the specification is
 * {@code scale} pages of the guest, all in the same state: the kernel's smallest large folio of anonymous memory has
 * four pages and a huge entry maps 512, where presets have two. A granule is an even share of the page's granules.
 *
 * @param bounds the size of the machine
 * @param scale pages of the guest for one of the specification, a power of two
 * @param granules tag granules of a page of the guest
 * @param slots how many slots the guest's swap area has, so that they are used again as soon as in the machine; 0 for
 *     all that the device has room for
 */
public record Layout(Bounds bounds, int scale, int granules, int slots) {
    private static final int HUGE = 512;
    private static final int SMALLEST_LARGE = 4;

    /** What a guest has. */
    public record Has(int granules, boolean sizes) {}

    /**
     * The layout for a list of operations.
     *
     * @param has what the guest has: tag granules of a page, and large folios of all sizes
     */
    public static Layout of(Bounds bounds, List<Op> ops, Has has) {
        boolean huge = (!has.sizes() && bounds.order() > 0)
                || ops.stream().anyMatch(op -> op instanceof Pmd.Fault || op instanceof Collapse);
        int folio = 1 << bounds.order();
        int scale = huge ? Math.max(1, HUGE / folio) : bounds.order() == 0 ? 1 : Math.max(1, SMALLEST_LARGE / folio);
        boolean exact = scale == 1 && bounds.order() == 0 && bounds.areas() == 1 && !bounds.profile().slotCache();
        return new Layout(bounds, scale, has.granules(), exact ? bounds.slots() : 0);
    }

    /** The layout for programs of a preset's operations. */
    public static Layout of(Bounds bounds, Preset preset, Has has) {
        return of(bounds, preset.alphabet().stream().flatMap(List::stream).toList(), has);
    }

    /** Whether slots are used again only when the machine uses them again. */
    public boolean exactSlots() {
        return slots > 0;
    }

    /** Whether the device completes a write within the call. */
    public boolean synchronous() {
        return bounds.profile().device() == Profile.Device.SYNC;
    }

    /** The worker's name. */
    public static String worker(MmId mm) {
        return mm.symbol().toLowerCase(Locale.ROOT);
    }

    /** The first page of the guest. */
    public int page(Va va) {
        return va.index() * scale;
    }

    /** So many pages of the specification, in the guest. */
    public int pages(int len) {
        return len * scale;
    }

    /** The first granule of the guest that belongs to a granule of the specification. */
    public int granule(int granule) {
        return granule * granules / bounds.granules();
    }

    /** The order of the guest's folios for this one of the specification. */
    public int order(int order) {
        return order + Integer.numberOfTrailingZeros(scale);
    }

    /** The word for what an area permits. */
    public static String prot(Prot prot) {
        return switch (prot) {
            case NONE -> "n";
            case RO -> "r";
            case RW -> "rw";
        };
    }

    /** The digit for a flag. */
    public static int digit(boolean flag) {
        return flag ? 1 : 0;
    }
}
