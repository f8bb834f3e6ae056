package dev.pagetwin.checker.search;

import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.op.OpKind;
import java.util.Map;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * How often each kind of step is tried, and which rejections are worth it. What the random search assumes
 * stands in {@link Assumptions}: steps that undo much (an exit, a swapoff) are rare, steps that finish what is
 * in flight are common, so that pages get far enough out and back for something to be wrong.
 */
final class Weights {
    private static final int USUAL = 8;

    private static final Map<String, Integer> OTHERWISE = Map.ofEntries(
            entry("mmap", 3),
            entry("munmap", 2),
            entry("mprotect", 5),
            entry("mprotect.entry", 4),
            entry("mremap", 3),
            entry("madvise", 2),
            entry("store", 3),
            entry("stg", 6),
            entry("load", 2),
            entry("ldg", 3),
            entry("fork", 3),
            entry("exit", 1),
            entry("swapoff", 2),
            entry("swapoff.interrupt", 1),
            entry("reclaim.add-to-swap", 5),
            entry("reclaim.isolate", 4),
            entry("reclaim.putback", 1),
            entry("reclaim.drop", 16),
            entry("reclaim.unmap", 12),
            entry("reclaim.writeback", 14),
            entry("free-swap", 2),
            entry("flush-slot", 3),
            entry("cow.reuse", 6),
            entry("readahead", 3),
            entry("swap-in.lookup", 6),
            entry("shmem.mmap", 2),
            entry("punch", 1),
            entry("shmem.add", 2),
            entry("shmem.fault", 3),
            entry("shmem.lookup", 3),
            entry("shmem.swap-in", 4),
            entry("shmem.unuse", 2),
            entry("pageout.isolate", 3),
            entry("pageout.unmap", 5),
            entry("pageout.putback", 1),
            entry("pageout.writepage", 5),
            entry("zero-page.fault", 2),
            entry("zero-page.cow", 4),
            entry("lazy-free.mark", 2),
            entry("lazy-free.discard", 4),
            entry("batch.fork", 10),
            entry("batch.zap", 10),
            entry("batch.move", 10),
            entry("batch.protect", 10),
            entry("batch.free", 4),
            entry("batch.discard", 4),
            entry("smmu.store", 3),
            entry("smmu.touch", 2),
            entry("age.touch", 3),
            entry("age.reference", 3),
            entry("age.cold", 4),
            entry("ptrace.peek", 1),
            entry("ptrace.poke", 2),
            entry("ptrace.finish", 4),
            entry("soft-offline", 1),
            entry("ksm.protect", 8),
            entry("ksm.merge", 24),
            entry("ksm.merge-zero", 2),
            entry("migrate.isolate", 4),
            entry("migrate.unmap", 12),
            entry("large.fault", 12),
            entry("large.writeback-fails", 4),
            entry("collapse", 24),
            entry("collapse.abort", 2),
            entry("migrate.undo", 2),
            entry("migrate.remap", 12),
            entry("pin", 3),
            entry("unpin", 2),
            entry("mlock", 2),
            entry("munlock", 2),
            entry("willneed", 3),
            entry("dma", 3),
            entry("unshare.reuse", 3),
            entry("unshare.copy", 3),
            entry("pmd.fault", 64),
            entry("pmd.reuse", 24),
            entry("pmd.remap", 24),
            entry("pmd.unmap", 24),
            entry("pmd.split", 1),
            entry("storage.reserve", 12),
            entry("storage.map", 12),
            entry("storage.fail", 2),
            entry("storage.evacuate", 6),
            entry("storage.pin", 2));

    private Weights() {}

    /** Steps that end a call: seldom taken where calls are to overlap. */
    private static final Set<String> ENDINGS =
            Set.of(
                    "zap", "mprotect.entry", "mremap.entry", "cow.map", "swap-in.read", "swap-in.map", "shmem.swap-in",
                    "collapse.copy", "collapse.install", "collapse.abort", "ptrace.finish");

    /** How much more often all else is tried then. */
    private static final int MEANWHILE = 4;

    /** Whether the kind ends a call. */
    static boolean ends(OpKind kind) {
        return ENDINGS.contains(kind.name());
    }

    /** What ends something, or gives something back. */
    private static final Set<String> TIDYING = Set.of(
            "zap", "mprotect.clear-tags", "mprotect.entry", "mremap.clear", "mremap.entry", "fork.entry", "cow.map",
            "swap-in.read", "swap-in.map", "swap-in.retry", "shmem.swap-in", "collapse.copy", "collapse.install",
            "collapse.abort", "ptrace.finish", "migrate.undo", "migrate.move", "migrate.remap", "migrate.finish",
            "pmd.remap", "reclaim.drop", "reclaim.putback", "reclaim.writeback", "reclaim.end-writeback",
            "pageout.putback", "free-swap", "flush-slot", "unpin", "swapon", "swapoff.interrupt",
            "swapoff.finish", "fork-copy", "storage.fail", "storage.claim", "storage.map");

    /** The weight of a kind where the machine is to be left tidy: now and then a program goes, or its memory. */
    static int tidying(OpKind kind) {
        if (kind.name().equals("exit") || kind.name().equals("munmap")) {
            return 1;
        }
        return TIDYING.contains(kind.name()) ? USUAL : 0;
    }

    /** Whether the kind stores tags. */
    static boolean storesTags(OpKind kind) {
        return kind.name().equals("stg") || kind.name().equals("ptrace.poke");
    }

    /** The weight of a kind in a run in which calls stay in flight for long. */
    static int withOverlaps(OpKind kind) {
        return ends(kind) ? 1 : MEANWHILE * of(kind);
    }

    /** The weight of a kind, at least 1. */
    static int of(OpKind kind) {
        return OTHERWISE.getOrDefault(kind.name(), USUAL);
    }

    /**
     * How much a rejection is worth comparing: least if it only says that nothing of the kind is there, most if it says
     * that somebody else is in the way.
     */
    static int interest(@Nullable Rejection reason) {
        if (reason == null) {
            return 0;
        }
        return switch (reason) {
            case NO_SUCH_CALL, NO_SUCH_MM, MM_EXISTS, LAST_MM, OUT_OF_RANGE, ALREADY_MAPPED, NOT_MAPPED, POPULATED,
                    NOT_ONE_AREA, NOT_ALIGNED, OVERLAPS, NOT_PRESENT, NOT_SWAPPED, PAGE_IN_USE, PAGE_FREE, NOT_ISOLATED,
                    NOT_UNDER_WRITEBACK, SWAP_NOT_ON, SWAP_NOT_OFF, SWAP_NOT_LEAVING, SLOT_NOT_RETURNING, SLOT_UNUSED,
                    NOT_MIGRATING, FILE_BACKED, NOT_FILE_BACKED, NOT_RESIDENT, NOT_ZERO_PAGE, NOT_LAZY_FREE,
                    NOT_PMD_MAPPED, NOT_WAITING -> 1;
            case MMAP_LOCKED, NOT_PERMITTED, NOT_ACCESSIBLE, NOT_TAGGED, NOT_CACHED, SLOT_IN_USE, FOLIO_LOCKED, CACHED,
                    CANNOT_FAIL, TAGS_VALID, EXCLUSIVE, NOT_COPIED, LAZY_FREE, MERGED, NOT_PINNED,
                    HAS_STORAGE, TAGGABLE -> 2;
            case SHARED, STILL_MAPPED, CLEAN, DIRTY, UNDER_WRITEBACK, SLOT_HAS_USERS, SLOT_READABLE, NO_BYPASS,
                    TAGS_NOT_CLEARED, COPIED, NOT_LARGE, LARGE, PMD_MAPPED, NOT_MOVED, MOVED, STILL_MIGRATING,
                    WRITABLE, DIFFERENT, NOT_EXCLUSIVE, PINNED, MLOCKED, SWAPOFF_RUNNING, AREA_HAS_ROOM,
                    NOT_TAGGABLE, TAG_STORAGE, NO_STORAGE, BLOCK_IN_USE, STORAGE_LOCKED -> 3;
            case TAGS_LOCKED, PTE_LOCKED, SLOT_CLAIMED, HOLDS_TAGS -> 4;
        };
    }

    /** With types, as the compiler's checkers take a minute to infer so many. */
    private static Map.Entry<String, Integer> entry(String kind, int value) {
        return Map.entry(kind, value);
    }
}
