package dev.pagetwin.spec.preset;

import static dev.pagetwin.spec.preset.ContptePresets.NO_SWAP;
import static dev.pagetwin.spec.preset.Presets.ALONE;
import static dev.pagetwin.spec.preset.Presets.NO_CLOSED;
import static dev.pagetwin.spec.preset.Presets.NO_MADVISE;
import static dev.pagetwin.spec.preset.Presets.NO_MPROTECT;
import static dev.pagetwin.spec.preset.Presets.NO_READ_ONLY;
import static dev.pagetwin.spec.preset.Presets.NO_SWAPOFF;
import static dev.pagetwin.spec.preset.Presets.SYNC_DIRECT;
import static dev.pagetwin.spec.preset.Presets.frozen;
import static dev.pagetwin.spec.preset.StoragePresets.except;
import static dev.pagetwin.spec.preset.StoragePresets.region;

import dev.pagetwin.spec.Bounds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The small presets of folios and the blocks that their tags are in. */
final class StorageBlockPresets {
    private StorageBlockPresets() {}

    /** A folio needs several blocks, or shares one, by the size of both and by where the region begins. */
    static List<Preset> all() {
        return Stream.of(even(), uneven()).flatMap(List::stream).toList();
    }

    private static List<Preset> even() {
        return List.of(
                new Preset(
                        "tiny-storage-large",
                        "folios of eight pages over blocks of two: each needs one, the last one of the region too",
                        new Bounds(1, 9, 20, 1, 1, 1, 1, SYNC_DIRECT).withOrder(3).withRegions(region(0, 16, 16, 4, 2)),
                        Set.of("large"),
                        wholeFolios(
                                8, 3, except("large.fault page=p", 20, 0, 8), except("fault page=p", 20, 16, 18),
                                List.of("mmap len=9"))),
                new Preset(
                        "tiny-storage-order",
                        "a folio of sixteen pages over blocks of two: it needs two",
                        new Bounds(1, 16, 20, 1, 1, 1, 1, SYNC_DIRECT)
                                .withOrder(4).withRegions(region(0, 16, 16, 4, 2)),
                        Set.of("large"),
                        wholeFolios(16, 4, except("large.fault page=p", 20, 0), except("fault page=p", 20, 18))),
                new Preset(
                        "tiny-storage-beside",
                        "a folio of sixteen pages, and data of another one in one of the blocks that it needs",
                        new Bounds(1, 17, 20, 1, 1, 1, 1, SYNC_DIRECT)
                                .withOrder(4).withRegions(region(0, 16, 16, 4, 2)),
                        Set.of("large"),
                        wholeFolios(
                                16, 4, except("large.fault page=p", 20, 0), except("fault page=p", 20, 18),
                                List.of("mmap va=v1", "fault va=v1", "fault va=v0", "munmap va=v1"))),
                new Preset(
                        "tiny-storage-end",
                        "the last folio of a region, and memory behind it that is of no region",
                        new Bounds(1, 9, 12, 1, 1, 1, 1, SYNC_DIRECT).withOrder(3).withRegions(region(0, 8, 8, 2, 2)),
                        Set.of("large"),
                        wholeFolios(
                                8, 3, except("large.fault page=p", 12, 0), except("fault page=p", 12, 8, 10),
                                List.of("mmap len=9"))));
    }

    /** Sizes and beginnings that are no power of two. */
    private static List<Preset> uneven() {
        return List.of(
                new Preset(
                        "tiny-storage-odd",
                        "folios of eight pages over blocks of three: one of them lies over two",
                        new Bounds(1, 8, 30, 1, 1, 1, 1, SYNC_DIRECT).withOrder(3).withRegions(region(0, 24, 24, 6, 3)),
                        Set.of("large"),
                        wholeFolios(8, 3, except("large.fault page=p", 30, 8), except("fault page=p", 30, 12, 27))),
                new Preset(
                        "tiny-storage-start",
                        "folios of four pages in a region that begins in the middle of one",
                        new Bounds(1, 4, 17, 1, 1, 1, 1, SYNC_DIRECT).withOrder(2).withRegions(region(2, 12, 14, 3, 1)),
                        Set.of("large"),
                        wholeFolios(4, 2, except("large.fault page=p", 17, 4), except("fault page=p", 17, 8, 15))));
    }

    @SafeVarargs
    private static Set<String> wholeFolios(int pages, int order, List<String>... which) {
        Set<String> all = new HashSet<>(frozen(which));
        all.addAll(frozen(
                ALONE, NO_SWAPOFF, NO_SWAP, NO_MADVISE, NO_CLOSED, NO_READ_ONLY, NO_MPROTECT,
                lengths("mmap len=", pages, 1, pages), lengths("munmap len=", pages, 1, pages),
                lengths("large.fault order=", order, order), except("mmap va=v", pages, 0, 1),
                except("fault va=v", pages, 0, 1), except("store va=v", pages, 0), except("munmap va=v", pages, 0, 1),
                List.of("fault write=no", "cow.reuse", "storage.reserve", "storage.claim", "storage.fail"),
                List.of("storage.map", "storage.evacuate", "storage.pin")));
        return Set.copyOf(all);
    }

    /** All but these from one on. */
    private static List<String> lengths(String text, int most, Integer... left) {
        List<String> others = new ArrayList<>(except(text, most + 1, left));
        others.remove(text + 0);
        return others;
    }
}
