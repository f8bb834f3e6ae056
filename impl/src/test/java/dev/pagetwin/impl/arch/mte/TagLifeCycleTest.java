package dev.pagetwin.impl.arch.mte;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.impl.Errno;
import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.Tuning;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.page.TagState;
import dev.pagetwin.impl.swap.SlotState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The life of a page's tags, in memory and in the store. */
class TagLifeCycleTest {
    private static final Geometry SMALL = new Geometry(2, 1, 3, 2, 3);
    private static final Tuning CACHED = new Tuning(true, true);
    private static final Tuning DIRECT = new Tuning(false, true);

    static Stream<Supplier<ArchHooks>> stores() {
        return Stream.of(MteSwapTags::new, MteSaveAtUnmap::new);
    }

    // ---- scenes

    /** A kernel in which mm 0 has stored tag 7 and data 3 in frame 0. */
    private static Kernel tagged(ArchHooks design, Tuning tuning) {
        Kernel k = new Kernel(SMALL, tuning, design);
        ok(k.mmap(0, 0, 1, Kernel.PROT_RW, true));
        ok(k.fault(0, 0, true, 0));
        ok(k.stg(0, 0, 2, 7));
        ok(k.store(0, 0, 3));
        return k;
    }

    private static void swapOut(Kernel k, int pfn, int slot) {
        ok(k.reclaimAddToSwap(pfn, slot));
        ok(k.reclaimUnmap(0, 0, false, false));
        ok(k.reclaimWriteback(pfn, false));
        ok(k.reclaimDrop(pfn, false));
    }

    private static void swapIn(Kernel k, int mm, int pfn, boolean bypass) {
        ok(k.swapInLookup(mm, 0));
        ok(k.swapInRead(mm, pfn, bypass));
        ok(k.swapInMap(mm));
    }

    private static void ok(long outcome) {
        assertThat(Outcome.text(outcome)).isEqualTo("ok");
    }

    private static void reads(Kernel k, int mm, int tag, int data) {
        assertThat(k.ldg(mm, 0, 2)).isEqualTo(Outcome.value(tag));
        assertThat(k.load(mm, 0)).isEqualTo(Outcome.value(data));
    }

    private static boolean hasRecord(Kernel k, int slot) {
        return k.view().dueTags(-1, -1, slot, new byte[SMALL.granules()]);
    }

    // ---- out and in

    @ParameterizedTest
    @MethodSource("stores")
    void tagsSurviveSwapOutAndIn(Supplier<ArchHooks> store) {
        for (boolean bypass : new boolean[] {false, true}) {
            Kernel k = tagged(store.get(), DIRECT);
            swapOut(k, 0, 0);
            assertThat(k.view().free(0)).isTrue();
            swapIn(k, 0, 1, bypass);
            reads(k, 0, 7, 3);
        }
    }

    @ParameterizedTest
    @MethodSource("stores")
    void tagsSurviveSwapoff(Supplier<ArchHooks> store) {
        Kernel k = tagged(store.get(), CACHED);
        swapOut(k, 0, 0);
        ok(k.swapoff(0));
        ok(k.readahead(0, 2));
        assertThat(k.view().tagState(2)).isEqualTo(TagState.UNTAGGED);
        ok(k.unuse(0, 0));
        ok(k.freeSwap(2));
        ok(k.swapoffFinish(0));
        reads(k, 0, 7, 3);
        assertThat(hasRecord(k, 0)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("stores")
    void bothSidesOfAForkGetTheTagsBack(Supplier<ArchHooks> store) {
        Kernel k = tagged(store.get(), DIRECT);
        swapOut(k, 0, 0);
        ok(k.fork(0, 1));
        ok(k.forkEntry(0, false));
        assertThat(k.view().users(0)).isEqualTo(2);
        swapIn(k, 0, 1, false);
        assertThat(hasRecord(k, 0)).isTrue();
        ok(k.swapInLookup(1, 0));
        ok(k.swapInMap(1));
        reads(k, 0, 7, 3);
        reads(k, 1, 7, 3);
    }

    @ParameterizedTest
    @MethodSource("stores")
    void zeroTagsAreTagsToo(Supplier<ArchHooks> store) {
        Kernel k = tagged(store.get(), DIRECT);
        ok(k.stg(0, 0, 2, 0));
        swapOut(k, 0, 0);
        assertThat(hasRecord(k, 0)).isTrue();
    }

    // ---- the record and its slot

    @ParameterizedTest
    @MethodSource("stores")
    void recordLivesAsLongAsTheSlot(Supplier<ArchHooks> store) {
        Kernel k = tagged(store.get(), CACHED);
        swapOut(k, 0, 0);
        swapIn(k, 0, 1, false);
        ok(k.freeSwap(1));
        assertThat(k.view().slotState(0)).isEqualTo(SlotState.RETURNING);
        assertThat(hasRecord(k, 0)).isTrue();
        ok(k.flushSlot(0));
        assertThat(k.view().slotState(0)).isEqualTo(SlotState.FREE);
        assertThat(hasRecord(k, 0)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("stores")
    void withoutReturnCacheTheRecordGoesWithTheLastUser(Supplier<ArchHooks> store) {
        Kernel k = tagged(store.get(), DIRECT);
        swapOut(k, 0, 0);
        ok(k.munmap(0, 0, 1));
        ok(k.zap(0));
        assertThat(k.view().slotState(0)).isEqualTo(SlotState.FREE);
        assertThat(hasRecord(k, 0)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("stores")
    void swapoffDrainsTheReturnCache(Supplier<ArchHooks> store) {
        Kernel k = tagged(store.get(), CACHED);
        swapOut(k, 0, 0);
        swapIn(k, 0, 1, true);
        assertThat(hasRecord(k, 0)).isTrue();
        ok(k.swapoff(0));
        assertThat(k.view().slotState(0)).isEqualTo(SlotState.FREE);
        assertThat(hasRecord(k, 0)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("stores")
    void aSaveForAPageThatStayedCachedReplacesItsRecord(Supplier<ArchHooks> store) {
        Kernel k = tagged(store.get(), DIRECT);
        ok(k.reclaimAddToSwap(0, 0));
        ok(k.reclaimUnmap(0, 0, false, false));
        ok(k.reclaimWriteback(0, false));
        ok(k.reclaimPutback(0));
        ok(k.swapInLookup(0, 0));
        ok(k.swapInMap(0));
        ok(k.cowReuse(0, 0));
        ok(k.stg(0, 0, 2, 4));
        ok(k.reclaimIsolate(0));
        ok(k.reclaimUnmap(0, 0, false, false));
        ok(k.reclaimWriteback(0, false));
        ok(k.reclaimDrop(0, false));
        swapIn(k, 0, 1, false);
        reads(k, 0, 4, 3);
    }

    @ParameterizedTest
    @MethodSource("stores")
    void aSecondSaveReplacesTheFirst(Supplier<ArchHooks> store) {
        Kernel k = tagged(store.get(), DIRECT);
        ok(k.reclaimAddToSwap(0, 0));
        ok(k.reclaimUnmap(0, 0, false, false));
        ok(k.reclaimWriteback(0, false));
        ok(k.reclaimPutback(0));
        ok(k.swapInLookup(0, 0));
        ok(k.swapInMap(0));
        ok(k.cowReuse(0, 0));
        ok(k.freeSwap(0));
        ok(k.stg(0, 0, 2, 4));
        swapOut(k, 0, 0);
        swapIn(k, 0, 1, false);
        reads(k, 0, 4, 3);
    }

    // ---- failures

    @Test
    void aSaveThatFailsAtWritebackLeavesTheDirtyPageInTheSwapCache() {
        Kernel k = tagged(new MteSwapTags(), DIRECT);
        ok(k.reclaimAddToSwap(0, 0));
        ok(k.reclaimUnmap(0, 0, false, false));
        assertThat(k.reclaimWriteback(0, true)).isEqualTo(Outcome.failed(Errno.ENOMEM));
        assertThat(k.view().dirty(0)).isTrue();
        assertThat(k.view().folioSlot(0)).isZero();
        assertThat(hasRecord(k, 0)).isFalse();
        ok(k.swapInLookup(0, 0));
        ok(k.swapInMap(0));
        reads(k, 0, 7, 3);
    }

    @Test
    void aSaveThatFailsAtUnmapLeavesEntryAndCount() {
        Kernel k = tagged(new MteSaveAtUnmap(), DIRECT);
        ok(k.reclaimAddToSwap(0, 0));
        assertThat(k.reclaimUnmap(0, 0, false, true)).isEqualTo(Outcome.failed(Errno.ENOMEM));
        assertThat(k.view().ptePresent(0, 0)).isTrue();
        assertThat(k.view().users(0)).isZero();
        assertThat(hasRecord(k, 0)).isFalse();
        reads(k, 0, 7, 3);
        k.checkRep();
    }

    @Test
    void aSaveFailsOnlyWhereTheDesignSaves() {
        Kernel late = tagged(new MteSwapTags(), DIRECT);
        ok(late.reclaimAddToSwap(0, 0));
        assertThat(late.reclaimUnmap(0, 0, false, true)).isEqualTo(Outcome.rejected(Refusal.CANNOT_FAIL));
        Kernel early = tagged(new MteSaveAtUnmap(), DIRECT);
        ok(early.reclaimAddToSwap(0, 0));
        ok(early.reclaimUnmap(0, 0, false, false));
        assertThat(early.reclaimWriteback(0, true)).isEqualTo(Outcome.rejected(Refusal.CANNOT_FAIL));
    }

    // ---- pages in memory

    @Test
    void aCopyHasTheTagsOfItsOriginal() {
        Kernel k = tagged(new MteSwapTags(), DIRECT);
        ok(k.fork(0, 1));
        ok(k.forkEntry(0, false));
        ok(k.cowCopy(1, 0, 1, false));
        ok(k.cowMap(1));
        ok(k.stg(1, 0, 2, 5));
        reads(k, 0, 7, 3);
        reads(k, 1, 5, 3);
    }

    @Test
    void theNextOwnerOfAFrameFindsZeroTags() {
        Kernel k = tagged(new MteSwapTags(), DIRECT);
        ok(k.madvise(0, 0, 1, Kernel.MADV_DONTNEED));
        ok(k.zap(0));
        assertThat(k.view().tag(0, 2)).isEqualTo(7);
        assertThat(k.view().tagState(0)).isEqualTo(TagState.UNTAGGED);
        ok(k.fault(0, 0, true, 0));
        reads(k, 0, 0, 0);
    }

    @Test
    void firstTaggingIsLockedThenPublished() {
        Kernel k = new Kernel(SMALL, DIRECT, new MteSwapTags());
        ok(k.mmap(0, 0, 1, Kernel.PROT_RW, false));
        ok(k.fault(0, 0, true, 0));
        ok(k.mprotect(0, 0, 1, Kernel.PROT_RW, true));
        assertThat(k.mprotectEntry(0)).isEqualTo(Outcome.rejected(Refusal.TAGS_NOT_CLEARED));
        ok(k.mprotectClearTags(0));
        assertThat(k.view().tagState(0)).isEqualTo(TagState.LOCKED);
        assertThat(k.store(0, 0, 1)).isEqualTo(Outcome.rejected(Refusal.PTE_LOCKED));
        ok(k.mprotectEntry(0));
        assertThat(k.view().tagState(0)).isEqualTo(TagState.TAGGED);
        reads(k, 0, 0, 0);
    }

    @Test
    void orphansAreToldInSlotOrder() {
        MteSwapTags store = new MteSwapTags() {
            @Override
            public void swapInvalidatePage(int slot) {}
        };
        Kernel k = tagged(store, DIRECT);
        for (int slot : new int[] {1, 0}) {
            swapOut(k, 0, slot);
            swapIn(k, 0, 0, true);
        }
        List<String> orphans = new ArrayList<>();
        k.view().orphans(orphans::add);
        assertThat(orphans)
                .containsExactly("the record of slot s0, which is free", "the record of slot s1, which is free");
    }
}
