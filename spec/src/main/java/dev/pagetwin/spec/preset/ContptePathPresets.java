package dev.pagetwin.spec.preset;

import static dev.pagetwin.spec.preset.ContptePresets.NO_SMALL;
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
import static dev.pagetwin.spec.preset.Presets.frozen;

import dev.pagetwin.spec.Bounds;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The small presets in which other paths meet entries that hardware may take as one. */
final class ContptePathPresets {
    private static final List<String> NO_BATCH_PROTECT = List.of("batch.protect");

    private ContptePathPresets() {}

    static List<Preset> tiny() {
        return Stream.of(parts(), protectedAtOnce(), away()).flatMap(List::stream).toList();
    }

    /** A part of a block of four goes, or is locked. */
    private static List<Preset> parts() {
        return List.of(
                new Preset(
                        "tiny-contpte-dontneed",
                        "of four entries that are folded some are let go by MADV_DONTNEED or munmap",
                        new Bounds(1, 4, 4, 1, 1, 1, 1, SYNC_DIRECT).withOrder(2).withCont(4),
                        Set.of("large", "batch"),
                        frozen(
                                ALONE, NO_MPROTECT, NO_BATCH_PROTECT, NO_SWAPOFF, NO_CLOSED, NO_READ_ONLY, NO_SWAP,
                                NO_SMALL, NO_UNTAGGED,
                                List.of("large.fault order=1", "batch.fork", "batch.move", "madvise advice=pageout"),
                                List.of("mmap len=1", "mmap len=2", "mmap len=3", "cow.reuse"))),
                new Preset(
                        "tiny-contpte-mlock",
                        "a part of four folded entries is locked, or unlocked, and so their area is split",
                        new Bounds(1, 4, 4, 1, 1, 1, 1, SYNC_DIRECT).withOrder(2).withCont(4),
                        Set.of("large", "batch", "mlock", "munlock"),
                        frozen(
                                ALONE, NO_MPROTECT, NO_BATCH_PROTECT, NO_SWAPOFF, NO_MADVISE, NO_CLOSED, NO_READ_ONLY,
                                NO_SWAP, NO_SMALL, NO_UNTAGGED,
                                List.of("large.fault order=1", "batch.fork", "batch.move", "cow.reuse"),
                                List.of("mmap len=1", "mmap len=2", "mmap len=3"))));
    }

    private static List<Preset> protectedAtOnce() {
        return List.of(
                new Preset(
                        "tiny-contpte-mprotect",
                        "of four entries in two folded blocks some are protected, at once or one by one",
                        new Bounds(1, 4, 4, 1, 1, 1, 1, SYNC_DIRECT).withOrder(2).withCont(2),
                        Set.of("large", "batch"),
                        frozen(
                                ALONE, NO_SWAPOFF, NO_MADVISE, NO_MUNMAP, NO_CLOSED, NO_READ_ONLY, NO_SWAP, NO_SMALL,
                                List.of("large.fault order=1", "batch.fork", "batch.move", "batch.free"),
                                List.of("mmap len=1", "mmap len=2", "mmap len=3", "batch.discard", "mmap mte=yes"),
                                List.of("mprotect len=1", "mprotect len=3", "zap", "batch.zap"))));
    }

    /** A block of two, and its folio goes out or moves. */
    private static List<Preset> away() {
        return List.of(
                new Preset(
                        "tiny-contpte-swap",
                        "reclaim takes a folded folio entry by entry, and its entries come back until they fold again",
                        new Bounds(1, 2, 2, 2, 1, 1, 1, SYNC_DIRECT).withOrder(1).withCont(2),
                        Set.of("large", "smmu"),
                        frozen(
                                ALONE, NO_MPROTECT, NO_SWAPOFF, NO_MADVISE, NO_UNTAGGED, NO_CLOSED, NO_READ_ONLY,
                                List.of("mmap len=1", "fault write=no", "readahead", "free-swap", "swap-in.retry"),
                                DONE_IN_THE_CALL, FREE_AT_ONCE)),
                new Preset(
                        "tiny-contpte-migrate",
                        "a folded folio moves to other frames and is folded there, or is split and stays unfolded",
                        new Bounds(1, 2, 4, 1, 1, 1, 1, SYNC_DIRECT).withOrder(1).withCont(2),
                        Set.of("large", "migrate", "split", "batch"),
                        frozen(
                                ALONE, NO_MPROTECT, NO_BATCH_PROTECT, NO_SWAPOFF, NO_MADVISE, NO_CLOSED, NO_READ_ONLY,
                                NO_SWAP, NO_SMALL, NO_UNTAGGED,
                                List.of("mmap len=1", "batch.fork", "batch.move", "batch.free", "batch.discard"),
                                List.of("cow.reuse"))));
    }
}
