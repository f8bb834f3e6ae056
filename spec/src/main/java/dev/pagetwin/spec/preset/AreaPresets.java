package dev.pagetwin.spec.preset;

import static dev.pagetwin.spec.preset.Presets.ALONE;
import static dev.pagetwin.spec.preset.Presets.DONE_IN_THE_CALL;
import static dev.pagetwin.spec.preset.Presets.FREE_AT_ONCE;
import static dev.pagetwin.spec.preset.Presets.NO_CLOSED;
import static dev.pagetwin.spec.preset.Presets.NO_MADVISE;
import static dev.pagetwin.spec.preset.Presets.NO_MPROTECT;
import static dev.pagetwin.spec.preset.Presets.NO_MUNMAP;
import static dev.pagetwin.spec.preset.Presets.NO_READ_ONLY;
import static dev.pagetwin.spec.preset.Presets.NO_UNTAGGED;
import static dev.pagetwin.spec.preset.Presets.SYNC_DIRECT;
import static dev.pagetwin.spec.preset.Presets.frozen;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Profile;
import java.util.List;

/** Several swap areas. */
final class AreaPresets {
    private AreaPresets() {}

    /** A method, so that it does not matter which of the two classes is used first. */
    static List<Preset> tiny() {
        return List.of(new Preset(
                "tiny-areas",
                "pages go out to two swap areas, one of which is emptied",
                new Bounds(1, 2, 2, 2, 1, 2, 1, SYNC_DIRECT).withAreas(2),
                frozen(
                        ALONE, NO_MPROTECT, NO_MADVISE, NO_MUNMAP, NO_UNTAGGED, NO_CLOSED, NO_READ_ONLY,
                        List.of("zap", "mmap len=1", "swap-in.read bypass=yes", "stg tag=0", "fault write=no"),
                        List.of("reclaim.isolate"), DONE_IN_THE_CALL, FREE_AT_ONCE)));
    }

    /** For the random search. */
    static List<Preset> larger() {
        return List.of(new Preset(
                "medium-areas",
                "everything, with three swap areas",
                new Bounds(4, 4, 8, 6, 2, 4, 2, Profile.DEFAULT).withOffsets(2).withOrder(1).withAreas(3),
                Preset.MORE,
                frozen()));
    }
}
