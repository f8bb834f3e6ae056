package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Result;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What happens between two moments at which somebody else can look. Every choice the kernel makes is a component of
 * the record, so that a step means the same on both sides and for ever.
 *
 * <p>The interface is sealed, so it stands in the package of its operations: across packages only a named module may
 * seal.
 */
public sealed interface Op
        permits Mmap,
                Munmap,
                Mprotect,
                Mprotect.ClearTags,
                Mprotect.Entry,
                Mremap,
                Mremap.Clear,
                Mremap.Entry,
                Madvise,
                Store,
                Stg,
                Load,
                Ldg,
                Fork,
                Fork.Entry,
                Exit,
                Zap,
                Fault,
                Large.Fault,
                Large.WritebackFails,
                Cow.Reuse,
                Cow.Copy,
                Cow.Map,
                SwapIn.Lookup,
                SwapIn.Read,
                SwapIn.Map,
                SwapIn.Retry,
                Reclaim.AddToSwap,
                Reclaim.Isolate,
                Reclaim.Unmap,
                Reclaim.Writeback,
                Reclaim.EndWriteback,
                Reclaim.Drop,
                Reclaim.Putback,
                Readahead,
                FreeSwap,
                FlushSlot,
                Swapon,
                Swapoff,
                Swapoff.Finish,
                Swapoff.Interrupt,
                Unuse,
                Migrate.Isolate,
                Migrate.Unmap,
                Migrate.Copy,
                Migrate.Move,
                Migrate.Undo,
                Migrate.Remap,
                Migrate.Finish,
                Shmem.Mmap,
                Punch,
                Shmem.Add,
                Shmem.Fault,
                Shmem.Lookup,
                Shmem.SwapIn,
                Shmem.Unuse,
                Pageout.Isolate,
                Pageout.Unmap,
                Pageout.Writepage,
                Pageout.Putback,
                ZeroPage.Fault,
                ZeroPage.Cow,
                LazyFree.Mark,
                LazyFree.Discard,
                Ksm.Protect,
                Ksm.Merge,
                Ksm.MergeZero,
                Split,
                Collapse,
                Collapse.Copy,
                Collapse.Install,
                Collapse.Abort,
                Ptrace.Peek,
                Ptrace.Poke,
                Ptrace.Finish,
                SoftOffline,
                Pin,
                Unpin,
                Dma,
                Unshare.Reuse,
                Unshare.Copy,
                ForkCopy,
                Mlock,
                Munlock,
                Willneed,
                Pmd.Fault,
                Pmd.Split,
                Pmd.Unmap,
                Pmd.Remap,
                Pmd.Reuse,
                Batch.Fork,
                Batch.Zap,
                Batch.Move,
                Batch.Protect,
                Batch.Free,
                Batch.Discard,
                Smmu.Store,
                Smmu.Touch,
                Age.Touch,
                Age.Reference,
                Age.Cold,
                Storage.Map,
                Storage.Reserve,
                Storage.Claim,
                Storage.Fail,
                Storage.Evacuate,
                Storage.Pin {

    /** The first guard that says no, or null if the step can happen. Arguments lie within the machine's bounds. */
    @Nullable Rejection guard(Machine m);

    /** What the step answers and does. Only for a machine whose guards let it pass. */
    Outcome step(Machine m);

    /** The guards, then the step. */
    default Outcome apply(Machine m) {
        Rejection no = guard(m);
        return no == null ? step(m) : new Outcome(new Result.Rejected(no), m);
    }

    /** Whether an allocation inside the step succeeds. */
    enum Alloc {
        OK,
        FAILS
    }
}
