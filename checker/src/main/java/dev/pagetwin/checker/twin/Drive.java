package dev.pagetwin.checker.twin;

import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.spec.op.Age;
import dev.pagetwin.spec.op.Batch;
import dev.pagetwin.spec.op.Collapse;
import dev.pagetwin.spec.op.Cow;
import dev.pagetwin.spec.op.Dma;
import dev.pagetwin.spec.op.Exit;
import dev.pagetwin.spec.op.Fault;
import dev.pagetwin.spec.op.FlushSlot;
import dev.pagetwin.spec.op.Fork;
import dev.pagetwin.spec.op.ForkCopy;
import dev.pagetwin.spec.op.FreeSwap;
import dev.pagetwin.spec.op.Ksm;
import dev.pagetwin.spec.op.LazyFree;
import dev.pagetwin.spec.op.Large;
import dev.pagetwin.spec.op.Ldg;
import dev.pagetwin.spec.op.Load;
import dev.pagetwin.spec.op.Madvise;
import dev.pagetwin.spec.op.Migrate;
import dev.pagetwin.spec.op.Mlock;
import dev.pagetwin.spec.op.Mmap;
import dev.pagetwin.spec.op.Mprotect;
import dev.pagetwin.spec.op.Mremap;
import dev.pagetwin.spec.op.Munlock;
import dev.pagetwin.spec.op.Munmap;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.Pageout;
import dev.pagetwin.spec.op.Pin;
import dev.pagetwin.spec.op.Pmd;
import dev.pagetwin.spec.op.Ptrace;
import dev.pagetwin.spec.op.Punch;
import dev.pagetwin.spec.op.Readahead;
import dev.pagetwin.spec.op.Reclaim;
import dev.pagetwin.spec.op.Shmem;
import dev.pagetwin.spec.op.Smmu;
import dev.pagetwin.spec.op.SoftOffline;
import dev.pagetwin.spec.op.Split;
import dev.pagetwin.spec.op.Stg;
import dev.pagetwin.spec.op.Storage;
import dev.pagetwin.spec.op.Store;
import dev.pagetwin.spec.op.SwapIn;
import dev.pagetwin.spec.op.Swapoff;
import dev.pagetwin.spec.op.Swapon;
import dev.pagetwin.spec.op.Unpin;
import dev.pagetwin.spec.op.Unshare;
import dev.pagetwin.spec.op.Unuse;
import dev.pagetwin.spec.op.Willneed;
import dev.pagetwin.spec.op.Zap;
import dev.pagetwin.spec.op.ZeroPage;
import dev.pagetwin.spec.state.Id;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongBiFunction;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Asks a kernel for what an operation of the specification says. */
final class Drive {
    private static final Map<Class<? extends Op>, ToLongBiFunction<Kernel, Op>> CALLS = new HashMap<>();

    static {
        programs();
        faults();
        reclaim();
        swap();
        migrate();
        shared();
        zeroPage();
        lazyFree();
        ksm();
        ptrace();
        softOffline();
        pins();
        huge();
        batches();
        storage();
    }

    private Drive() {}

    /** The kernel's packed answer, see {@link Outcome}. */
    static long apply(Kernel kernel, Op op) {
        return call(op).applyAsLong(kernel, op);
    }

    /** The kernel's method for operations of this kind. */
    static ToLongBiFunction<Kernel, Op> call(Op op) {
        ToLongBiFunction<Kernel, Op> call = CALLS.get(op.getClass());
        if (call == null) {
            throw new IllegalStateException("nothing drives " + op.getClass());
        }
        return call;
    }

    private static <T extends Op> void on(Class<T> type, ToLongBiFunction<Kernel, T> call) {
        CALLS.put(type, (kernel, op) -> call.applyAsLong(kernel, type.cast(op)));
    }

    private static void programs() {
        on(Mmap.class, (k, o) -> k.mmap(n(o.mm()), n(o.va()), o.len(), o.prot().ordinal(), o.mte()));
        on(Munmap.class, (k, o) -> k.munmap(n(o.mm()), n(o.va()), o.len()));
        on(Mprotect.class, (k, o) -> k.mprotect(n(o.mm()), n(o.va()), o.len(), o.prot().ordinal(), o.mte()));
        on(Mprotect.ClearTags.class, (k, o) -> k.mprotectClearTags(n(o.mm())));
        on(Mprotect.Entry.class, (k, o) -> k.mprotectEntry(n(o.mm())));
        on(Mremap.class, (k, o) -> k.mremap(n(o.mm()), n(o.va()), o.len(), o.size(), n(o.to())));
        on(Mremap.Clear.class, (k, o) -> k.mremapClear(n(o.mm())));
        on(Mremap.Entry.class, (k, o) -> k.mremapEntry(n(o.mm()), fails(o.table())));
        on(Madvise.class, (k, o) -> k.madvise(n(o.mm()), n(o.va()), o.len(), o.advice().ordinal()));
        on(Mlock.class, (k, o) -> k.mlock(n(o.mm()), n(o.va()), o.len()));
        on(Munlock.class, (k, o) -> k.munlock(n(o.mm()), n(o.va()), o.len()));
        on(Willneed.class, (k, o) -> k.willneed(n(o.mm()), n(o.va()), n(o.page())));
        on(Store.class, (k, o) -> k.store(n(o.mm()), n(o.va()), o.data()));
        on(Stg.class, (k, o) -> k.stg(n(o.mm()), n(o.va()), o.granule(), o.tag()));
        on(Load.class, (k, o) -> k.load(n(o.mm()), n(o.va())));
        on(Ldg.class, (k, o) -> k.ldg(n(o.mm()), n(o.va()), o.granule()));
        on(Fork.class, (k, o) -> k.fork(n(o.mm()), n(o.child())));
        on(Fork.Entry.class, (k, o) -> k.forkEntry(n(o.mm()), fails(o.dup())));
        on(Exit.class, (k, o) -> k.exit(n(o.mm())));
        on(Zap.class, (k, o) -> k.zap(n(o.mm())));
    }

    private static void faults() {
        on(Fault.class, (k, o) -> k.fault(n(o.mm()), n(o.va()), o.write(), n(o.page())));
        on(Large.Fault.class, (k, o) -> k.largeFault(n(o.mm()), n(o.va()), o.order(), n(o.page())));
        on(Cow.Reuse.class, (k, o) -> k.cowReuse(n(o.mm()), n(o.va())));
        on(Cow.Copy.class, (k, o) -> k.cowCopy(n(o.mm()), n(o.va()), n(o.page()), o.busy()));
        on(Cow.Map.class, (k, o) -> k.cowMap(n(o.mm())));
        on(SwapIn.Lookup.class, (k, o) -> k.swapInLookup(n(o.mm()), n(o.va())));
        on(SwapIn.Read.class, (k, o) -> k.swapInRead(n(o.mm()), n(o.page()), o.bypass()));
        on(SwapIn.Map.class, (k, o) -> k.swapInMap(n(o.mm())));
        on(SwapIn.Retry.class, (k, o) -> k.swapInRetry(n(o.mm())));
    }

    private static void reclaim() {
        on(Reclaim.AddToSwap.class, (k, o) -> k.reclaimAddToSwap(n(o.page()), n(o.slot())));
        on(Reclaim.Isolate.class, (k, o) -> k.reclaimIsolate(n(o.page())));
        on(Reclaim.Unmap.class, (k, o) -> k.reclaimUnmap(n(o.mm()), n(o.va()), fails(o.dup()), fails(o.tagalloc())));
        on(Reclaim.Writeback.class, (k, o) -> k.reclaimWriteback(n(o.page()), fails(o.tagalloc())));
        on(Large.WritebackFails.class, (k, o) -> k.reclaimWritebackFails(n(o.page()), o.at()));
        on(Reclaim.EndWriteback.class, (k, o) -> k.reclaimEndWriteback(n(o.page())));
        on(Reclaim.Drop.class, (k, o) -> k.reclaimDrop(n(o.page()), o.busy()));
        on(Reclaim.Putback.class, (k, o) -> k.reclaimPutback(n(o.page())));
    }

    private static void swap() {
        on(Readahead.class, (k, o) -> k.readahead(n(o.slot()), n(o.page())));
        on(FreeSwap.class, (k, o) -> k.freeSwap(n(o.page())));
        on(FlushSlot.class, (k, o) -> k.flushSlot(n(o.slot())));
        on(Swapon.class, (k, o) -> k.swapon(n(o.area())));
        on(Swapoff.class, (k, o) -> k.swapoff(n(o.area())));
        on(Swapoff.Finish.class, (k, o) -> k.swapoffFinish(n(o.area())));
        on(Swapoff.Interrupt.class, (k, o) -> k.swapoffInterrupt(n(o.area())));
        on(Unuse.class, (k, o) -> k.unuse(n(o.mm()), n(o.va())));
    }

    private static void shared() {
        on(Shmem.Mmap.class, (k, o) ->
                k.shmemMmap(n(o.mm()), n(o.va()), o.len(), n(o.off()), o.prot().ordinal(), o.mte()));
        on(Punch.class, (k, o) -> k.punch(n(o.off())));
        on(Shmem.Add.class, (k, o) -> k.shmemAdd(n(o.off()), n(o.page())));
        on(Shmem.Fault.class, (k, o) -> k.shmemFault(n(o.mm()), n(o.va()), o.write()));
        on(Shmem.Lookup.class, (k, o) -> k.shmemLookup(n(o.mm()), n(o.va())));
        on(Shmem.SwapIn.class, (k, o) -> k.shmemSwapIn(n(o.mm())));
        on(Shmem.Unuse.class, (k, o) -> k.shmemUnuse(n(o.off())));
        on(Pageout.Isolate.class, (k, o) -> k.pageoutIsolate(n(o.page())));
        on(Pageout.Unmap.class, (k, o) -> k.pageoutUnmap(n(o.mm()), n(o.va())));
        on(Pageout.Writepage.class, (k, o) ->
                k.pageoutWritepage(n(o.page()), n(o.slot()), fails(o.tagalloc())));
        on(Pageout.Putback.class, (k, o) -> k.pageoutPutback(n(o.page())));
    }

    private static void migrate() {
        on(Migrate.Isolate.class, (k, o) -> k.migrateIsolate(n(o.page())));
        on(Migrate.Unmap.class, (k, o) -> k.migrateUnmap(n(o.mm()), n(o.va())));
        on(Migrate.Copy.class, (k, o) -> k.migrateCopy(n(o.page()), n(o.to())));
        on(Migrate.Move.class, (k, o) -> k.migrateMove(n(o.page()), o.busy()));
        on(Migrate.Undo.class, (k, o) -> k.migrateUndo(n(o.page())));
        on(Migrate.Remap.class, (k, o) -> k.migrateRemap(n(o.mm()), n(o.va())));
        on(Migrate.Finish.class, (k, o) -> k.migrateFinish(n(o.page())));
        on(Collapse.class, (k, o) -> k.collapse(n(o.mm()), n(o.va()), o.order(), n(o.page()), o.busy()));
        on(Collapse.Copy.class, (k, o) -> k.collapseCopy(n(o.mm())));
        on(Collapse.Install.class, (k, o) -> k.collapseInstall(n(o.mm())));
        on(Collapse.Abort.class, (k, o) -> k.collapseAbort(n(o.mm())));
        on(Split.class, (k, o) -> k.split(n(o.page()), o.busy()));
    }

    private static void zeroPage() {
        on(ZeroPage.Fault.class, (k, o) -> k.zeroPageFault(n(o.mm()), n(o.va())));
        on(ZeroPage.Cow.class, (k, o) -> k.zeroPageCow(n(o.mm()), n(o.va()), n(o.page())));
    }

    private static void lazyFree() {
        on(LazyFree.Mark.class, (k, o) -> k.lazyFreeMark(n(o.mm()), n(o.va())));
        on(LazyFree.Discard.class, (k, o) -> k.lazyFreeDiscard(n(o.mm()), n(o.va()), o.busy()));
    }

    private static void ksm() {
        on(Ksm.Protect.class, (k, o) -> k.ksmProtect(n(o.mm()), n(o.va()), o.busy()));
        on(Ksm.Merge.class, (k, o) -> k.ksmMerge(n(o.mm()), n(o.va()), n(o.page())));
        on(Ksm.MergeZero.class, (k, o) -> k.ksmMergeZero(n(o.mm()), n(o.va())));
    }

    private static void ptrace() {
        on(Ptrace.Peek.class, (k, o) -> k.ptracePeek(n(o.mm()), n(o.va()), o.granule()));
        on(Ptrace.Poke.class, (k, o) -> k.ptracePoke(n(o.mm()), n(o.va()), o.granule(), o.tag()));
        on(Ptrace.Finish.class, (k, o) -> k.ptraceFinish(n(o.mm())));
    }

    private static void softOffline() {
        on(SoftOffline.class, (k, o) -> k.softOffline(n(o.page())));
    }

    private static void pins() {
        on(Pin.class, (k, o) -> k.pin(n(o.mm()), n(o.va()), o.write()));
        on(Unpin.class, (k, o) -> k.unpin(n(o.mm()), n(o.va())));
        on(Dma.class, (k, o) -> k.dma(n(o.mm()), n(o.va()), o.data()));
        on(Unshare.Reuse.class, (k, o) -> k.unshareReuse(n(o.mm()), n(o.va())));
        on(Unshare.Copy.class, (k, o) -> k.unshareCopy(n(o.mm()), n(o.va()), n(o.page()), o.busy()));
        on(ForkCopy.class, (k, o) -> k.forkCopy(n(o.mm()), n(o.page())));
    }

    private static void huge() {
        on(Pmd.Fault.class, (k, o) -> k.pmdFault(n(o.mm()), n(o.va()), n(o.page())));
        on(Pmd.Split.class, (k, o) -> k.pmdSplit(n(o.mm()), n(o.va()), o.freeze()));
        on(Pmd.Unmap.class, (k, o) -> k.pmdUnmap(n(o.mm()), n(o.va())));
        on(Pmd.Remap.class, (k, o) -> k.pmdRemap(n(o.mm()), n(o.va())));
        on(Pmd.Reuse.class, (k, o) -> k.pmdReuse(n(o.mm()), n(o.va())));
    }

    private static void batches() {
        on(Batch.Fork.class, (k, o) -> k.batchFork(n(o.mm())));
        on(Batch.Zap.class, (k, o) -> k.batchZap(n(o.mm())));
        on(Batch.Move.class, (k, o) -> k.batchMove(n(o.mm())));
        on(Batch.Protect.class, (k, o) -> k.batchProtect(n(o.mm())));
        on(Batch.Free.class, (k, o) -> k.batchFree(n(o.mm()), n(o.va())));
        on(Batch.Discard.class, (k, o) -> k.batchDiscard(n(o.mm()), n(o.va()), o.busy()));
        on(Smmu.Store.class, (k, o) -> k.smmuStore(n(o.mm()), n(o.va()), o.data()));
        on(Smmu.Touch.class, (k, o) -> k.smmuTouch(n(o.mm()), n(o.va())));
        on(Age.Touch.class, (k, o) -> k.ageTouch(n(o.mm()), n(o.va())));
        on(Age.Reference.class, (k, o) -> k.ageReference(n(o.mm()), n(o.va())));
        on(Age.Cold.class, (k, o) -> k.ageCold(n(o.mm()), n(o.va()), o.races()));
    }

    private static void storage() {
        on(Storage.Map.class, (k, o) -> k.storageMap(n(o.mm()), n(o.va())));
        on(Storage.Reserve.class, (k, o) -> k.storageReserve(n(o.mm()), n(o.va())));
        on(Storage.Claim.class, (k, o) -> k.storageClaim(n(o.mm())));
        on(Storage.Fail.class, (k, o) -> k.storageFail(n(o.mm()), o.why().ordinal()));
        on(Storage.Evacuate.class, (k, o) -> k.storageEvacuate(n(o.mm()), n(o.va())));
        on(Storage.Pin.class, (k, o) -> k.storagePin(n(o.mm()), n(o.va()), o.write()));
    }

    private static boolean fails(Op.Alloc alloc) {
        return alloc == Op.Alloc.FAILS;
    }

    private static int n(@Nullable Id id) {
        return id == null ? Kernel.NONE : id.index();
    }
}
