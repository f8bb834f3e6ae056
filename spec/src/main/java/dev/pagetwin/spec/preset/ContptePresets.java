package dev.pagetwin.spec.preset;

import static dev.pagetwin.spec.preset.Presets.ALONE;
import static dev.pagetwin.spec.preset.Presets.ASYNC;
import static dev.pagetwin.spec.preset.Presets.DONE_IN_THE_CALL;
import static dev.pagetwin.spec.preset.Presets.NO_CLOSED;
import static dev.pagetwin.spec.preset.Presets.NO_MADVISE;
import static dev.pagetwin.spec.preset.Presets.NO_MUNMAP;
import static dev.pagetwin.spec.preset.Presets.NO_READ_ONLY;
import static dev.pagetwin.spec.preset.Presets.NO_SWAPOFF;
import static dev.pagetwin.spec.preset.Presets.NO_UNTAGGED;
import static dev.pagetwin.spec.preset.Presets.SYNC;
import static dev.pagetwin.spec.preset.Presets.SYNC_DIRECT;
import static dev.pagetwin.spec.preset.Presets.frozen;

import dev.pagetwin.spec.Bounds;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
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
    private static final Set<String> MEETING =
            Set.of("large", "batch", "smmu", "mremap", "lazy-free", "migrate", "split", "mlock", "collapse", "pin",
                    "age");

    private ContptePresets() {}

    static List<Preset> tiny() {
        return Stream.of(moved(), changed(), larger(), aged()).flatMap(List::stream).toList();
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
                                List.of("mmap mte=yes", "mmap len=1", "batch.fork", "batch.move", "batch.protect"),
                                List.of("smmu.touch"))),
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
                                NO_MPROTECT, List.of("mmap len=3", "cow.reuse", "stg", "smmu.touch"))),
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

    /** Accesses are noted for a block, and taken notice of. */
    private static List<Preset> aged() {
        return List.of(
                new Preset(
                        "tiny-contpte-age",
                        "accesses to two entries that are folded are noted, taken notice of, and met by a device",
                        new Bounds(1, 2, 2, 1, 1, 1, 1, SYNC_DIRECT).withOrder(1).withCont(2),
                        Set.of("large", "batch", "smmu", "age"),
                        frozen(
                                ALONE, NO_SWAPOFF, NO_CLOSED, NO_READ_ONLY, NO_SWAP, NO_SMALL, NO_MADVISE, NO_UNTAGGED,
                                List.of("batch.fork", "batch.move", "batch.discard", "mmap len=1", "stg"),
                                List.of("mprotect.clear-tags"))),
                new Preset(
                        "tiny-contpte-age-blocks",
                        "accesses to a folio of four pages over two blocks are noted, and taken notice of",
                        new Bounds(1, 4, 4, 1, 1, 1, 1, SYNC_DIRECT).withOrder(2).withCont(2),
                        Set.of("large", "batch", "smmu", "age"),
                        frozen(
                                ALONE, NO_SWAPOFF, NO_CLOSED, NO_READ_ONLY, NO_SWAP, NO_SMALL, NO_MADVISE, NO_UNTAGGED,
                                NO_MPROTECT, List.of("batch.fork", "batch.move", "batch.discard", "mmap va=v1"),
                                List.of("mmap va=v2", "mmap va=v3", "mmap len=1", "mmap len=2", "mmap len=3", "stg"),
                                List.of("large.fault order=1", "cow.reuse", "smmu.store"))));
    }

    /** For random search: what meets large folios, over areas of whole blocks. */
    static List<Preset> random() {
        return List.of(
                new Preset(
                        "medium-contpte-four",
                        "large folios and all that meets them, over blocks of four entries",
                        new Bounds(3, 14, 16, 8, 1, 3, 2, ASYNC).withOrder(2).withCont(4),
                        MEETING,
                        frozen(
                                NO_SMALL, lengths("mmap", "len", 14, 4, 8, 12),
                                lengths("mremap", "len", 14, 1, 2, 4, 8),
                                lengths("mremap", "size", 14, 1, 2, 4, 8), between("mmap va=v", 14, 4),
                                between("large.fault va=v", 14, 4), between("large.fault page=p", 16, 4),
                                between("mremap va=v", 14, 4),
                                List.of("large.fault order=1"))),
                new Preset(
                        "medium-contpte-sixteen",
                        "large folios and all that meets them, over blocks of sixteen entries as the hardware has them",
                        new Bounds(2, 36, 48, 32, 1, 3, 2, SYNC).withOrder(4).withCont(16),
                        MEETING,
                        frozen(
                                DONE_IN_THE_CALL, NO_SMALL, lengths("mmap", "len", 36, 16, 32),
                                lengths("munmap", "len", 36, 1, 8, 16), lengths("mprotect", "len", 36, 1, 16),
                                lengths("madvise", "len", 36, 1, 8, 16), lengths("mremap", "len", 36, 1, 8, 16),
                                lengths("mremap", "size", 36, 1, 8, 16), between("mmap va=v", 36, 16),
                                between("large.fault va=v", 36, 16), between("large.fault page=p", 48, 16),
                                between("mremap va=v", 36, 16), between("mremap to=v", 36, 4),
                                List.of("large.fault order=1", "large.fault order=2", "large.fault order=3"))));
    }

    /** All places but those of whole blocks. */
    private static List<String> between(String text, int places, int block) {
        return IntStream.range(0, places).filter(n -> n % block != 0).mapToObj(n -> text + n).toList();
    }

    /** All lengths but these, up to the most. */
    private static List<String> lengths(String op, String arg, int most, Integer... left) {
        return IntStream.rangeClosed(1, most).filter(n -> !List.of(left).contains(n))
                .mapToObj(n -> op + " " + arg + "=" + n).toList();
    }
}
