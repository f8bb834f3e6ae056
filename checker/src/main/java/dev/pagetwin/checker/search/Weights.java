package dev.pagetwin.checker.search;

import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.op.OpKind;
import java.util.Map;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * How often each kind of step is tried, and which rejections are worth it. All that the random search assumes is in
 * these tables and in {@link Generator}: steps that undo much (an exit, a swapoff) are rare, steps that finish what is
 * in flight are common, so that pages get far enough out and back for something to be wrong.
 */
final class Weights {
    private static final int USUAL = 8;

    private static final Map<String, Integer> OTHERWISE = Map.ofEntries(
            Map.entry("mmap", 3),
            Map.entry("munmap", 2),
            Map.entry("mprotect", 5),
            Map.entry("mprotect.entry", 4),
            Map.entry("mremap", 3),
            Map.entry("madvise", 2),
            Map.entry("store", 3),
            Map.entry("stg", 6),
            Map.entry("load", 2),
            Map.entry("ldg", 3),
            Map.entry("fork", 3),
            Map.entry("exit", 1),
            Map.entry("swapoff", 2),
            Map.entry("swapoff.interrupt", 1),
            Map.entry("reclaim.add-to-swap", 5),
            Map.entry("reclaim.isolate", 4),
            Map.entry("reclaim.putback", 1),
            Map.entry("reclaim.drop", 16),
            Map.entry("reclaim.unmap", 12),
            Map.entry("reclaim.writeback", 14),
            Map.entry("free-swap", 2),
            Map.entry("flush-slot", 3),
            Map.entry("cow.reuse", 6),
            Map.entry("readahead", 3),
            Map.entry("swap-in.lookup", 6),
            Map.entry("shmem.mmap", 2),
            Map.entry("punch", 1),
            Map.entry("shmem.add", 2),
            Map.entry("shmem.fault", 3),
            Map.entry("shmem.lookup", 3),
            Map.entry("shmem.swap-in", 4),
            Map.entry("shmem.unuse", 2),
            Map.entry("pageout.isolate", 3),
            Map.entry("pageout.unmap", 5),
            Map.entry("pageout.putback", 1),
            Map.entry("pageout.writepage", 5),
            Map.entry("zero-page.fault", 2),
            Map.entry("zero-page.cow", 4),
            Map.entry("lazy-free.mark", 2),
            Map.entry("lazy-free.discard", 4),
            Map.entry("ptrace.peek", 1),
            Map.entry("ptrace.poke", 2),
            Map.entry("ptrace.finish", 4),
            Map.entry("soft-offline", 1),
            Map.entry("ksm.protect", 2),
            Map.entry("ksm.merge", 4),
            Map.entry("ksm.merge-zero", 2),
            Map.entry("migrate.isolate", 4),
            Map.entry("migrate.unmap", 12),
            Map.entry("large.fault", 12),
            Map.entry("large.writeback-fails", 4),
            Map.entry("collapse", 6),
            Map.entry("collapse.abort", 2),
            Map.entry("migrate.undo", 2),
            Map.entry("migrate.remap", 12),
            Map.entry("pin", 3),
            Map.entry("unpin", 2),
            Map.entry("dma", 3),
            Map.entry("unshare.reuse", 3),
            Map.entry("unshare.copy", 3));

    private Weights() {}

    /** Steps that end a call: seldom taken where calls are to overlap. */
    private static final Set<String> ENDINGS =
            Set.of(
                    "zap", "mprotect.entry", "mremap.entry", "cow.map", "swap-in.read", "swap-in.map", "shmem.swap-in",
                    "collapse.install", "collapse.abort");

    /** The weight of a kind in a run in which calls stay in flight for long. */
    static int withOverlaps(OpKind kind) {
        return ENDINGS.contains(kind.name()) ? 1 : of(kind);
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
                    NOT_MIGRATING, FILE_BACKED, NOT_FILE_BACKED, NOT_RESIDENT, NOT_ZERO_PAGE, NOT_LAZY_FREE -> 1;
            case MMAP_LOCKED, NOT_PERMITTED, NOT_ACCESSIBLE, NOT_TAGGED, NOT_CACHED, SLOT_IN_USE, FOLIO_LOCKED, CACHED,
                    CANNOT_FAIL, TAGS_VALID, EXCLUSIVE, NOT_COPIED, LAZY_FREE, MERGED, NOT_PINNED -> 2;
            case SHARED, STILL_MAPPED, CLEAN, DIRTY, UNDER_WRITEBACK, SLOT_HAS_USERS, SLOT_READABLE, NO_BYPASS,
                    TAGS_NOT_CLEARED, COPIED, NOT_LARGE, LARGE, NOT_MOVED, MOVED, STILL_MIGRATING, WRITABLE, DIFFERENT,
                    NOT_EXCLUSIVE, PINNED -> 3;
            case TAGS_LOCKED, PTE_LOCKED, SLOT_CLAIMED -> 4;
        };
    }
}
