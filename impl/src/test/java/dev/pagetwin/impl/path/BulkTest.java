package dev.pagetwin.impl.path;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.RandomSteps;
import dev.pagetwin.impl.TagRegion;
import dev.pagetwin.impl.Tuning;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.arch.adi.Adi;
import dev.pagetwin.impl.arch.adi.AdiRepaired;
import dev.pagetwin.impl.arch.mte.Mte2020;
import dev.pagetwin.impl.arch.mte.MteCached;
import dev.pagetwin.impl.arch.mte.MteCompressed;
import dev.pagetwin.impl.arch.mte.MteSaveAtUnmap;
import dev.pagetwin.impl.arch.mte.MteSlab;
import dev.pagetwin.impl.arch.mte.MteSpilled;
import dev.pagetwin.impl.arch.mte.MteSwapTags;
import dev.pagetwin.impl.mm.PageTables;
import dev.pagetwin.impl.mm.VmaFlags;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole calls leave the state, and give the answer, that their steps do. */
class BulkTest {
    private static final long SEED = 8;
    private static final int SMALL_CASES = 12_000;
    private static final int LARGE_CASES = 600;

    private static final List<Supplier<ArchHooks>> DESIGNS = List.of(
            MteSwapTags::new,
            MteSaveAtUnmap::new,
            MteCached::new,
            MteSlab::new,
            MteCompressed::new,
            MteSpilled::new,
            Mte2020::new,
            Adi::new,
            AdiRepaired::new);

    private static final List<Geometry> SMALL = List.of(
            new Geometry(3, 4, 7, 5, 3),
            new Geometry(2, 8, 9, 8, 2, 0, 0, 2),
            new Geometry(3, 6, 9, 4, 2, 3, 1, 2),
            new Geometry(3, 8, 16, 8, 2, 2, 2, 1, 2),
            new Geometry(2, 16, 24, 12, 5, 0, 2, 1, 4),
            new Geometry(3, 4, 14, 4, 3, 2, 1, 1, 1, List.of(new TagRegion(1, 5, 10, 2, 2, 3))));

    /** With blocks of words that begin and end within an address space. */
    private static final List<Geometry> LARGE = List.of(
            new Geometry(3, 1300, 1500, 900, 8, 0, 0, 2), new Geometry(2, 1100, 1400, 700, 3, 4, 2, 1, 4));

    private enum Call {
        FORK,
        EXIT,
        MUNMAP,
        MPROTECT,
        MREMAP,
        POPULATE,
        SET_TAGS,
        SWAP_OUT,
        SWAP_IN,
        SWAPOFF
    }

    private final Random random = new Random(SEED);
    private final Map<Call, Integer> done = new EnumMap<>(Call.class);

    @Test
    void aWholeCallIsItsStepsInSmallKernelsWhateverHappenedBefore() {
        compare(SMALL, SMALL_CASES, 40);
        assertThat(done.keySet()).containsExactlyInAnyOrder(Call.values());
        assertThat(done.values()).allMatch(n -> n > SMALL_CASES / 200);
    }

    @Test
    void aWholeCallIsItsStepsAcrossTheBlocksOfLargerKernels() {
        compare(LARGE, LARGE_CASES, 20);
        assertThat(done.keySet()).containsExactlyInAnyOrder(Call.values());
    }

    private void compare(List<Geometry> geometries, int cases, int casesEach) {
        for (int i = 0; i < cases; i += casesEach) {
            Geometry g = pick(geometries);
            Tuning tuning = new Tuning(random.nextBoolean(), random.nextBoolean());
            Supplier<ArchHooks> design = pick(DESIGNS);
            Kernel whole = new Kernel(g, tuning, design.get());
            Kernel steps = new Kernel(g, tuning, design.get());
            boolean populates = random.nextBoolean();
            Numbers last = Numbers.of(g, random, 1, false);
            RandomSteps before = new RandomSteps(g, random.nextLong());
            for (int j = 0; j < casesEach; j++) {
                boolean fresh = populates && j < 2;
                if (fresh) {
                    whole.mmap(0, 0, g.vas(), Kernel.PROT_RW, true);
                } else if (random.nextInt(4) > 0) {
                    prepare(whole, g);
                }
                before.run(whole, fresh ? 0 : random.nextInt(random.nextBoolean() ? 8 : 120));
                int most = random.nextInt(4) == 0 ? 4 : g.vas();
                steps.restore(whole.snapshot());
                Call any = Call.values()[random.nextInt(Call.values().length)];
                Call call = fresh ? (j == 0 ? Call.POPULATE : Call.SET_TAGS) : any;
                Numbers of = Numbers.of(g, random, most, fresh);
                Numbers numbers = fresh && j == 1 ? last : of;
                last = numbers;
                long answer = bulk(call, whole.bulk(), numbers);
                assertThat(stepByStep(call, new StepByStep(steps), numbers))
                        .as("%s in case %d", call, i + j)
                        .isEqualTo(answer);
                assertThat(whole.snapshot()).as("%s in case %d", call, i + j).isEqualTo(steps.snapshot());
                whole.checkRep();
                if (answer == Outcome.OK) {
                    done.merge(call, 1, Integer::sum);
                }
            }
        }
    }

    /** The calls in flight come to an end if they can, and a program writes to much of its memory and tags it. */
    private void prepare(Kernel k, Geometry g) {
        for (int mm = 0; mm < g.mms(); mm++) {
            for (int i = 0; i < 3 * g.vas(); i++) {
                k.zap(mm);
                k.mremapClear(mm);
                k.mremapEntry(mm, false);
                k.mprotectClearTags(mm);
                k.mprotectEntry(mm);
                k.forkEntry(mm, false);
                k.cowMap(mm);
                k.swapInMap(mm);
                k.swapInRetry(mm);
                k.collapseAbort(mm);
                k.ptraceFinish(mm);
            }
        }
        StepByStep steps = new StepByStep(k);
        Random same = new Random(random.nextLong());
        int mm = random.nextInt(g.mms());
        int va = random.nextInt(g.vas());
        int len = 1 + random.nextInt(g.vas() - va);
        for (int at = va; at < va + len; at++) {
            k.mmap(mm, at, 1, Kernel.PROT_RW, same.nextInt(8) > 0);
            int pfn = same.nextInt(g.frames());
            steps.populate(mm, at, 1, pfn, same.nextInt(16));
            if (same.nextInt(3) == 0) {
                steps.setTags(mm, at, 1, (page, granule) -> same.nextInt(16));
            }
        }
        if (same.nextInt(3) == 0) {
            steps.fork(mm, same.nextInt(g.mms()));
        }
        if (same.nextInt(3) == 0) {
            steps.swapOut(mm, va, len, same.nextInt(g.slots()));
        }
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** The numbers of a call, the same for the same seed. */
    private record Numbers(int mm, int other, int va, int to, int len, int size, int prot, boolean mte, int page,
            int slot, int area, int value) {
        static Numbers of(Geometry g, Random r, int most, boolean first) {
            int va = r.nextInt(3) == 0 ? 0 : r.nextInt(g.vas());
            int len = 1 + r.nextInt(Math.min(most, g.vas() - va));
            int to = r.nextInt(4) == 0 ? Ids.NO_VPN : r.nextInt(g.vas());
            int size = to == Ids.NO_VPN || r.nextBoolean() ? len : 1 + r.nextInt(Math.min(most, g.vas() - to));
            if (to == Ids.NO_VPN) {
                size = 1 + r.nextInt(g.vas() - va);
            }
            int page = r.nextInt(g.frames());
            int fits = Math.min(len, g.frames() - page);
            return new Numbers(first ? 0 : r.nextInt(g.mms()), r.nextInt(g.mms()), va, to, Math.max(1, fits), size, r.nextInt(3),
                    r.nextBoolean(), page, r.nextInt(g.slots()), r.nextInt(g.areas()), r.nextInt(16));
        }

        int tag(int i, int granule) {
            return mte ? value : (i * 7 + granule * 3 + value) & 15;
        }
    }

    private static long bulk(Call call, Bulk b, Numbers n) {
        return switch (call) {
            case FORK -> b.fork(n.mm, n.other);
            case EXIT -> b.exit(n.mm);
            case MUNMAP -> b.munmap(n.mm, n.va, n.len);
            case MPROTECT -> b.mprotect(n.mm, n.va, n.len, n.prot, n.mte);
            case MREMAP -> b.mremap(n.mm, n.va, n.len, n.size, n.to);
            case POPULATE -> b.populate(n.mm, n.va, n.len, n.page, n.value);
            case SET_TAGS -> b.setTags(n.mm, n.va, n.len, n::tag);
            case SWAP_OUT -> b.swapOut(n.mm, n.va, n.len, n.slot);
            case SWAP_IN -> b.swapIn(n.mm, n.va, n.len, n.page);
            case SWAPOFF -> b.swapoff(n.area, n.page);
        };
    }

    private static long stepByStep(Call call, StepByStep b, Numbers n) {
        return switch (call) {
            case FORK -> b.fork(n.mm, n.other);
            case EXIT -> b.exit(n.mm);
            case MUNMAP -> b.munmap(n.mm, n.va, n.len);
            case MPROTECT -> b.mprotect(n.mm, n.va, n.len, n.prot, n.mte);
            case MREMAP -> b.mremap(n.mm, n.va, n.len, n.size, n.to);
            case POPULATE -> b.populate(n.mm, n.va, n.len, n.page, n.value);
            case SET_TAGS -> b.setTags(n.mm, n.va, n.len, n::tag);
            case SWAP_OUT -> b.swapOut(n.mm, n.va, n.len, n.slot);
            case SWAP_IN -> b.swapIn(n.mm, n.va, n.len, n.page);
            case SWAPOFF -> b.swapoff(n.area, n.page);
        };
    }

    // ---- what it costs

    private static final int PAGES = 100_000;

    @Test
    void forkAndExitOfManyPagesAllocateNothing() {
        Geometry g = new Geometry(2, PAGES, PAGES, 1, 256);
        Kernel k = new Kernel(g, new Tuning(false, false), new MteSwapTags());
        Bulk bulk = k.bulk();
        assertThat(k.mmap(0, 0, PAGES, Kernel.PROT_RW, true)).isEqualTo(Outcome.OK);
        assertThat(bulk.populate(0, 0, PAGES, 0, 7)).isEqualTo(Outcome.OK);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 40; i++) {
            long before = threads.getThreadAllocatedBytes(thread);
            long answers = bulk.fork(0, 1) | bulk.exit(1);
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
            assertThat(answers).isEqualTo(Outcome.OK);
        }
        long asking = threads.getThreadAllocatedBytes(thread);
        asking = threads.getThreadAllocatedBytes(thread) - asking;
        assertThat(least).isEqualTo(asking);
    }

    @Test
    void ordinaryEntriesAreTakenByTheBlock() {
        Geometry g = new Geometry(2, PAGES, PAGES, PAGES, 256);
        ArchHooks design = new MteSwapTags();
        Core core = new Core(g, new Tuning(false, false), design, new Paths());
        design.attach(core.tagAccess);
        Runs runs = new Runs(core, true);
        MapRuns mapRuns = new MapRuns(runs);
        ChangeRuns changeRuns = new ChangeRuns(runs);
        ZapRuns zapRuns = new ZapRuns(runs);
        assertThat(runs.sees()).isTrue();
        assertThat(new Runs(core, false).sees()).isFalse();
        core.mms.create(0);
        core.mms.create(1);
        for (int va = 0; va < PAGES; va++) {
            core.mms.setVma(0, Ids.vpn(va), VmaFlags.of(Kernel.PROT_RW, true));
        }
        int block = PageTables.BLOCK;
        int firstOfChild = block - PAGES % block;
        assertThat(mapRuns.populate(0, Ids.vpn(0), PAGES, Ids.pfn(0), 1)).isEqualTo(block);
        assertThat(mapRuns.fork(0, 1, Ids.vpn(0), PAGES)).isEqualTo(firstOfChild);
        assertThat(mapRuns.fork(0, 1, Ids.vpn(firstOfChild), PAGES)).isEqualTo(block - firstOfChild);
        assertThat(changeRuns.protect(new Mprotect(core), 0, Ids.vpn(0), PAGES)).isEqualTo(block);
        assertThat(changeRuns.move(0, Ids.vpn(0), Ids.vpn(2 * block), PAGES)).isEqualTo(block);
        assertThat(zapRuns.zap(0, Ids.vpn(2 * block), PAGES)).isEqualTo(block);
        assertThat(core.frames.free(Ids.pfn(0))).isFalse();
        assertThat(zapRuns.zap(1, Ids.vpn(0), PAGES)).isEqualTo(firstOfChild);
        assertThat(core.frames.free(Ids.pfn(0))).isTrue();
        assertThat(core.mms.miscounted()).isEmpty();
    }

    /** No page but the first one written to is left to the steps, and none but those that get tags is asked about. */
    @ParameterizedTest(name = "{0}: {1} of 10000 without steps, {2} of them alike")
    @CsvSource({
        "POPULATE, 9999, 9999",
        "FORK, 10000, 10000",
        "MPROTECT, 10000, 10000",
        "MREMAP, 10000, 10000",
        "SWAP_OUT, 10000, 10000",
        "SWAP_IN, 10000, 10000",
        "SWAPOFF, 10000, 10000",
        "SET_TAGS, 10000, 0",
        "MUNMAP, 10000, 10000",
        "EXIT, 10000, 10000",
    })
    void whatIsAlikeGoesTheQuickWay(Call call, long taken, long alike) {
        int n = 10_000;
        Kernel k = new Kernel(new Geometry(2, 2 * n, 2 * n, n, 4), new Tuning(false, false), new MteSlab());
        Bulk bulk = k.bulk();
        boolean mte = call == Call.SET_TAGS;
        assertThat(k.mmap(0, 0, n, Kernel.PROT_RW, mte)).isEqualTo(Outcome.OK);
        if (call != Call.POPULATE) {
            assertThat(bulk.populate(0, 0, n, 0, 7)).isEqualTo(Outcome.OK);
        }
        if (call == Call.SWAP_IN || call == Call.SWAPOFF) {
            assertThat(bulk.swapOut(0, 0, n, 0)).isEqualTo(Outcome.OK);
        }
        if (call == Call.EXIT) {
            assertThat(bulk.fork(0, 1)).isEqualTo(Outcome.OK);
        }
        long takenBefore = bulk.taken();
        long alikeBefore = bulk.takenAlike();
        assertThat(switch (call) {
            case POPULATE -> bulk.populate(0, 0, n, 0, 7);
            case FORK -> bulk.fork(0, 1);
            case MPROTECT -> bulk.mprotect(0, 0, n, Kernel.PROT_RO, false);
            case MREMAP -> bulk.mremap(0, 0, n, n, n);
            case SWAP_OUT -> bulk.swapOut(0, 0, n, 0);
            case SWAP_IN -> bulk.swapIn(0, 0, n, 0);
            case SWAPOFF -> bulk.swapoff(0, 0);
            case SET_TAGS -> bulk.setTags(0, 0, n, (page, granule) -> 3);
            case MUNMAP -> bulk.munmap(0, 0, n);
            case EXIT -> bulk.exit(1);
        }).isEqualTo(Outcome.OK);
        assertThat(bulk.taken() - takenBefore).isEqualTo(taken);
        assertThat(bulk.takenAlike() - alikeBefore).isEqualTo(alike);
    }
}
