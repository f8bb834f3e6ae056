package dev.pagetwin.spec.preset;

import static dev.pagetwin.spec.preset.ContptePresets.NO_SWAP;
import static dev.pagetwin.spec.preset.Presets.ALONE;
import static dev.pagetwin.spec.preset.Presets.ASYNC;
import static dev.pagetwin.spec.preset.Presets.NO_CLOSED;
import static dev.pagetwin.spec.preset.Presets.NO_MADVISE;
import static dev.pagetwin.spec.preset.Presets.NO_MUNMAP;
import static dev.pagetwin.spec.preset.Presets.NO_READ_ONLY;
import static dev.pagetwin.spec.preset.Presets.NO_SWAPOFF;
import static dev.pagetwin.spec.preset.Presets.SYNC_DIRECT;
import static dev.pagetwin.spec.preset.Presets.frozen;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.tagstorage.Region;
import java.util.List;
import java.util.Set;

/** The presets of tag storage that holds data meanwhile; the tags of four pages fill one. */
final class StoragePresets {
    private static final int RATIO = 4;

    private StoragePresets() {}

    static List<Preset> tiny() {
        return List.of(
                new Preset(
                        "tiny-storage",
                        "two pages want the block in which one of them, or a third, lies",
                        new Bounds(1, 2, 5, 1, 1, 2, 2, SYNC_DIRECT).withRegions(region(0, 4, 4, 1, 1)),
                        Set.of("migrate"),
                        frozen(
                                ALONE, NO_SWAPOFF, NO_SWAP, NO_MADVISE, NO_CLOSED, NO_READ_ONLY,
                                List.of("fault page=p2", "fault page=p3", "migrate.copy to=p2", "migrate.copy to=p3"))));
    }

    static List<Preset> random() {
        return List.of(
                new Preset(
                        "medium-storage",
                        "folios of up to four pages over blocks of two pages, and all that meets them",
                        new Bounds(3, 8, 24, 6, 2, 3, 2, ASYNC)
                                .withOrder(2).withOffsets(2).withRegions(region(0, 16, 16, 4, 2)),
                        Set.of(
                                "large", "mremap", "lazy-free", "migrate", "split", "mlock", "collapse", "pin", "age",
                                "shmem", "punch", "pageout", "ptrace", "ksm", "zero-page", "unshare", "fork-copy",
                                "unpin", "dma", "willneed", "munlock", "soft-offline"),
                        frozen()));
    }

    private static List<Region> region(int memStart, int memPages, int tagStart, int tagPages, int block) {
        return List.of(new Region(memStart, memPages, tagStart, tagPages, block, RATIO));
    }
}
