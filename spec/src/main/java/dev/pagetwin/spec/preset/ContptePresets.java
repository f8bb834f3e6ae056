package dev.pagetwin.spec.preset;

import static dev.pagetwin.spec.preset.Presets.ALONE;
import static dev.pagetwin.spec.preset.Presets.NO_CLOSED;
import static dev.pagetwin.spec.preset.Presets.NO_MADVISE;
import static dev.pagetwin.spec.preset.Presets.NO_MUNMAP;
import static dev.pagetwin.spec.preset.Presets.NO_READ_ONLY;
import static dev.pagetwin.spec.preset.Presets.NO_SWAPOFF;
import static dev.pagetwin.spec.preset.Presets.NO_UNTAGGED;
import static dev.pagetwin.spec.preset.Presets.SYNC_DIRECT;
import static dev.pagetwin.spec.preset.Presets.frozen;

import dev.pagetwin.spec.Bounds;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The small presets of entries that hardware may take as one. */
final class ContptePresets {
    static final List<String> NO_SWAP = List.of(
            "reclaim.add-to-swap", "reclaim.isolate", "reclaim.unmap", "reclaim.writeback", "reclaim.end-writeback",
            "reclaim.drop", "reclaim.putback", "swap-in.lookup", "swap-in.read", "swap-in.map", "swap-in.retry",
            "readahead", "free-swap", "flush-slot", "large.writeback-fails");
    private static final List<String> NO_MPROTECT =
            List.of("mprotect", "mprotect.clear-tags", "mprotect.entry", "batch.protect");
    static final List<String> NO_SMALL = List.of("fault");

    private ContptePresets() {}

    static List<Preset> tiny() {
        return Stream.of(moved(), changed(), larger()).flatMap(List::stream).toList();
    }

    /** A block is two entries, a folio covers one, and it moves. */
    private static List<Preset> moved() {
        return List.of(
                new Preset(
                        "tiny-contpte",
                        "two entries that map a folio are folded, and move, aligned or not",
                        new Bounds(1, 5, 2, 1, 1, 1, 1, SYNC_DIRECT).withOrder(1).withCont(2),
                        Set.of("large", "mremap", "batch"),
                        frozen(
                                ALONE, NO_MPROTECT, NO_SWAPOFF, NO_MADVISE, NO_CLOSED, NO_READ_ONLY, NO_SWAP, NO_SMALL,
                                NO_UNTAGGED, List.of("cow.reuse", "batch.fork", "mmap va=v1", "mmap va=v2"),
                                List.of("mmap va=v3", "mmap va=v4", "mmap len=1", "mmap len=3", "mmap len=4"),
                                List.of("mmap len=5", "munmap len=3", "munmap len=4", "munmap len=5"),
                                List.of("mremap size=3", "mremap size=4", "mremap size=5"),
                                List.of("batch.free", "batch.discard"))),
                new Preset(
                        "tiny-contpte-remap",
                        "a folded block is protected in part, and moves in one batch or in two",
                        new Bounds(1, 4, 2, 1, 1, 1, 1, SYNC_DIRECT).withOrder(1).withCont(2),
                        Set.of("large", "mremap", "batch"),
                        frozen(
                                ALONE, NO_SWAPOFF, NO_MADVISE, NO_CLOSED, NO_READ_ONLY, NO_SWAP, NO_SMALL, NO_UNTAGGED,
                                NO_MUNMAP, List.of("batch.free", "batch.discard", "batch.fork", "mmap len=1"),
                                List.of("mmap len=3", "mmap len=4", "mmap va=v1", "mmap va=v2", "mprotect mte=no"),
                                List.of("mprotect prot=none", "mprotect len=3", "mprotect len=4", "mremap len=3"),
                                List.of("mremap len=4", "mremap size=1", "mremap size=3", "mremap size=4"),
                                List.of("mprotect.clear-tags", "zap", "batch.zap", "batch.protect"))));
    }

    /** A block is two entries, a folio covers one, and they do not stay alike. */
    private static List<Preset> changed() {
        return List.of(
                new Preset(
                        "tiny-contpte-protect",
                        "one of two entries that are folded is protected, or tagged, and both may be alike again",
                        new Bounds(1, 2, 2, 1, 1, 1, 1, SYNC_DIRECT).withOrder(1).withCont(2),
                        Set.of("large", "batch", "smmu"),
                        frozen(
                                ALONE, NO_SWAPOFF, NO_CLOSED, NO_READ_ONLY, NO_SWAP, NO_SMALL, NO_MADVISE,
                                List.of("mmap mte=yes", "mmap len=1", "batch.fork", "batch.move", "batch.protect"))),
                new Preset(
                        "tiny-contpte-fork",
                        "fork copies a folded block whole or entry by entry, and a write takes one page out of it",
                        new Bounds(2, 2, 3, 1, 1, 1, 1, SYNC_DIRECT).withOrder(1).withCont(2),
                        Set.of("large", "batch"),
                        frozen(
                                NO_MPROTECT, NO_SWAPOFF, NO_CLOSED, NO_READ_ONLY, NO_SWAP, NO_SMALL, NO_UNTAGGED,
                                NO_MADVISE, List.of("batch.move", "batch.discard", "mmap len=1"))));
    }

    /** A block is four entries, or a folio covers two. */
    private static List<Preset> larger() {
        return List.of(
                new Preset(
                        "tiny-contpte-four",
                        "four entries that map a folio are folded, let go, written through and unmapped in part",
                        new Bounds(1, 4, 4, 1, 1, 1, 1, SYNC_DIRECT).withOrder(2).withCont(4),
                        Set.of("large", "batch", "smmu"),
                        frozen(
                                ALONE, NO_SWAPOFF, NO_MADVISE, NO_CLOSED, NO_READ_ONLY, NO_SWAP, NO_SMALL, NO_UNTAGGED,
                                List.of("large.fault order=1", "batch.fork", "batch.move", "mmap len=1", "mmap len=2"),
                                NO_MPROTECT, List.of("mmap len=3", "cow.reuse", "stg"))),
                new Preset(
                        "tiny-contpte-blocks",
                        "a folio of four pages lies over two blocks of two entries, and goes or moves in parts",
                        new Bounds(1, 6, 4, 1, 1, 1, 1, SYNC_DIRECT).withOrder(2).withCont(2),
                        Set.of("large", "mremap", "batch"),
                        frozen(
                                ALONE, NO_MPROTECT, NO_SWAPOFF, NO_MADVISE, NO_CLOSED, NO_READ_ONLY, NO_SWAP, NO_SMALL,
                                NO_UNTAGGED, List.of("cow.reuse", "batch.free", "batch.discard", "large.fault order=1"),
                                List.of("mmap va=v1", "mmap va=v2", "mmap va=v3", "mmap va=v4", "mmap va=v5"),
                                List.of("mmap len=1", "mmap len=2", "mmap len=3", "mmap len=5", "mmap len=6"),
                                List.of("mremap size=1", "mremap size=4", "mremap size=5", "mremap size=6"),
                                List.of("mremap size=3", "mremap.entry table=fails", "batch.fork", "mremap len=1"),
                                List.of("mremap len=3", "mremap len=4", "mremap len=5", "mremap len=6"))));
    }
}
