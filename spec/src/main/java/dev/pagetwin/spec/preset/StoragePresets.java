package dev.pagetwin.spec.preset;

import static dev.pagetwin.spec.preset.Presets.ALONE;
import static dev.pagetwin.spec.preset.Presets.ASYNC;
import static dev.pagetwin.spec.preset.Presets.DONE_IN_THE_CALL;
import static dev.pagetwin.spec.preset.Presets.FREE_AT_ONCE;
import static dev.pagetwin.spec.preset.Presets.NO_CLOSED;
import static dev.pagetwin.spec.preset.Presets.NO_MADVISE;
import static dev.pagetwin.spec.preset.Presets.NO_MPROTECT;
import static dev.pagetwin.spec.preset.Presets.NO_MUNMAP;
import static dev.pagetwin.spec.preset.Presets.NO_READ_ONLY;
import static dev.pagetwin.spec.preset.Presets.NO_SWAPOFF;
import static dev.pagetwin.spec.preset.Presets.NO_UNTAGGED;
import static dev.pagetwin.spec.preset.Presets.SYNC;
import static dev.pagetwin.spec.preset.Presets.SYNC_DIRECT;
import static dev.pagetwin.spec.preset.Presets.TAGGED_LATER;
import static dev.pagetwin.spec.preset.Presets.frozen;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Profile.Claim;
import dev.pagetwin.spec.tagstorage.Region;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The presets of tag storage that holds data meanwhile; the tags of four pages fill one. */
final class StoragePresets {
    private static final int RATIO = 4;

    /** No swap, where there are no large folios. */
    static final List<String> NO_SWAP =
            ContptePresets.NO_SWAP.stream().filter(text -> !text.equals("large.writeback-fails")).toList();

    private static final List<String> NO_LARGE_SWAP = List.of("large.writeback-fails");

    private StoragePresets() {}

    static List<Preset> tiny() {
        return Stream.of(
                        one(), later(), between(), StorageBlockPresets.all(), around(), shared(), lookedAt(),
                        policies())
                .flatMap(List::stream)
                .toList();
    }

    /** One block of one page, for the tags of four. */
    private static List<Preset> one() {
        return List.of(
                new Preset(
                        "tiny-storage",
                        "a tagged page wants the block in which another one's data is, pinned or not",
                        new Bounds(1, 2, 5, 1, 1, 1, 1, SYNC_DIRECT).withRegions(region(0, 4, 4, 1, 1)),
                        Set.of("migrate", "unpin"),
                        frozen(
                                ALONE, NO_SWAPOFF, NO_SWAP, NO_MADVISE, NO_CLOSED, NO_READ_ONLY, NO_MPROTECT,
                                List.of("mmap len=2", "fault write=no", "storage.pin write=no"),
                                List.of("storage.evacuate", "cow.reuse", "munmap len=2"),
                                except("fault page=p", 5, 0, 4), except("migrate.copy to=p", 5, 1, 4))));
    }

    private static List<Preset> later() {
        return List.of(
                new Preset(
                        "tiny-storage-protect",
                        "PROT_MTE is asked for later, for a page whose block is in use, or that is one itself",
                        new Bounds(1, 1, 5, 1, 1, 2, 1, SYNC_DIRECT).withRegions(region(0, 4, 4, 1, 1)),
                        Set.of("migrate"),
                        frozen(
                                ALONE, NO_SWAPOFF, NO_SWAP, NO_MADVISE, NO_CLOSED, NO_READ_ONLY, TAGGED_LATER,
                                List.of("fault write=no"),
                                except("fault page=p", 5, 0, 4), except("migrate.copy to=p", 5, 1, 4))));
    }

    /** Two processes, two pages, and pins. */
    private static List<Preset> between() {
        return List.of(
                new Preset(
                        "tiny-storage-two",
                        "one process claims the block that another one has data in, or would like to have",
                        new Bounds(2, 1, 5, 1, 1, 1, 1, SYNC_DIRECT).withRegions(region(0, 4, 4, 1, 1)),
                        Set.of(),
                        frozen(
                                NO_SWAPOFF, NO_SWAP, NO_MADVISE, NO_CLOSED, NO_READ_ONLY, TAGGED_LATER,
                                List.of("fault write=no", "storage.pin", "storage.evacuate", "cow.copy", "cow.map"),
                                List.of("cow.reuse"),
                                except("fault page=p", 5, 0, 4))),
                new Preset(
                        "tiny-storage-pinned",
                        "a page that wants its block and the data in that block are pinned",
                        new Bounds(1, 2, 5, 1, 1, 1, 1, SYNC_DIRECT).withRegions(region(0, 4, 4, 1, 1)),
                        Set.of("pin", "unpin"),
                        frozen(
                                ALONE, NO_SWAPOFF, NO_SWAP, NO_MADVISE, NO_MUNMAP, NO_CLOSED, NO_READ_ONLY,
                                TAGGED_LATER, List.of("mmap len=2", "fault write=no", "storage.pin write=no"),
                                List.of("storage.evacuate", "zap", "pin write=no", "mprotect va=v1", "mprotect len=2"),
                                except("fault page=p", 5, 0, 4))));
    }

    /** What meets it: copies, swap, fork, contiguous entries, tracers. */
    private static List<Preset> around() {
        return List.of(
                new Preset(
                        "tiny-storage-migrate",
                        "a tagged page moves to where the block for its tags holds data",
                        new Bounds(1, 2, 10, 1, 1, 2, 1, SYNC_DIRECT).withRegions(region(0, 8, 8, 2, 1)),
                        Set.of("migrate"),
                        frozen(
                                ALONE, NO_SWAPOFF, NO_SWAP, NO_MADVISE, NO_CLOSED, NO_READ_ONLY, NO_MPROTECT,
                                List.of("mmap len=2", "fault write=no", "munmap len=2", "storage.evacuate"),
                                List.of("storage.pin", "migrate.undo", "stg tag=0", "cow.reuse"),
                                except("fault page=p", 10, 0, 9), except("migrate.copy to=p", 10, 4))),
                new Preset(
                        "tiny-storage-swap",
                        "a tagged page comes back from swap into one without storage",
                        new Bounds(1, 1, 5, 2, 1, 2, 1, SYNC_DIRECT).withRegions(region(0, 4, 4, 1, 1)),
                        Set.of(),
                        frozen(
                                ALONE, NO_SWAPOFF, NO_MADVISE, NO_CLOSED, NO_READ_ONLY, NO_MPROTECT,
                                DONE_IN_THE_CALL, FREE_AT_ONCE,
                                List.of("fault write=no", "storage.pin", "storage.evacuate"),
                                List.of("cow.reuse", "stg tag=0"),
                                except("fault page=p", 5, 0), except("swap-in.read page=p", 5, 0),
                                except("readahead page=p", 5, 1))));
    }

    /** Others have the page, the entry or the folio too. */
    private static List<Preset> shared() {
        return List.of(
                new Preset(
                        "tiny-storage-fork",
                        "two processes share a page that comes back from swap without storage",
                        new Bounds(2, 1, 5, 1, 1, 2, 1, SYNC_DIRECT).withRegions(region(0, 4, 4, 1, 1)),
                        Set.of(),
                        frozen(
                                NO_SWAPOFF, NO_MADVISE, NO_MUNMAP, NO_CLOSED, NO_READ_ONLY, NO_MPROTECT, NO_UNTAGGED,
                                DONE_IN_THE_CALL, FREE_AT_ONCE,
                                List.of("fault write=no", "storage.pin", "storage.evacuate", "stg tag=0"),
                                List.of("free-swap", "reclaim.putback", "swap-in.read"),
                                except("fault page=p", 5, 0), except("readahead page=p", 5, 1),
                                except("cow.copy page=p", 5, 2))),
                new Preset(
                        "tiny-storage-contpte",
                        "a folded folio without storage is asked for tags: both entries wait, and fold again",
                        new Bounds(1, 2, 5, 1, 1, 2, 1, SYNC_DIRECT)
                                .withOrder(1).withCont(2).withRegions(region(0, 4, 4, 1, 1)),
                        Set.of("large", "batch", "migrate"),
                        frozen(
                                ALONE, NO_SWAPOFF, NO_SWAP, NO_LARGE_SWAP, NO_MADVISE, NO_MUNMAP, NO_CLOSED,
                                NO_READ_ONLY,
                                TAGGED_LATER, List.of("fault", "mmap len=1", "mmap va=v1", "storage.pin"),
                                List.of("batch.fork", "batch.zap", "batch.move", "batch.free", "batch.discard", "zap"),
                                List.of("storage.evacuate", "cow.reuse", "stg tag=0"),
                                except("large.fault page=p", 5, 0), except("migrate.copy to=p", 5, 2))));
    }

    /** A folio is split, a tracer looks. */
    private static List<Preset> lookedAt() {
        return List.of(
                new Preset(
                        "tiny-storage-split",
                        "a folio of two pages has its tags in two blocks, and is split",
                        new Bounds(1, 2, 11, 1, 1, 1, 1, SYNC_DIRECT).withOrder(1).withRegions(region(1, 8, 9, 2, 1)),
                        Set.of("large", "migrate", "split"),
                        frozen(
                                ALONE, NO_SWAPOFF, NO_SWAP, NO_LARGE_SWAP, NO_MADVISE, NO_CLOSED, NO_READ_ONLY,
                                NO_MPROTECT,
                                List.of("fault write=no", "storage.pin", "storage.evacuate", "migrate.copy"),
                                List.of("migrate.move", "migrate.undo", "cow.reuse"),
                                except("fault page=p", 11, 9), except("large.fault page=p", 11, 2, 4))),
                new Preset(
                        "tiny-storage-ptrace",
                        "a tracer looks at the tags of a page without storage, behind a closed entry or an open one",
                        new Bounds(1, 1, 5, 1, 1, 2, 1, SYNC_DIRECT).withRegions(region(0, 4, 4, 1, 1)),
                        Set.of("ptrace"),
                        frozen(
                                ALONE, NO_SWAPOFF, NO_SWAP, NO_MADVISE, NO_READ_ONLY,
                                List.of("mprotect mte=no", "mprotect prot=ro"),
                                List.of("fault write=no", "storage.pin", "storage.evacuate"),
                                except("fault page=p", 5, 0))));
    }

    /** The other policies of who gives up storage, and when. */
    private static List<Preset> policies() {
        return List.of(
                new Preset(
                        "tiny-storage-eager",
                        "all storage is kept from data from the first tagged area on",
                        new Bounds(1, 1, 5, 1, 1, 2, 1, SYNC_DIRECT.withClaim(Claim.WHEN_TAGGED))
                                .withRegions(region(0, 4, 4, 1, 1)),
                        Set.of("migrate"),
                        frozen(
                                ALONE, NO_SWAPOFF, NO_SWAP, NO_MADVISE, NO_CLOSED, NO_READ_ONLY, TAGGED_LATER,
                                List.of("fault write=no"),
                                except("fault page=p", 5, 0, 4), except("migrate.copy to=p", 5, 1, 4))),
                new Preset(
                        "tiny-storage-carved",
                        "storage is carved out at boot: no page waits, and none lies there",
                        new Bounds(1, 1, 5, 1, 1, 2, 1, SYNC_DIRECT.withClaim(Claim.ALWAYS))
                                .withRegions(region(0, 4, 4, 1, 1)),
                        Set.of("migrate"),
                        frozen(
                                ALONE, NO_SWAPOFF, NO_SWAP, NO_MADVISE, NO_CLOSED, NO_READ_ONLY, TAGGED_LATER,
                                List.of("fault write=no", "storage.map", "storage.reserve", "storage.claim"),
                                List.of("storage.fail", "storage.evacuate"),
                                except("fault page=p", 5, 0, 4), except("migrate.copy to=p", 5, 1, 4))));
    }

    /** All but these of so many. */
    static List<String> except(String text, int of, Integer... left) {
        return IntStream.range(0, of).filter(n -> !List.of(left).contains(n)).mapToObj(n -> text + n).toList();
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
                        frozen()),
                new Preset(
                        "medium-storage-contpte",
                        "folded folios over blocks of two pages, in two regions of which one begins anywhere",
                        new Bounds(2, 12, 27, 4, 1, 3, 2, SYNC).withOrder(2).withCont(4)
                                .withRegions(List.of(
                                        new Region(0, 8, 20, 2, 2, RATIO), new Region(10, 10, 22, 3, 1, RATIO))),
                        Set.of("large", "batch", "mremap", "migrate", "split", "smmu", "age", "pin", "unpin"),
                        frozen(DONE_IN_THE_CALL)));
    }

    static List<Region> region(int memStart, int memPages, int tagStart, int tagPages, int block) {
        return List.of(new Region(memStart, memPages, tagStart, tagPages, block, RATIO));
    }
}
