package dev.pagetwin.spec.preset;

import static dev.pagetwin.spec.preset.Presets.DONE_IN_THE_CALL;
import static dev.pagetwin.spec.preset.Presets.FREE_AT_ONCE;
import static dev.pagetwin.spec.preset.Presets.NO_CLOSED;
import static dev.pagetwin.spec.preset.Presets.NO_MADVISE;
import static dev.pagetwin.spec.preset.Presets.NO_MUNMAP;
import static dev.pagetwin.spec.preset.Presets.NO_READ_ONLY;
import static dev.pagetwin.spec.preset.Presets.SYNC_DIRECT;
import static dev.pagetwin.spec.preset.Presets.TAGGED_LATER;
import static dev.pagetwin.spec.preset.Presets.frozen;

import dev.pagetwin.spec.Bounds;
import java.util.List;

/** The lock under which a page gets its first tags, where others come by. */
final class TagLockPresets {
    private TagLockPresets() {}

    /** A method, so that it does not matter which of the two classes is used first. */
    static List<Preset> tiny() {
        return List.of(new Preset(
                "tiny-tag-lock",
                "a process tags a page for the first time while another one, or swapoff, brings it back",
                new Bounds(2, 1, 1, 1, 1, 2, 1, SYNC_DIRECT),
                frozen(
                        NO_MADVISE, NO_MUNMAP, NO_CLOSED, NO_READ_ONLY, TAGGED_LATER,
                        List.of("fault write=no", "store", "stg tag=0", "cow.copy", "cow.map", "readahead"),
                        List.of("swap-in.read bypass=yes"), DONE_IN_THE_CALL, FREE_AT_ONCE)));
    }
}
