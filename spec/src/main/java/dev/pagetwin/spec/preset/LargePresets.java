package dev.pagetwin.spec.preset;

import static dev.pagetwin.spec.preset.ContptePresets.NO_SWAP;
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
import static dev.pagetwin.spec.preset.Presets.SYNC_DIRECT;
import static dev.pagetwin.spec.preset.Presets.TAGGED_LATER;
import static dev.pagetwin.spec.preset.Presets.frozen;

import dev.pagetwin.spec.Bounds;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The small presets of folios above order 0. */
final class LargePresets {
    private LargePresets() {}

    static List<Preset> all() {
        return Stream.of(out(), taggedInPart(), moving(), HugePresets.all()).flatMap(List::stream).toList();
    }

    private static List<Preset> out() {
        return List.of(
                new Preset(
                        "tiny-large",
                        "a folio of two pages goes out whole, with a slot for each, or loses one of its pages",
                        new Bounds(1, 2, 2, 2, 1, 2, 1, SYNC_DIRECT).withOrder(1),
                        Set.of("large"),
                        frozen(
                                ALONE, NO_MPROTECT, NO_SWAPOFF, NO_MADVISE, NO_UNTAGGED, NO_CLOSED, NO_READ_ONLY,
                                List.of("readahead", "swap-in.retry"), DONE_IN_THE_CALL, FREE_AT_ONCE)),
                new Preset(
                        "tiny-large-protect",
                        "PROT_MTE is asked for later, for a part of a folio of two pages that goes out whole",
                        new Bounds(1, 2, 2, 2, 1, 2, 1, SYNC_DIRECT).withOrder(1),
                        Set.of("large"),
                        frozen(
                                ALONE, NO_SWAPOFF, NO_MADVISE, NO_MUNMAP, NO_CLOSED, NO_READ_ONLY, TAGGED_LATER,
                                List.of("mmap len=1", "fault write=no", "fault va=v0", "readahead", "free-swap"),
                                List.of("swap-in.read bypass=yes"),
                                List.of("swap-in.retry", "zap", "large.writeback-fails", "stg tag=0"),
                                DONE_IN_THE_CALL, FREE_AT_ONCE)));
    }

    private static List<Preset> taggedInPart() {
        return List.of(
                new Preset(
                        "tiny-split-protect",
                        "PROT_MTE is asked for later, for a part of a folio of two pages that is split",
                        new Bounds(1, 2, 2, 1, 1, 2, 1, SYNC_DIRECT).withOrder(1),
                        Set.of("large", "migrate", "split"),
                        frozen(
                                ALONE, NO_SWAPOFF, NO_MADVISE, NO_MUNMAP, NO_CLOSED, NO_READ_ONLY, TAGGED_LATER,
                                NO_SWAP,
                                List.of("mmap len=1", "fault"),
                                List.of("migrate.copy", "migrate.move", "migrate.undo", "cow.copy"),
                                List.of("zap", "stg tag=0"))));
    }

    private static List<Preset> moving() {
        return List.of(
                new Preset(
                        "tiny-split",
                        "a folio of two pages is split, in the swap cache or out of it, whole or with one page left",
                        new Bounds(1, 2, 2, 2, 1, 2, 1, SYNC_DIRECT).withOrder(1),
                        Set.of("large", "migrate", "split"),
                        frozen(
                                ALONE, NO_MPROTECT, NO_SWAPOFF, NO_MADVISE, NO_UNTAGGED, NO_CLOSED, NO_READ_ONLY,
                                List.of("mmap len=1", "fault write=no", "fault va=v0", "readahead", "free-swap"),
                                List.of("swap-in.read bypass=yes"),
                                List.of("migrate.copy", "migrate.move", "migrate.undo", "swap-in.retry", "cow.copy"),
                                List.of("cow.map", "reclaim.isolate", "large.writeback-fails"),
                                DONE_IN_THE_CALL, FREE_AT_ONCE)),
                new Preset(
                        "tiny-large-migrate",
                        "a folio of two pages moves to other frames, in the swap cache or out of it",
                        new Bounds(1, 2, 4, 2, 1, 2, 1, SYNC_DIRECT).withOrder(1),
                        Set.of("large", "migrate"),
                        frozen(
                                ALONE, NO_MPROTECT, NO_SWAPOFF, NO_MADVISE, NO_MUNMAP, NO_UNTAGGED, NO_CLOSED,
                                NO_READ_ONLY,
                                List.of("mmap len=1", "fault write=no", "fault va=v0", "stg va=v0", "stg tag=0", "zap"),
                                List.of("reclaim.isolate", "large.writeback-fails", "cow.reuse", "cow.copy", "cow.map"),
                                List.of("readahead", "free-swap", "swap-in.read bypass=no", "swap-in.retry"),
                                DONE_IN_THE_CALL, FREE_AT_ONCE)),
                new Preset(
                        "tiny-collapse",
                        "khugepaged puts a folio of two pages in the place of one page or two, tagged or not",
                        new Bounds(1, 2, 4, 1, 1, 2, 1, SYNC_DIRECT).withOrder(1),
                        Set.of("collapse"),
                        frozen(
                                ALONE, NO_MPROTECT, NO_SWAPOFF, NO_MADVISE, NO_CLOSED, NO_READ_ONLY,
                                List.of("mmap len=1", "munmap len=1", "fault write=no", "stg tag=0", "swap-in.retry"),
                                List.of("readahead", "free-swap", "swap-in.read bypass=yes", "reclaim.isolate"),
                                DONE_IN_THE_CALL, FREE_AT_ONCE)));
    }
}
