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
import static dev.pagetwin.spec.preset.Presets.TAGGED_LATER;
import static dev.pagetwin.spec.preset.Presets.frozen;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Profile;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The small presets of folios that one huge entry maps. */
final class HugePresets {
    private static final List<String> NO_SWAP = List.of(
            "reclaim.add-to-swap", "reclaim.isolate", "reclaim.unmap", "reclaim.writeback", "reclaim.drop",
            "reclaim.putback", "readahead", "free-swap", "swap-in.lookup", "swap-in.read", "swap-in.map",
            "swap-in.retry");
    private static final List<String> NO_FREEZE = List.of("pmd.split freeze=yes");
    private static final List<String> NO_PMD_MIGRATION = List.of("pmd.unmap", "pmd.remap");

    private HugePresets() {}

    /** A method, so that it does not matter which of the two classes is used first. */
    static List<Preset> all() {
        return Stream.of(alone(), shared(), moved()).flatMap(List::stream).toList();
    }

    /** For the random search: areas are large, so that huge entries are common and live for some time. */
    static List<Preset> larger() {
        return List.of(new Preset(
                "medium-huge",
                "everything, in areas large enough for huge entries",
                new Bounds(3, 4, 8, 4, 2, 3, 2, Profile.DEFAULT).withOffsets(1).withOrder(1),
                Preset.MORE,
                frozen(List.of("mmap len=1", "munmap len=1", "mprotect len=1", "madvise len=1"))));
    }

    private static List<Preset> alone() {
        return List.of(
                new Preset(
                        "tiny-pmd",
                        "one huge entry maps a folio of two pages, which is protected, unmapped and swapped in part",
                        new Bounds(1, 2, 2, 2, 1, 2, 1, SYNC_DIRECT).withOrder(1),
                        Set.of("pmd"),
                        frozen(
                                ALONE, NO_SWAPOFF, NO_MADVISE, NO_CLOSED, NO_READ_ONLY, NO_FREEZE, NO_PMD_MIGRATION,
                                List.of("mmap len=1", "fault", "readahead", "free-swap", "swap-in.read bypass=yes"),
                                List.of("mprotect prot=none", "swap-in.retry", "reclaim.isolate"),
                                DONE_IN_THE_CALL, FREE_AT_ONCE)),
                new Preset(
                        "tiny-pmd-migrate",
                        "a folio of two pages moves to other frames or is split, mapped by one huge entry or by two",
                        new Bounds(1, 2, 4, 1, 1, 2, 1, SYNC_DIRECT).withOrder(1),
                        Set.of("pmd", "migrate", "split"),
                        frozen(
                                ALONE, NO_SWAPOFF, NO_MADVISE, NO_CLOSED, NO_READ_ONLY, NO_MPROTECT, NO_UNTAGGED,
                                NO_SWAP, List.of("fault", "mmap len=1", "munmap len=1", "cow.reuse", "pmd.reuse"),
                                List.of("stg tag=0"), DONE_IN_THE_CALL, FREE_AT_ONCE)),
                new Preset(
                        "tiny-adi-pmd",
                        "SPARC: a folio of two pages moves or is split, and no hook sees its one huge entry go",
                        new Bounds(1, 2, 4, 1, 1, 2, 1, SPARC).withOrder(1),
                        Set.of("pmd", "migrate", "split"),
                        frozen(
                                ALONE, NO_SWAPOFF, NO_MADVISE, NO_CLOSED, NO_READ_ONLY, NO_MPROTECT, NO_UNTAGGED,
                                NO_SWAP, List.of("fault", "mmap len=1", "munmap len=1", "cow.reuse", "pmd.reuse"),
                                List.of("migrate.unmap", "pmd.split freeze=no"), DONE_IN_THE_CALL, FREE_AT_ONCE)));
    }

    private static List<Preset> shared() {
        return List.of(
                new Preset(
                        "tiny-pmd-fork",
                        "two processes share a folio of two pages, each by a huge entry or by two, while it moves",
                        new Bounds(2, 2, 4, 1, 1, 1, 1, SYNC_DIRECT).withOrder(1),
                        Set.of("pmd", "migrate"),
                        frozen(
                                NO_SWAPOFF, NO_MADVISE, NO_MUNMAP, NO_CLOSED, NO_READ_ONLY, TAGGED_LATER,
                                NO_SWAP, List.of("mmap len=1", "fault", "cow.copy", "cow.map", "cow.reuse"),
                                List.of("migrate.undo", "store", "stg", "mprotect len=1"),
                                DONE_IN_THE_CALL, FREE_AT_ONCE)),
                new Preset(
                        "tiny-pmd-pin",
                        "fork meets a huge entry with a pinned page, and copies page by page",
                        new Bounds(2, 2, 4, 1, 1, 1, 1, SYNC_DIRECT).withOrder(1),
                        Set.of("pmd", "pin", "unpin", "fork-copy"),
                        frozen(
                                NO_SWAPOFF, NO_MADVISE, NO_MUNMAP, NO_UNTAGGED, NO_CLOSED, NO_READ_ONLY, NO_MPROTECT,
                                NO_SWAP, NO_FREEZE, NO_PMD_MIGRATION, List.of("mmap len=1", "fault", "pin write=no"),
                                List.of("pin va=v1"), DONE_IN_THE_CALL, FREE_AT_ONCE)));
    }

    private static List<Preset> moved() {
        return List.of(
                new Preset(
                        "tiny-pmd-mremap",
                        "a huge entry moves to another address, whole where that is as aligned",
                        new Bounds(1, 4, 2, 1, 1, 2, 1, SYNC_DIRECT).withOrder(1),
                        Set.of("pmd", "mremap"),
                        frozen(
                                ALONE, NO_SWAPOFF, NO_MADVISE, NO_UNTAGGED, NO_CLOSED, NO_READ_ONLY, NO_MPROTECT,
                                NO_SWAP, NO_FREEZE, NO_PMD_MIGRATION, NO_MUNMAP,
                                List.of("mmap len=1", "mmap len=3", "mmap len=4", "fault", "cow.reuse", "pmd.reuse"),
                                List.of("mremap size=3", "mremap size=4", "stg tag=0"),
                                DONE_IN_THE_CALL, FREE_AT_ONCE)));
    }
}
