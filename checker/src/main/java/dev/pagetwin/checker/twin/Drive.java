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
import java.util.HashMap;
import java.util.Map;

/** Asks a kernel for what an operation of the specification says. */
final class Drive {
    private static final Map<Class<? extends Op>, Call<Op>> CALLS = new HashMap<>();

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

    /** How to ask a kernel, in whose numbers a window places those of the specification. */
    @FunctionalInterface
    interface Call<T extends Op> {
        /** The kernel's packed answer, see {@link Outcome}. */
        long ask(Kernel kernel, Window window, T op);
    }

    /** The kernel's packed answer, see {@link Outcome}. */
    static long apply(Kernel kernel, Window window, Op op) {
        return call(op).ask(kernel, window, op);
    }

    /** The kernel's method for operations of this kind. */
    static Call<Op> call(Op op) {
        Call<Op> call = CALLS.get(op.getClass());
        if (call == null) {
            throw new IllegalStateException("nothing drives " + op.getClass());
        }
        return call;
    }

    private static <T extends Op> void on(Class<T> type, Call<T> call) {
        CALLS.put(type, (kernel, window, op) -> call.ask(kernel, window, type.cast(op)));
    }

    private static void programs() {
        on(Mmap.class, (k, w, o) -> k.mmap(w.n(o.mm()), w.n(o.va()), o.len(), o.prot().ordinal(), o.mte()));
        on(Munmap.class, (k, w, o) -> k.munmap(w.n(o.mm()), w.n(o.va()), o.len()));
        on(Mprotect.class, (k, w, o) -> k.mprotect(w.n(o.mm()), w.n(o.va()), o.len(), o.prot().ordinal(), o.mte()));
        on(Mprotect.ClearTags.class, (k, w, o) -> k.mprotectClearTags(w.n(o.mm())));
        on(Mprotect.Entry.class, (k, w, o) -> k.mprotectEntry(w.n(o.mm())));
        on(Mremap.class, (k, w, o) -> k.mremap(w.n(o.mm()), w.n(o.va()), o.len(), o.size(), w.n(o.to())));
        on(Mremap.Clear.class, (k, w, o) -> k.mremapClear(w.n(o.mm())));
        on(Mremap.Entry.class, (k, w, o) -> k.mremapEntry(w.n(o.mm()), fails(o.table())));
        on(Madvise.class, (k, w, o) -> k.madvise(w.n(o.mm()), w.n(o.va()), o.len(), o.advice().ordinal()));
        on(Mlock.class, (k, w, o) -> k.mlock(w.n(o.mm()), w.n(o.va()), o.len()));
        on(Munlock.class, (k, w, o) -> k.munlock(w.n(o.mm()), w.n(o.va()), o.len()));
        on(Willneed.class, (k, w, o) -> k.willneed(w.n(o.mm()), w.n(o.va()), w.n(o.page())));
        on(Store.class, (k, w, o) -> k.store(w.n(o.mm()), w.n(o.va()), o.data()));
        on(Stg.class, (k, w, o) -> k.stg(w.n(o.mm()), w.n(o.va()), o.granule(), o.tag()));
        on(Load.class, (k, w, o) -> k.load(w.n(o.mm()), w.n(o.va())));
        on(Ldg.class, (k, w, o) -> k.ldg(w.n(o.mm()), w.n(o.va()), o.granule()));
        on(Fork.class, (k, w, o) -> k.fork(w.n(o.mm()), w.n(o.child())));
        on(Fork.Entry.class, (k, w, o) -> k.forkEntry(w.n(o.mm()), fails(o.dup())));
        on(Exit.class, (k, w, o) -> k.exit(w.n(o.mm())));
        on(Zap.class, (k, w, o) -> k.zap(w.n(o.mm())));
    }

    private static void faults() {
        on(Fault.class, (k, w, o) -> k.fault(w.n(o.mm()), w.n(o.va()), o.write(), w.n(o.page())));
        on(Large.Fault.class, (k, w, o) -> k.largeFault(w.n(o.mm()), w.n(o.va()), o.order(), w.n(o.page())));
        on(Cow.Reuse.class, (k, w, o) -> k.cowReuse(w.n(o.mm()), w.n(o.va())));
        on(Cow.Copy.class, (k, w, o) -> k.cowCopy(w.n(o.mm()), w.n(o.va()), w.n(o.page()), o.busy()));
        on(Cow.Map.class, (k, w, o) -> k.cowMap(w.n(o.mm())));
        on(SwapIn.Lookup.class, (k, w, o) -> k.swapInLookup(w.n(o.mm()), w.n(o.va())));
        on(SwapIn.Read.class, (k, w, o) -> k.swapInRead(w.n(o.mm()), w.n(o.page()), o.bypass()));
        on(SwapIn.Map.class, (k, w, o) -> k.swapInMap(w.n(o.mm())));
        on(SwapIn.Retry.class, (k, w, o) -> k.swapInRetry(w.n(o.mm())));
    }

    private static void reclaim() {
        on(Reclaim.AddToSwap.class, (k, w, o) -> k.reclaimAddToSwap(w.n(o.page()), w.n(o.slot())));
        on(Reclaim.Isolate.class, (k, w, o) -> k.reclaimIsolate(w.n(o.page())));
        on(Reclaim.Unmap.class, (k, w, o) ->
                k.reclaimUnmap(w.n(o.mm()), w.n(o.va()), fails(o.dup()), fails(o.tagalloc())));
        on(Reclaim.Writeback.class, (k, w, o) -> k.reclaimWriteback(w.n(o.page()), fails(o.tagalloc())));
        on(Large.WritebackFails.class, (k, w, o) -> k.reclaimWritebackFails(w.n(o.page()), o.at()));
        on(Reclaim.EndWriteback.class, (k, w, o) -> k.reclaimEndWriteback(w.n(o.page())));
        on(Reclaim.Drop.class, (k, w, o) -> k.reclaimDrop(w.n(o.page()), o.busy()));
        on(Reclaim.Putback.class, (k, w, o) -> k.reclaimPutback(w.n(o.page())));
    }

    private static void swap() {
        on(Readahead.class, (k, w, o) -> k.readahead(w.n(o.slot()), w.n(o.page())));
        on(FreeSwap.class, (k, w, o) -> k.freeSwap(w.n(o.page())));
        on(FlushSlot.class, (k, w, o) -> k.flushSlot(w.n(o.slot())));
        on(Swapon.class, (k, w, o) -> k.swapon(w.n(o.area())));
        on(Swapoff.class, (k, w, o) -> k.swapoff(w.n(o.area())));
        on(Swapoff.Finish.class, (k, w, o) -> k.swapoffFinish(w.n(o.area())));
        on(Swapoff.Interrupt.class, (k, w, o) -> k.swapoffInterrupt(w.n(o.area())));
        on(Unuse.class, (k, w, o) -> k.unuse(w.n(o.mm()), w.n(o.va())));
    }

    private static void shared() {
        on(Shmem.Mmap.class, (k, w, o) ->
                k.shmemMmap(w.n(o.mm()), w.n(o.va()), o.len(), w.n(o.off()), o.prot().ordinal(), o.mte()));
        on(Punch.class, (k, w, o) -> k.punch(w.n(o.off())));
        on(Shmem.Add.class, (k, w, o) -> k.shmemAdd(w.n(o.off()), w.n(o.page())));
        on(Shmem.Fault.class, (k, w, o) -> k.shmemFault(w.n(o.mm()), w.n(o.va()), o.write()));
        on(Shmem.Lookup.class, (k, w, o) -> k.shmemLookup(w.n(o.mm()), w.n(o.va())));
        on(Shmem.SwapIn.class, (k, w, o) -> k.shmemSwapIn(w.n(o.mm())));
        on(Shmem.Unuse.class, (k, w, o) -> k.shmemUnuse(w.n(o.off())));
        on(Pageout.Isolate.class, (k, w, o) -> k.pageoutIsolate(w.n(o.page())));
        on(Pageout.Unmap.class, (k, w, o) -> k.pageoutUnmap(w.n(o.mm()), w.n(o.va())));
        on(Pageout.Writepage.class, (k, w, o) ->
                k.pageoutWritepage(w.n(o.page()), w.n(o.slot()), fails(o.tagalloc())));
        on(Pageout.Putback.class, (k, w, o) -> k.pageoutPutback(w.n(o.page())));
    }

    private static void migrate() {
        on(Migrate.Isolate.class, (k, w, o) -> k.migrateIsolate(w.n(o.page())));
        on(Migrate.Unmap.class, (k, w, o) -> k.migrateUnmap(w.n(o.mm()), w.n(o.va())));
        on(Migrate.Copy.class, (k, w, o) -> k.migrateCopy(w.n(o.page()), w.n(o.to())));
        on(Migrate.Move.class, (k, w, o) -> k.migrateMove(w.n(o.page()), o.busy()));
        on(Migrate.Undo.class, (k, w, o) -> k.migrateUndo(w.n(o.page())));
        on(Migrate.Remap.class, (k, w, o) -> k.migrateRemap(w.n(o.mm()), w.n(o.va())));
        on(Migrate.Finish.class, (k, w, o) -> k.migrateFinish(w.n(o.page())));
        on(Collapse.class, (k, w, o) -> k.collapse(w.n(o.mm()), w.n(o.va()), o.order(), w.n(o.page()), o.busy()));
        on(Collapse.Copy.class, (k, w, o) -> k.collapseCopy(w.n(o.mm())));
        on(Collapse.Install.class, (k, w, o) -> k.collapseInstall(w.n(o.mm())));
        on(Collapse.Abort.class, (k, w, o) -> k.collapseAbort(w.n(o.mm())));
        on(Split.class, (k, w, o) -> k.split(w.n(o.page()), o.busy()));
    }

    private static void zeroPage() {
        on(ZeroPage.Fault.class, (k, w, o) -> k.zeroPageFault(w.n(o.mm()), w.n(o.va())));
        on(ZeroPage.Cow.class, (k, w, o) -> k.zeroPageCow(w.n(o.mm()), w.n(o.va()), w.n(o.page())));
    }

    private static void lazyFree() {
        on(LazyFree.Mark.class, (k, w, o) -> k.lazyFreeMark(w.n(o.mm()), w.n(o.va())));
        on(LazyFree.Discard.class, (k, w, o) -> k.lazyFreeDiscard(w.n(o.mm()), w.n(o.va()), o.busy()));
    }

    private static void ksm() {
        on(Ksm.Protect.class, (k, w, o) -> k.ksmProtect(w.n(o.mm()), w.n(o.va()), o.busy()));
        on(Ksm.Merge.class, (k, w, o) -> k.ksmMerge(w.n(o.mm()), w.n(o.va()), w.n(o.page())));
        on(Ksm.MergeZero.class, (k, w, o) -> k.ksmMergeZero(w.n(o.mm()), w.n(o.va())));
    }

    private static void ptrace() {
        on(Ptrace.Peek.class, (k, w, o) -> k.ptracePeek(w.n(o.mm()), w.n(o.va()), o.granule()));
        on(Ptrace.Poke.class, (k, w, o) -> k.ptracePoke(w.n(o.mm()), w.n(o.va()), o.granule(), o.tag()));
        on(Ptrace.Finish.class, (k, w, o) -> k.ptraceFinish(w.n(o.mm())));
    }

    private static void softOffline() {
        on(SoftOffline.class, (k, w, o) -> k.softOffline(w.n(o.page())));
    }

    private static void pins() {
        on(Pin.class, (k, w, o) -> k.pin(w.n(o.mm()), w.n(o.va()), o.write()));
        on(Unpin.class, (k, w, o) -> k.unpin(w.n(o.mm()), w.n(o.va())));
        on(Dma.class, (k, w, o) -> k.dma(w.n(o.mm()), w.n(o.va()), o.data()));
        on(Unshare.Reuse.class, (k, w, o) -> k.unshareReuse(w.n(o.mm()), w.n(o.va())));
        on(Unshare.Copy.class, (k, w, o) -> k.unshareCopy(w.n(o.mm()), w.n(o.va()), w.n(o.page()), o.busy()));
        on(ForkCopy.class, (k, w, o) -> k.forkCopy(w.n(o.mm()), w.n(o.page())));
    }

    private static void huge() {
        on(Pmd.Fault.class, (k, w, o) -> k.pmdFault(w.n(o.mm()), w.n(o.va()), w.n(o.page())));
        on(Pmd.Split.class, (k, w, o) -> k.pmdSplit(w.n(o.mm()), w.n(o.va()), o.freeze()));
        on(Pmd.Unmap.class, (k, w, o) -> k.pmdUnmap(w.n(o.mm()), w.n(o.va())));
        on(Pmd.Remap.class, (k, w, o) -> k.pmdRemap(w.n(o.mm()), w.n(o.va())));
        on(Pmd.Reuse.class, (k, w, o) -> k.pmdReuse(w.n(o.mm()), w.n(o.va())));
    }

    private static void batches() {
        on(Batch.Fork.class, (k, w, o) -> k.batchFork(w.n(o.mm())));
        on(Batch.Zap.class, (k, w, o) -> k.batchZap(w.n(o.mm())));
        on(Batch.Move.class, (k, w, o) -> k.batchMove(w.n(o.mm())));
        on(Batch.Protect.class, (k, w, o) -> k.batchProtect(w.n(o.mm())));
        on(Batch.Free.class, (k, w, o) -> k.batchFree(w.n(o.mm()), w.n(o.va())));
        on(Batch.Discard.class, (k, w, o) -> k.batchDiscard(w.n(o.mm()), w.n(o.va()), o.busy()));
        on(Smmu.Store.class, (k, w, o) -> k.smmuStore(w.n(o.mm()), w.n(o.va()), o.data()));
        on(Smmu.Touch.class, (k, w, o) -> k.smmuTouch(w.n(o.mm()), w.n(o.va())));
        on(Age.Touch.class, (k, w, o) -> k.ageTouch(w.n(o.mm()), w.n(o.va())));
        on(Age.Reference.class, (k, w, o) -> k.ageReference(w.n(o.mm()), w.n(o.va())));
        on(Age.Cold.class, (k, w, o) -> k.ageCold(w.n(o.mm()), w.n(o.va()), o.races()));
    }

    private static void storage() {
        on(Storage.Map.class, (k, w, o) -> k.storageMap(w.n(o.mm()), w.n(o.va())));
        on(Storage.Reserve.class, (k, w, o) -> k.storageReserve(w.n(o.mm()), w.n(o.va())));
        on(Storage.Claim.class, (k, w, o) -> k.storageClaim(w.n(o.mm())));
        on(Storage.Fail.class, (k, w, o) -> k.storageFail(w.n(o.mm()), o.why().ordinal()));
        on(Storage.Evacuate.class, (k, w, o) -> k.storageEvacuate(w.n(o.mm()), w.n(o.va())));
        on(Storage.Pin.class, (k, w, o) -> k.storagePin(w.n(o.mm()), w.n(o.va()), o.write()));
    }

    private static boolean fails(Op.Alloc alloc) {
        return alloc == Op.Alloc.FAILS;
    }
}
