package dev.pagetwin.impl;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;

/** Steps with random arguments, for runs that must be the same for the same seed. */
public final class RandomSteps {
    /** What is tried, each as often as the others. */
    private final List<ToLongFunction<Kernel>> steps;

    private final Random random;
    private final Geometry g;

    public RandomSteps(Geometry geometry, long seed) {
        g = geometry;
        random = new Random(seed);
        steps = new ArrayList<>(List.of(
                k -> k.mmap(mm(), va(), pick(1, 3), pick(0, 3), flip()),
                k -> rarely() ? k.munmap(mm(), va(), pick(1, 3)) : Outcome.OK,
                k -> k.mprotect(mm(), va(), pick(1, 3), pick(0, 3), flip()),
                k -> rarely() ? k.madvise(mm(), va(), pick(1, 3), pick(0, 2)) : Outcome.OK,
                k -> k.mremap(mm(), va(), pick(1, 3), pick(1, 3), flip() ? va() : Ids.NO_VPN),
                k -> k.mremapClear(mm()),
                k -> k.mremapEntry(mm(), rarely()),
                k -> rarely() ? k.mlock(mm(), va(), pick(1, 3)) : Outcome.OK,
                k -> k.munlock(mm(), va(), pick(1, 3)),
                k -> k.willneed(mm(), va(), pfn()),
                k -> k.store(mm(), va(), pick(0, 4)),
                k -> k.stg(mm(), va(), pick(0, g.granules()), pick(0, 16)),
                k -> k.load(mm(), va()),
                k -> k.ldg(mm(), va(), pick(0, g.granules())),
                k -> k.fork(mm(), mm()),
                k -> k.forkEntry(mm(), rarely()),
                k -> rarely() ? k.exit(mm()) : Outcome.OK,
                k -> k.zap(mm()),
                k -> k.mprotectClearTags(mm()),
                k -> k.mprotectEntry(mm()),
                k -> k.fault(mm(), va(), flip(), pfn()),
                k -> k.cowReuse(mm(), va()),
                k -> k.cowCopy(mm(), va(), pfn(), rarely()),
                k -> k.cowMap(mm()),
                k -> k.swapInLookup(mm(), va()),
                k -> k.swapInRead(mm(), pfn(), flip()),
                k -> k.swapInMap(mm()),
                k -> k.swapInRetry(mm()),
                k -> k.reclaimAddToSwap(pfn(), slot()),
                k -> k.reclaimIsolate(pfn()),
                k -> k.reclaimUnmap(mm(), va(), rarely(), rarely()),
                k -> k.reclaimWriteback(pfn(), rarely()),
                k -> k.reclaimEndWriteback(pfn()),
                k -> k.reclaimDrop(pfn(), rarely()),
                k -> rarely() ? k.reclaimPutback(pfn()) : Outcome.OK,
                k -> k.readahead(slot(), pfn()),
                k -> k.freeSwap(pfn()),
                k -> k.flushSlot(slot()),
                k -> k.swapon(area()),
                k -> rarely() ? k.swapoff(area()) : Outcome.OK,
                k -> k.swapoffFinish(area()),
                k -> rarely() ? k.swapoffInterrupt(area()) : Outcome.OK,
                k -> k.unuse(mm(), va())));
        sometimes(
                k -> k.migrateIsolate(pfn()),
                k -> k.migrateUnmap(mm(), va()),
                k -> k.migrateCopy(pfn(), rarely() ? Kernel.NONE : pfn()),
                k -> k.migrateMove(pfn(), rarely()),
                k -> rarely() ? k.migrateUndo(pfn()) : Outcome.OK,
                k -> k.migrateRemap(mm(), va()),
                k -> k.migrateFinish(pfn()),
                k -> rarely() ? k.softOffline(pfn()) : Outcome.OK);
        sometimes(
                k -> rarely() ? k.pin(mm(), va(), flip()) : Outcome.OK,
                k -> k.unpin(mm(), va()),
                k -> k.dma(mm(), va(), pick(0, 4)),
                k -> k.unshareReuse(mm(), va()),
                k -> k.unshareCopy(mm(), va(), pfn(), rarely()),
                k -> k.forkCopy(mm(), rarely() ? Kernel.NONE : pfn()));
        sometimes(
                k -> k.ksmProtect(mm(), va(), rarely()),
                k -> k.ksmMerge(mm(), va(), pfn()),
                k -> k.ksmMergeZero(mm(), va()));
        sometimes(
                k -> k.ptracePeek(mm(), va(), pick(0, g.granules())),
                k -> k.ptracePoke(mm(), va(), pick(0, g.granules()), pick(0, 16)),
                k -> k.ptraceFinish(mm()));
        sometimes(
                k -> k.lazyFreeMark(mm(), va()),
                k -> k.lazyFreeDiscard(mm(), va(), rarely()));
        sometimes(
                k -> k.zeroPageFault(mm(), va()),
                k -> k.zeroPageCow(mm(), va(), pfn()));
        sometimes(
                k -> k.largeFault(mm(), va(), order(), pfn()),
                k -> k.reclaimWritebackFails(pfn(), random.nextInt(1 << g.order())),
                k -> k.split(pfn(), rarely()),
                k -> k.collapse(mm(), va(), order(), pfn(), rarely()),
                k -> k.collapseCopy(mm()),
                k -> k.collapseInstall(mm()),
                k -> rarely() ? k.collapseAbort(mm()) : Outcome.OK);
        sometimes(
                k -> k.pmdFault(mm(), va(), pfn()),
                k -> rarely() ? k.pmdSplit(mm(), va(), flip()) : Outcome.OK,
                k -> k.pmdUnmap(mm(), va()),
                k -> k.pmdRemap(mm(), va()),
                k -> k.pmdReuse(mm(), va()));
        if (g.offsets() > 0) {
            sometimes(
                    k -> k.shmemMmap(mm(), va(), pick(1, 3), offset(), pick(0, 3), flip()),
                    k -> rarely() ? k.punch(offset()) : Outcome.OK,
                    k -> k.shmemAdd(offset(), pfn()),
                    k -> k.shmemFault(mm(), va(), flip()),
                    k -> k.shmemLookup(mm(), va()),
                    k -> k.shmemSwapIn(mm()),
                    k -> k.shmemUnuse(offset()),
                    k -> k.pageoutIsolate(pfn()),
                    k -> k.pageoutUnmap(mm(), va()),
                    k -> k.pageoutWritepage(pfn(), slot(), rarely()),
                    k -> rarely() ? k.pageoutPutback(pfn()) : Outcome.OK);
        }
        if (!g.regions().isEmpty()) {
            steps.addAll(List.of(
                    k -> k.storageReserve(mm(), va()),
                    k -> k.storageClaim(mm()),
                    k -> k.storageMap(mm(), va()),
                    k -> k.storageFail(mm(), rarely() ? pick(1, 3) : 0),
                    k -> k.storageEvacuate(mm(), va()),
                    k -> rarely() ? k.storagePin(mm(), va(), flip()) : Outcome.OK,
                    k -> k.unpin(mm(), va())));
        }
    }

    /** The steps of a path that a run leaves out or not, as among all of them each would be rare. */
    @SafeVarargs
    private void sometimes(ToLongFunction<Kernel>... path) {
        if (flip()) {
            for (ToLongFunction<Kernel> step : path) {
                steps.add(step);
            }
        }
    }

    /** One step, whatever comes of it. */
    public long step(Kernel k) {
        return steps.get(random.nextInt(steps.size())).applyAsLong(k);
    }

    /** Steps, one after the other, and what they answered, as one number. */
    public long run(Kernel k, int count) {
        long answers = 0;
        for (int i = 0; i < count; i++) {
            answers = 31 * answers + step(k);
        }
        return answers;
    }

    private int pick(int from, int to) {
        return from + random.nextInt(to - from);
    }

    private boolean flip() {
        return random.nextBoolean();
    }

    private boolean rarely() {
        return random.nextInt(8) == 0;
    }

    private int area() {
        return pick(0, g.areas());
    }

    private int mm() {
        return random.nextInt(g.mms());
    }

    private int va() {
        return random.nextInt(g.vas());
    }

    private int order() {
        return random.nextInt(g.order() + 1);
    }

    private int pfn() {
        return random.nextInt(g.frames());
    }

    private int offset() {
        return random.nextInt(g.offsets());
    }

    private int slot() {
        return random.nextInt(g.slots());
    }
}
