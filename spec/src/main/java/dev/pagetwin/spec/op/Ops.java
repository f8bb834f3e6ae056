package dev.pagetwin.spec.op;

import static dev.pagetwin.spec.Rejection.*;
import static dev.pagetwin.spec.op.OpKind.Actor.KERNEL;
import static dev.pagetwin.spec.op.OpKind.Actor.OBSERVATION;
import static dev.pagetwin.spec.op.OpKind.Actor.PROGRAM;

import dev.pagetwin.spec.Machine;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Every kind of operation there is, and for what reasons it may be rejected. */
public final class Ops {
    /** In the order in which they are listed and tried. */
    public static final List<OpKind> KINDS = List.of(
            new OpKind(Mmap.class, PROGRAM, NO_SUCH_MM, MMAP_LOCKED, OUT_OF_RANGE, ALREADY_MAPPED),
            new OpKind(Munmap.class, PROGRAM, NO_SUCH_MM, MMAP_LOCKED, OUT_OF_RANGE, NOT_MAPPED),
            new OpKind(Mprotect.class, PROGRAM, NO_SUCH_MM, MMAP_LOCKED, OUT_OF_RANGE, NOT_MAPPED),
            new OpKind(
                    Mremap.class, PROGRAM, NO_SUCH_MM, MMAP_LOCKED, OUT_OF_RANGE, NOT_MAPPED, NOT_ONE_AREA,
                    ALREADY_MAPPED, OVERLAPS),
            new OpKind(Madvise.class, PROGRAM, NO_SUCH_MM, MMAP_LOCKED, OUT_OF_RANGE, NOT_MAPPED, MLOCKED),
            new OpKind(Store.class, PROGRAM, NO_SUCH_MM, NOT_PRESENT, PTE_LOCKED, NOT_ACCESSIBLE),
            new OpKind(Stg.class, PROGRAM, NO_SUCH_MM, NOT_PRESENT, PTE_LOCKED, NOT_ACCESSIBLE, NOT_TAGGED),
            new OpKind(Fork.class, PROGRAM, NO_SUCH_MM, MMAP_LOCKED, MM_EXISTS),
            new OpKind(Exit.class, PROGRAM, NO_SUCH_MM, MMAP_LOCKED, LAST_MM),
            new OpKind(Swapon.class, PROGRAM, SWAP_NOT_OFF),
            new OpKind(Swapoff.class, PROGRAM, SWAP_NOT_ON, SWAPOFF_RUNNING),
            new OpKind(Load.class, OBSERVATION, NO_SUCH_MM, NOT_PRESENT, PTE_LOCKED, NOT_ACCESSIBLE),
            new OpKind(Ldg.class, OBSERVATION, NO_SUCH_MM, NOT_PRESENT, PTE_LOCKED, NOT_ACCESSIBLE, NOT_TAGGED),
            new OpKind(Zap.class, KERNEL, NO_SUCH_MM, NO_SUCH_CALL),
            new OpKind(
                    Mprotect.ClearTags.class, KERNEL, NO_SUCH_MM, NO_SUCH_CALL, NOT_PRESENT, PMD_MAPPED, TAGS_VALID,
                    TAGS_LOCKED),
            new OpKind(Mprotect.Entry.class, KERNEL, NO_SUCH_MM, NO_SUCH_CALL, TAGS_LOCKED, TAGS_NOT_CLEARED),
            new OpKind(Mremap.Clear.class, KERNEL, NO_SUCH_MM, NO_SUCH_CALL),
            new OpKind(Mremap.Entry.class, KERNEL, NO_SUCH_MM, NO_SUCH_CALL, CANNOT_FAIL),
            new OpKind(Fork.Entry.class, KERNEL, NO_SUCH_MM, NO_SUCH_CALL, PINNED, CANNOT_FAIL),
            new OpKind(
                    Fault.class, KERNEL, NO_SUCH_MM, MMAP_LOCKED, NOT_MAPPED, FILE_BACKED, NOT_PERMITTED, POPULATED,
                    NOT_TAGGABLE, PAGE_IN_USE, HOLDS_TAGS),
            new OpKind(
                    Large.Fault.class, KERNEL, NO_SUCH_MM, MMAP_LOCKED, OUT_OF_RANGE, NOT_MAPPED, NOT_ALIGNED,
                    FILE_BACKED, NOT_ONE_AREA, NOT_PERMITTED, POPULATED, NOT_TAGGABLE, PAGE_IN_USE, HOLDS_TAGS),
            new OpKind(
                    Cow.Reuse.class, KERNEL, NO_SUCH_MM, MMAP_LOCKED, NOT_MAPPED, NOT_PERMITTED, NOT_PRESENT,
                    PMD_MAPPED, NOT_ACCESSIBLE, SHARED),
            new OpKind(
                    Cow.Copy.class, KERNEL, NO_SUCH_MM, MMAP_LOCKED, NOT_MAPPED, NOT_PERMITTED, NOT_PRESENT,
                    PMD_MAPPED, NOT_ACCESSIBLE, EXCLUSIVE, NOT_TAGGABLE, PAGE_IN_USE, HOLDS_TAGS),
            new OpKind(Cow.Map.class, KERNEL, NO_SUCH_MM, NO_SUCH_CALL),
            new OpKind(SwapIn.Lookup.class, KERNEL, NO_SUCH_MM, MMAP_LOCKED, NOT_MAPPED, NOT_PERMITTED, NOT_SWAPPED),
            new OpKind(
                    SwapIn.Read.class, KERNEL, NO_SUCH_MM, NO_SUCH_CALL, CACHED, SLOT_UNUSED, SLOT_CLAIMED, NO_BYPASS,
                    NOT_TAGGABLE, PAGE_IN_USE, HOLDS_TAGS),
            new OpKind(SwapIn.Map.class, KERNEL, NO_SUCH_MM, NO_SUCH_CALL, NOT_CACHED, FOLIO_LOCKED, TAGS_LOCKED),
            new OpKind(SwapIn.Retry.class, KERNEL, NO_SUCH_MM, NO_SUCH_CALL, CACHED, SLOT_READABLE),
            new OpKind(
                    Reclaim.AddToSwap.class, KERNEL, PAGE_FREE, FOLIO_LOCKED, CACHED, LAZY_FREE, FILE_BACKED,
                    NOT_MAPPED, PINNED, SWAP_NOT_ON, NOT_ALIGNED, SLOT_IN_USE, AREA_HAS_ROOM),
            new OpKind(Reclaim.Isolate.class, KERNEL, PAGE_FREE, FOLIO_LOCKED, NOT_CACHED, UNDER_WRITEBACK),
            new OpKind(
                    Reclaim.Unmap.class, KERNEL, NO_SUCH_MM, NOT_PRESENT, PMD_MAPPED, PTE_LOCKED, NOT_ISOLATED,
                    MLOCKED, CANNOT_FAIL),
            new OpKind(Reclaim.Writeback.class, KERNEL, PAGE_FREE, NOT_ISOLATED, STILL_MAPPED, CLEAN, CANNOT_FAIL),
            new OpKind(Reclaim.EndWriteback.class, KERNEL, PAGE_FREE, NOT_UNDER_WRITEBACK),
            new OpKind(Reclaim.Drop.class, KERNEL, PAGE_FREE, NOT_ISOLATED, STILL_MAPPED, DIRTY),
            new OpKind(Reclaim.Putback.class, KERNEL, PAGE_FREE, NOT_ISOLATED),
            new OpKind(Large.WritebackFails.class, KERNEL, PAGE_FREE, NOT_ISOLATED, STILL_MAPPED, CLEAN, CANNOT_FAIL),
            new OpKind(Readahead.class, KERNEL, SLOT_UNUSED, CACHED, SLOT_CLAIMED, PAGE_IN_USE, HOLDS_TAGS),
            new OpKind(FreeSwap.class, KERNEL, PAGE_FREE, FOLIO_LOCKED, NOT_CACHED, UNDER_WRITEBACK, SLOT_HAS_USERS),
            new OpKind(FlushSlot.class, KERNEL, SLOT_NOT_RETURNING),
            new OpKind(
                    Unuse.class, KERNEL, NO_SUCH_MM, SWAP_NOT_LEAVING, MMAP_LOCKED, NOT_SWAPPED, NOT_CACHED,
                    FOLIO_LOCKED, UNDER_WRITEBACK, TAGS_LOCKED),
            new OpKind(Swapoff.Finish.class, KERNEL, SWAP_NOT_LEAVING, SLOT_IN_USE),
            new OpKind(Swapoff.Interrupt.class, KERNEL, SWAP_NOT_LEAVING),
            new OpKind(Migrate.Isolate.class, KERNEL, PAGE_FREE, FOLIO_LOCKED, UNDER_WRITEBACK, NOT_MAPPED),
            new OpKind(Migrate.Unmap.class, KERNEL, NO_SUCH_MM, NOT_PRESENT, PMD_MAPPED, PTE_LOCKED, NOT_ISOLATED),
            new OpKind(
                    Migrate.Copy.class, KERNEL, PAGE_FREE, NOT_ISOLATED, MOVED, STILL_MAPPED, COPIED, NOT_ALIGNED,
                    NOT_TAGGABLE, PAGE_IN_USE, HOLDS_TAGS),
            new OpKind(Migrate.Move.class, KERNEL, PAGE_FREE, NOT_ISOLATED, MOVED, NOT_COPIED),
            new OpKind(Migrate.Undo.class, KERNEL, PAGE_FREE, NOT_ISOLATED, MOVED, NOT_COPIED),
            new OpKind(
                    Migrate.Remap.class, KERNEL, NO_SUCH_MM, NOT_MIGRATING, PMD_MAPPED, NOT_MAPPED, NOT_MOVED,
                    TAGS_LOCKED),
            new OpKind(Migrate.Finish.class, KERNEL, PAGE_FREE, NOT_ISOLATED, NOT_MOVED, STILL_MIGRATING),
            new OpKind(Shmem.Mmap.class, PROGRAM, NO_SUCH_MM, MMAP_LOCKED, OUT_OF_RANGE, ALREADY_MAPPED),
            new OpKind(Punch.class, PROGRAM, FOLIO_LOCKED, PTE_LOCKED),
            new OpKind(Shmem.Add.class, KERNEL, POPULATED, PAGE_IN_USE, HOLDS_TAGS),
            new OpKind(
                    Shmem.Fault.class, KERNEL, NO_SUCH_MM, MMAP_LOCKED, NOT_MAPPED, NOT_FILE_BACKED, NOT_PERMITTED,
                    POPULATED, NOT_RESIDENT, FOLIO_LOCKED, TAGS_LOCKED),
            new OpKind(
                    Shmem.Lookup.class, KERNEL, NO_SUCH_MM, MMAP_LOCKED, NOT_MAPPED, NOT_FILE_BACKED, NOT_PERMITTED,
                    NOT_SWAPPED),
            new OpKind(Shmem.SwapIn.class, KERNEL, NO_SUCH_MM, NO_SUCH_CALL, NOT_CACHED, FOLIO_LOCKED, UNDER_WRITEBACK),
            new OpKind(
                    Shmem.Unuse.class, KERNEL, SWAP_NOT_LEAVING, NOT_SWAPPED, NOT_CACHED, FOLIO_LOCKED,
                    UNDER_WRITEBACK),
            new OpKind(Pageout.Isolate.class, KERNEL, PAGE_FREE, FOLIO_LOCKED, NOT_FILE_BACKED),
            new OpKind(
                    Pageout.Unmap.class, KERNEL, NO_SUCH_MM, NOT_PRESENT, PMD_MAPPED, PTE_LOCKED, NOT_ISOLATED,
                    MLOCKED),
            new OpKind(
                    Pageout.Writepage.class, KERNEL, PAGE_FREE, NOT_ISOLATED, STILL_MAPPED, SWAP_NOT_ON, SLOT_IN_USE,
                    AREA_HAS_ROOM, CANNOT_FAIL),
            new OpKind(Pageout.Putback.class, KERNEL, PAGE_FREE, NOT_ISOLATED),
            new OpKind(
                    ZeroPage.Fault.class, KERNEL, NO_SUCH_MM, MMAP_LOCKED, NOT_MAPPED, FILE_BACKED, NOT_PERMITTED,
                    POPULATED),
            new OpKind(
                    ZeroPage.Cow.class, KERNEL, NO_SUCH_MM, MMAP_LOCKED, NOT_MAPPED, NOT_PERMITTED, NOT_ZERO_PAGE,
                    NOT_TAGGABLE, PAGE_IN_USE, HOLDS_TAGS),
            new OpKind(
                    LazyFree.Mark.class, PROGRAM, NO_SUCH_MM, MMAP_LOCKED, NOT_MAPPED, FILE_BACKED, MLOCKED,
                    PMD_MAPPED),
            new OpKind(
                    LazyFree.Discard.class, KERNEL, NO_SUCH_MM, NOT_PRESENT, PMD_MAPPED, PTE_LOCKED, FOLIO_LOCKED,
                    NOT_LAZY_FREE, MLOCKED, LARGE),
            new OpKind(
                    Ksm.Protect.class, KERNEL, NO_SUCH_MM, MMAP_LOCKED, NOT_MAPPED, FILE_BACKED, NOT_PRESENT, LARGE,
                    FOLIO_LOCKED),
            new OpKind(
                    Ksm.Merge.class, KERNEL, NO_SUCH_MM, MMAP_LOCKED, NOT_MAPPED, FILE_BACKED, NOT_PRESENT, LARGE,
                    PAGE_FREE, MERGED, FOLIO_LOCKED, WRITABLE, DIFFERENT),
            new OpKind(
                    Ksm.MergeZero.class, KERNEL, NO_SUCH_MM, MMAP_LOCKED, NOT_MAPPED, FILE_BACKED, NOT_PRESENT, LARGE,
                    FOLIO_LOCKED, WRITABLE, DIFFERENT),
            new OpKind(Split.class, KERNEL, PAGE_FREE, NOT_ISOLATED, COPIED, NOT_LARGE, STILL_MAPPED, PMD_MAPPED),
            new OpKind(
                    Collapse.class, KERNEL, NO_SUCH_MM, MMAP_LOCKED, OUT_OF_RANGE, NOT_MAPPED, NOT_ALIGNED,
                    FILE_BACKED, NOT_ONE_AREA, NOT_PERMITTED, NOT_PRESENT, PMD_MAPPED, NOT_TAGGABLE, FOLIO_LOCKED,
                    PAGE_IN_USE, HOLDS_TAGS),
            new OpKind(Collapse.Copy.class, KERNEL, NO_SUCH_MM, NO_SUCH_CALL, COPIED),
            new OpKind(Collapse.Install.class, KERNEL, NO_SUCH_MM, NO_SUCH_CALL, NOT_COPIED),
            new OpKind(Collapse.Abort.class, KERNEL, NO_SUCH_MM, NO_SUCH_CALL),
            new OpKind(
                    Ptrace.Peek.class, OBSERVATION, NO_SUCH_MM, MMAP_LOCKED, NOT_MAPPED, NOT_PRESENT, NOT_TAGGED,
                    NO_STORAGE),
            new OpKind(
                    Ptrace.Poke.class, PROGRAM, NO_SUCH_MM, MMAP_LOCKED, NOT_MAPPED, NOT_PRESENT, NOT_ACCESSIBLE,
                    NOT_TAGGED),
            new OpKind(Ptrace.Finish.class, KERNEL, NO_SUCH_MM, NO_SUCH_CALL, FOLIO_LOCKED),
            new OpKind(SoftOffline.class, KERNEL, PAGE_FREE, NOT_ISOLATED, NOT_MOVED, STILL_MIGRATING),
            new OpKind(
                    Pin.class, PROGRAM, NO_SUCH_MM, MMAP_LOCKED, NOT_PRESENT, PTE_LOCKED, NOT_ACCESSIBLE,
                    NOT_EXCLUSIVE, PINNED, TAG_STORAGE),
            new OpKind(Unpin.class, PROGRAM, NO_SUCH_MM, NOT_PINNED),
            new OpKind(Dma.class, PROGRAM, NO_SUCH_MM, NOT_PINNED, NOT_PERMITTED),
            new OpKind(
                    Unshare.Reuse.class, KERNEL, NO_SUCH_MM, MMAP_LOCKED, NOT_MAPPED, FILE_BACKED, NOT_PRESENT,
                    PMD_MAPPED, NOT_ACCESSIBLE, EXCLUSIVE, SHARED),
            new OpKind(
                    Unshare.Copy.class, KERNEL, NO_SUCH_MM, MMAP_LOCKED, NOT_MAPPED, FILE_BACKED, NOT_PRESENT,
                    PMD_MAPPED, NOT_ACCESSIBLE, EXCLUSIVE, NOT_TAGGABLE, PAGE_IN_USE, HOLDS_TAGS),
            new OpKind(
                    ForkCopy.class, KERNEL, NO_SUCH_MM, NO_SUCH_CALL, NOT_PINNED, PMD_MAPPED, NOT_TAGGABLE, PAGE_IN_USE,
                    HOLDS_TAGS),
            new OpKind(Mlock.class, PROGRAM, NO_SUCH_MM, MMAP_LOCKED, OUT_OF_RANGE, NOT_MAPPED),
            new OpKind(Munlock.class, PROGRAM, NO_SUCH_MM, MMAP_LOCKED, OUT_OF_RANGE, NOT_MAPPED),
            new OpKind(
                    Willneed.class, PROGRAM, NO_SUCH_MM, MMAP_LOCKED, NOT_MAPPED, NOT_SWAPPED, CACHED, SLOT_CLAIMED,
                    PAGE_IN_USE, HOLDS_TAGS),
            new OpKind(
                    Pmd.Fault.class, KERNEL, NO_SUCH_MM, MMAP_LOCKED, OUT_OF_RANGE, NOT_MAPPED, NOT_LARGE, NOT_ALIGNED,
                    FILE_BACKED, NOT_ONE_AREA, NOT_PERMITTED, POPULATED, NOT_TAGGABLE, PAGE_IN_USE, HOLDS_TAGS),
            new OpKind(Pmd.Split.class, KERNEL, NO_SUCH_MM, NOT_PMD_MAPPED, NOT_PRESENT, NOT_ISOLATED),
            new OpKind(Pmd.Unmap.class, KERNEL, NO_SUCH_MM, NOT_PMD_MAPPED, NOT_PRESENT, NOT_ISOLATED),
            new OpKind(
                    Pmd.Remap.class, KERNEL, NO_SUCH_MM, NOT_PMD_MAPPED, NOT_MIGRATING, NOT_MAPPED, NOT_MOVED,
                    TAGS_LOCKED),
            new OpKind(
                    Pmd.Reuse.class, KERNEL, NO_SUCH_MM, MMAP_LOCKED, NOT_MAPPED, NOT_PERMITTED, NOT_PMD_MAPPED,
                    NOT_PRESENT, NOT_ACCESSIBLE, SHARED),
            new OpKind(Batch.Fork.class, KERNEL, NO_SUCH_MM, NO_SUCH_CALL, PINNED, NOT_LARGE),
            new OpKind(Batch.Zap.class, KERNEL, NO_SUCH_MM, NO_SUCH_CALL, NOT_LARGE),
            new OpKind(Batch.Move.class, KERNEL, NO_SUCH_MM, NO_SUCH_CALL, NOT_LARGE),
            new OpKind(Batch.Protect.class, KERNEL, NO_SUCH_MM, NO_SUCH_CALL, TAGS_LOCKED, TAGS_NOT_CLEARED, NOT_LARGE),
            new OpKind(Batch.Free.class, PROGRAM, NO_SUCH_MM, MMAP_LOCKED, NOT_MAPPED, FILE_BACKED, MLOCKED, NOT_LARGE),
            new OpKind(
                    Batch.Discard.class, KERNEL, NO_SUCH_MM, NOT_PRESENT, PMD_MAPPED, PTE_LOCKED, FOLIO_LOCKED,
                    NOT_LAZY_FREE, MLOCKED, NOT_LARGE),
            new OpKind(Smmu.Store.class, PROGRAM, NO_SUCH_MM, NOT_PRESENT, PTE_LOCKED, NOT_ACCESSIBLE),
            new OpKind(Smmu.Touch.class, PROGRAM, NO_SUCH_MM, NOT_PRESENT, PTE_LOCKED, NOT_ACCESSIBLE),
            new OpKind(Age.Touch.class, PROGRAM, NO_SUCH_MM, NOT_PRESENT, PTE_LOCKED, NOT_ACCESSIBLE),
            new OpKind(Age.Reference.class, KERNEL, NO_SUCH_MM, NOT_PRESENT, PMD_MAPPED, PTE_LOCKED),
            new OpKind(
                    Age.Cold.class, PROGRAM, NO_SUCH_MM, MMAP_LOCKED, NOT_MAPPED, FILE_BACKED, NOT_ACCESSIBLE, MLOCKED,
                    PMD_MAPPED, NOT_LARGE),
            new OpKind(
                    Storage.Map.class, KERNEL, NO_SUCH_MM, MMAP_LOCKED, NOT_MAPPED, NOT_WAITING, PMD_MAPPED,
                    NO_STORAGE, TAGS_LOCKED),
            new OpKind(
                    Storage.Reserve.class, KERNEL, NO_SUCH_MM, MMAP_LOCKED, NOT_MAPPED, NOT_PRESENT, NOT_TAGGED,
                    PMD_MAPPED, HAS_STORAGE, NOT_TAGGABLE, STORAGE_LOCKED, FOLIO_LOCKED),
            new OpKind(Storage.Claim.class, KERNEL, NO_SUCH_MM, NO_SUCH_CALL, BLOCK_IN_USE),
            new OpKind(Storage.Fail.class, KERNEL, NO_SUCH_MM, NO_SUCH_CALL, CANNOT_FAIL),
            new OpKind(
                    Storage.Evacuate.class, KERNEL, NO_SUCH_MM, MMAP_LOCKED, NOT_MAPPED, NOT_WAITING, PMD_MAPPED,
                    TAGGABLE),
            new OpKind(
                    Storage.Pin.class, PROGRAM, NO_SUCH_MM, MMAP_LOCKED, NOT_PRESENT, PTE_LOCKED, NOT_ACCESSIBLE,
                    NOT_EXCLUSIVE, PINNED));

    private static final Map<Class<? extends Op>, OpKind> BY_TYPE =
            KINDS.stream().collect(Collectors.toUnmodifiableMap(OpKind::type, Function.identity()));
    private static final Map<String, OpKind> BY_NAME =
            KINDS.stream().collect(Collectors.toUnmodifiableMap(OpKind::name, Function.identity()));

    private Ops() {}

    /** The kind of an operation. */
    public static OpKind kindOf(Op op) {
        OpKind kind = BY_TYPE.get(op.getClass());
        if (kind == null) {
            throw new IllegalStateException("not listed: " + op.getClass());
        }
        return kind;
    }

    /** The kind with this name, or null. */
    public static @Nullable OpKind named(String name) {
        return BY_NAME.get(name);
    }

    /** Every step the machine can take, with all its choices. */
    public static List<Op> enabled(Machine m) {
        return KINDS.stream()
                .flatMap(kind -> kind.all(m.bounds()).stream())
                .filter(op -> op.guard(m) == null)
                .toList();
    }
}
