package dev.pagetwin.spec.preset;

import static dev.pagetwin.spec.preset.Presets.ALONE;
import static dev.pagetwin.spec.preset.Presets.DONE_IN_THE_CALL;
import static dev.pagetwin.spec.preset.Presets.FREE_AT_ONCE;
import static dev.pagetwin.spec.preset.Presets.NEVER_CLOSED;
import static dev.pagetwin.spec.preset.Presets.NO_CLOSED;
import static dev.pagetwin.spec.preset.Presets.NO_MADVISE;
import static dev.pagetwin.spec.preset.Presets.NO_MPROTECT;
import static dev.pagetwin.spec.preset.Presets.NO_READ_ONLY;
import static dev.pagetwin.spec.preset.Presets.NO_SWAPOFF;
import static dev.pagetwin.spec.preset.Presets.NO_UNTAGGED;
import static dev.pagetwin.spec.preset.Presets.SPARC;
import static dev.pagetwin.spec.preset.Presets.SYNC;
import static dev.pagetwin.spec.preset.Presets.SYNC_DIRECT;
import static dev.pagetwin.spec.preset.Presets.frozen;

import dev.pagetwin.spec.Bounds;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Presets with shared memory. */
final class ShmemPresets {
    private static final List<String> NO_PRIVATE = List.of(
            "mmap", "fault", "cow.reuse", "cow.copy", "cow.map", "swap-in.lookup", "swap-in.map",
            "reclaim.add-to-swap", "reclaim.unmap", "unuse", "fork.entry");
    private static final List<String> NO_UNUSE = List.of("shmem.unuse");
    private static final List<String> SHARED_RW = List.of("shmem.mmap prot=none", "shmem.mmap prot=ro");

    private static final List<String> TAGGED = List.of("shmem.mmap mte=no");

    private ShmemPresets() {}

    static List<Preset> tiny() {
        return Stream.concat(alone().stream(), besideOthers().stream()).toList();
    }

    private static List<Preset> alone() {
        return List.of(
                new Preset(
                        "tiny-shmem",
                        "shared memory goes out and comes back through the file; swapoff, and holes are punched",
                        new Bounds(1, 1, 2, 1, 1, 2, 2, SYNC).withOffsets(1),
                        Set.of("shmem", "pageout", "punch"),
                        frozen(ALONE, NO_MPROTECT, NO_PRIVATE, SHARED_RW, DONE_IN_THE_CALL)),
                new Preset(
                        "tiny-shmem-two",
                        "two processes share memory, one with tags, one without or later",
                        new Bounds(2, 1, 2, 1, 1, 2, 1, SYNC_DIRECT).withOffsets(1),
                        Set.of("shmem", "pageout", "punch"),
                        frozen(
                                NO_PRIVATE, NO_SWAPOFF, NO_UNUSE, NO_MADVISE, SHARED_RW, NEVER_CLOSED,
                                DONE_IN_THE_CALL, FREE_AT_ONCE)),
                new Preset(
                        "tiny-shmem-migrate",
                        "a page of the file moves to another frame while it is mapped, or in swap",
                        new Bounds(1, 1, 2, 1, 1, 2, 1, SYNC_DIRECT).withOffsets(1),
                        Set.of("shmem", "pageout", "punch", "migrate"),
                        frozen(
                                ALONE, NO_PRIVATE, NO_SWAPOFF, NO_UNUSE, NO_MPROTECT, NO_MADVISE, SHARED_RW,
                                DONE_IN_THE_CALL, FREE_AT_ONCE)),
                new Preset(
                        "tiny-shmem-mremap",
                        "shared areas move and go while reclaim takes their entries away",
                        new Bounds(1, 2, 2, 1, 1, 2, 1, SYNC_DIRECT).withOffsets(2),
                        Set.of("shmem", "pageout", "mremap"),
                        frozen(
                                ALONE, NO_PRIVATE, NO_SWAPOFF, NO_UNUSE, NO_MPROTECT, NO_MADVISE, SHARED_RW, TAGGED,
                                List.of("free-swap"), DONE_IN_THE_CALL, FREE_AT_ONCE)));
    }

    private static List<Preset> besideOthers() {
        return List.of(
                new Preset(
                        "tiny-shmem-beside",
                        "shared and private memory want the same frames and the same slot",
                        new Bounds(1, 2, 2, 1, 1, 2, 1, SYNC_DIRECT).withOffsets(1),
                        Set.of("shmem", "pageout", "punch"),
                        frozen(
                                ALONE, NO_SWAPOFF, NO_UNUSE, NO_MPROTECT, NO_MADVISE, SHARED_RW, NO_UNTAGGED,
                                NO_CLOSED, NO_READ_ONLY, DONE_IN_THE_CALL, FREE_AT_ONCE)),
                new Preset(
                        "tiny-adi-shmem",
                        "SPARC: shared memory goes out and comes back, and swapoff brings it back",
                        new Bounds(2, 1, 2, 1, 1, 2, 1, SPARC).withOffsets(1),
                        Set.of("shmem", "pageout", "punch"),
                        frozen(
                                NO_MPROTECT, NO_PRIVATE, NO_MADVISE, SHARED_RW, TAGGED,
                                DONE_IN_THE_CALL, FREE_AT_ONCE)));
    }
}
