package dev.pagetwin.spec.preset;

import static dev.pagetwin.spec.preset.Presets.ALONE;
import static dev.pagetwin.spec.preset.Presets.DONE_IN_THE_CALL;
import static dev.pagetwin.spec.preset.Presets.FREE_AT_ONCE;
import static dev.pagetwin.spec.preset.Presets.NO_CLOSED;
import static dev.pagetwin.spec.preset.Presets.NO_MADVISE;
import static dev.pagetwin.spec.preset.Presets.NO_MPROTECT;
import static dev.pagetwin.spec.preset.Presets.NO_MUNMAP;
import static dev.pagetwin.spec.preset.Presets.NO_READ_ONLY;
import static dev.pagetwin.spec.preset.Presets.NO_SWAPOFF;
import static dev.pagetwin.spec.preset.Presets.NO_UNTAGGED;
import static dev.pagetwin.spec.preset.Presets.SPARC;
import static dev.pagetwin.spec.preset.Presets.SYNC_DIRECT;
import static dev.pagetwin.spec.preset.Presets.frozen;

import dev.pagetwin.spec.Bounds;
import java.util.List;
import java.util.Set;

/** Pages that devices have. */
final class PinPresets {
    private PinPresets() {}

    /** A method, so that it does not matter which of the two classes is used first. */
    static List<Preset> all() {
        return List.of(
                new Preset(
                        "tiny-pin",
                        "a device writes to a pinned page while that is forked, copied on write and reclaimed",
                        new Bounds(2, 1, 3, 1, 1, 1, 2, SYNC_DIRECT),
                        Set.of("pin", "unpin", "dma", "fork-copy"),
                        frozen(
                                NO_MPROTECT, NO_SWAPOFF, NO_MADVISE, NO_UNTAGGED, NO_CLOSED, NO_READ_ONLY,
                                List.of("pin write=no", "readahead", "free-swap"), DONE_IN_THE_CALL, FREE_AT_ONCE)),
                new Preset(
                        "tiny-unshare",
                        "a page that may be shared is unshared and pinned for reading",
                        new Bounds(2, 1, 2, 1, 1, 2, 1, SYNC_DIRECT),
                        Set.of("pin", "unpin", "unshare", "fork-copy"),
                        frozen(
                                NO_MPROTECT, NO_SWAPOFF, NO_MADVISE, NO_MUNMAP, NO_UNTAGGED, NO_CLOSED,
                                List.of("pin write=yes", "readahead", "free-swap"), DONE_IN_THE_CALL, FREE_AT_ONCE)),
                new Preset(
                        "tiny-pin-migrate",
                        "migration and reclaim meet a pinned page",
                        new Bounds(1, 1, 2, 1, 1, 1, 2, SYNC_DIRECT),
                        Set.of("pin", "unpin", "dma", "migrate"),
                        frozen(
                                ALONE, NO_MPROTECT, NO_SWAPOFF, NO_MADVISE, NO_UNTAGGED, NO_CLOSED, NO_READ_ONLY,
                                DONE_IN_THE_CALL, FREE_AT_ONCE)),
                new Preset(
                        "tiny-adi-pin",
                        "SPARC: a page is pinned while its tags are saved, and stays mapped after all",
                        new Bounds(1, 1, 2, 1, 1, 2, 1, SPARC),
                        Set.of("pin", "unpin"),
                        frozen(
                                ALONE, NO_MUNMAP, NO_MPROTECT, NO_SWAPOFF, NO_MADVISE, NO_UNTAGGED, NO_CLOSED,
                                NO_READ_ONLY, List.of("zap"), DONE_IN_THE_CALL, FREE_AT_ONCE)));
    }
}
