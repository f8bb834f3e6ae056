package dev.pagetwin.spec;

import static dev.pagetwin.spec.Scenario.A;
import static dev.pagetwin.spec.Scenario.ASYNC;
import static dev.pagetwin.spec.Scenario.AT_UNMAP;
import static dev.pagetwin.spec.Scenario.B;
import static dev.pagetwin.spec.Scenario.DIRECT;
import static dev.pagetwin.spec.Scenario.P0;
import static dev.pagetwin.spec.Scenario.P1;
import static dev.pagetwin.spec.Scenario.P2;
import static dev.pagetwin.spec.Scenario.P3;
import static dev.pagetwin.spec.Scenario.S0;
import static dev.pagetwin.spec.Scenario.S1;
import static dev.pagetwin.spec.Scenario.SYNC;
import static dev.pagetwin.spec.Scenario.V0;
import static dev.pagetwin.spec.Scenario.V1;
import static dev.pagetwin.spec.Scenario.V2;

import dev.pagetwin.spec.op.Cow;
import dev.pagetwin.spec.op.Exit;
import dev.pagetwin.spec.op.Fault;
import dev.pagetwin.spec.op.FlushSlot;
import dev.pagetwin.spec.op.Fork;
import dev.pagetwin.spec.op.FreeSwap;
import dev.pagetwin.spec.op.Madvise;
import dev.pagetwin.spec.op.Madvise.Advice;
import dev.pagetwin.spec.op.Mprotect;
import dev.pagetwin.spec.op.Munmap;
import dev.pagetwin.spec.op.Op.Alloc;
import dev.pagetwin.spec.op.Readahead;
import dev.pagetwin.spec.op.Reclaim;
import dev.pagetwin.spec.op.SwapIn;
import dev.pagetwin.spec.op.Swapoff;
import dev.pagetwin.spec.op.Swapon;
import dev.pagetwin.spec.op.Unuse;
import dev.pagetwin.spec.op.Zap;
import dev.pagetwin.spec.state.AreaId;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.SlotState;
import dev.pagetwin.spec.state.SwapArea;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lemmas over several steps: what becomes of a program's data and tags. */
class StoryTest {
    private static final int OLD = 0xa;
    private static final int NEW = 0xb;

    /** A stored 5 and the tag a in v0, which is in p0. */
    private static Scenario owner(Profile profile) {
        return Scenario.boot(profile).tagged(A, V0, P0).store(A, V0, 5).stg(A, V0, OLD);
    }

    private static Profile profile(String name) {
        return switch (name) {
            case "sync" -> SYNC;
            case "direct" -> DIRECT;
            case "async" -> ASYNC;
            default -> AT_UNMAP;
        };
    }

    // ---- tags survive

    @ParameterizedTest(name = "{0}")
    @CsvSource({"sync", "direct", "async", "at-unmap"})
    void tagsSurviveSwapOutAndIn(String profile) {
        owner(profile(profile)).swapOut(A, V0, S0).swapIn(A, V0, P3).reads(A, V0, 5).readsTag(A, V0, OLD);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"sync", "direct", "async", "at-unmap"})
    void tagsSurviveForkThenSwapInOnBothSides(String profile) {
        Scenario both = owner(profile(profile)).swapOut(A, V0, S0).fork(A, B);

        both.swapIn(A, V0, P1).mapCached(B, V0).readsTag(A, V0, OLD).readsTag(B, V0, OLD);
        both.swapIn(B, V0, P1).then(new Reclaim.Isolate(P1)).unmap(B, V0).drop(P1)
                .swapIn(A, V0, P2).readsTag(A, V0, OLD).mapCached(B, V0).readsTag(B, V0, OLD);
    }

    @Test
    void tagsSurviveForkWhileTheParentStillHasThePage() {
        Scenario half = owner(SYNC).fork(A, B).addToSwap(P0, S0).unmap(B, V0).putback(P0);
        half.mapCached(B, V0).readsTag(A, V0, OLD).readsTag(B, V0, OLD);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"sync", "direct", "async", "at-unmap"})
    void tagsSurviveSwapoff(String profile) {
        Scenario off = owner(profile(profile)).swapOut(A, V0, S0).fork(A, B)
                .then(new Swapoff())
                .then(new Readahead(S0, P1))
                .then(new Unuse(B, V0))
                .then(new Unuse(A, V0))
                .then(new FreeSwap(P1))
                .then(new Swapoff.Finish());

        off.shows(m -> m.areas().at(AreaId.FIRST), SwapArea.OFF)
                .reads(A, V0, 5).readsTag(A, V0, OLD).readsTag(B, V0, OLD);
    }

    @Test
    void tagsSurviveAnInterruptedSwapoff() {
        owner(SYNC).swapOut(A, V0, S0).fork(A, B)
                .then(new Swapoff())
                .then(new Readahead(S0, P1))
                .then(new Unuse(B, V0))
                .fails(new Swapoff.Interrupt(), Errno.EINTR)
                .then(new Reclaim.Isolate(P1))
                .unmap(B, V0)
                .drop(P1)
                .swapIn(A, V0, P2)
                .readsTag(A, V0, OLD);
    }

    @Test
    void aFailedSaveLeavesADirtyPageThatAFaultTakesBack() {
        Scenario failed = owner(SYNC).addToSwap(P0, S0).unmap(A, V0)
                .fails(new Reclaim.Writeback(P0, Alloc.FAILS), Errno.ENOMEM);

        failed.shows(m -> m.folio(P0).dirty(), true).shows(m -> m.cachedAt(S0), P0);
        failed.mapCached(A, V0).reads(A, V0, 5).readsTag(A, V0, OLD);
        failed.then(new Reclaim.Isolate(P0)).rejects(new Reclaim.Drop(P0, false), Rejection.DIRTY)
                .write(P0).drop(P0).swapIn(A, V0, P1).readsTag(A, V0, OLD);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"sync", "direct", "async", "at-unmap"})
    void aPageTakenBackAndRetaggedBringsTheNewTags(String profile) {
        Scenario back = owner(profile(profile)).addToSwap(P0, S0).unmap(A, V0).write(P0).putback(P0)
                .mapCached(A, V0).reuse(A, V0).store(A, V0, 6).stg(A, V0, NEW);

        back.then(new Reclaim.Isolate(P0)).unmap(A, V0).write(P0).drop(P0)
                .swapIn(A, V0, P1).reads(A, V0, 6).readsTag(A, V0, NEW);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"sync", "direct", "async", "at-unmap"})
    void aPageRetaggedInTheSwapCacheBringsTheNewTagsFromTheSameSlot(String profile) {
        Scenario kept = owner(profile(profile)).addToSwap(P0, S0).unmap(A, V0).write(P0).putback(P0)
                .mapCached(A, V0).then(new Cow.Reuse(A, V0)).store(A, V0, 6).stg(A, V0, NEW)
                .shows(m -> m.cachedAt(S0), P0);

        Scenario again = kept.then(new Reclaim.Isolate(P0)).unmap(A, V0)
                .rejects(new Reclaim.Drop(P0, false), Rejection.DIRTY);
        again.write(P0).drop(P0).swapIn(A, V0, P1).reads(A, V0, 6).readsTag(A, V0, NEW);
        again.putback(P0).mapCached(A, V0).readsTag(A, V0, NEW);
        kept.fork(A, B).then(new Reclaim.Isolate(P0)).unmap(A, V0).unmap(B, V0).write(P0).drop(P0)
                .swapIn(B, V0, P1).readsTag(B, V0, NEW).mapCached(A, V0).readsTag(A, V0, NEW);
    }

    @Test
    void tagsStoredWhileTheDeviceWritesAreWrittenAgain() {
        owner(ASYNC).addToSwap(P0, S0).unmap(A, V0).then(new Reclaim.Writeback(P0, Alloc.OK))
                .mapCached(A, V0).then(new Cow.Reuse(A, V0)).stg(A, V0, NEW)
                .then(new Reclaim.EndWriteback(P0)).then(new Reclaim.Isolate(P0)).unmap(A, V0)
                .rejects(new Reclaim.Drop(P0, false), Rejection.DIRTY)
                .write(P0).drop(P0).swapIn(A, V0, P1).readsTag(A, V0, NEW);
    }

    @Test
    void aPageRetaggedBehindReclaimsBackBringsTheNewTags() {
        owner(SYNC).addToSwap(P0, S0).stg(A, V0, NEW).store(A, V0, 6).unmap(A, V0).write(P0).drop(P0)
                .swapIn(A, V0, P1).reads(A, V0, 6).readsTag(A, V0, NEW);
    }

    @Test
    void readaheadBringsTagsWhenThePageIsMapped() {
        Scenario ahead = owner(SYNC).swapOut(A, V0, S0).then(new Readahead(S0, P1));

        ahead.shows(m -> m.page(P1).tagged(), false).mapCached(A, V0).readsTag(A, V0, OLD);
        ahead.then(new Reclaim.Isolate(P1)).drop(P1).swapIn(A, V0, P2).readsTag(A, V0, OLD);
    }

    @Test
    void tagsSurviveAReadPastTheSwapCache() {
        Scenario claimed = owner(DIRECT).swapOut(A, V0, S0)
                .then(new SwapIn.Lookup(A, V0)).then(new SwapIn.Read(A, P1, true));

        claimed.rejects(new Readahead(S0, P2), Rejection.SLOT_CLAIMED)
                .then(new SwapIn.Map(A)).readsTag(A, V0, OLD)
                .shows(m -> m.slot(S0).state(), SlotState.FREE);
    }

    @Test
    void tagsSurviveUntilTheChildWritesAndBeyond() {
        owner(SYNC).fork(A, B)
                .then(new Cow.Copy(B, V0, P1, false)).then(new Cow.Map(B)).stg(B, V0, NEW)
                .readsTag(A, V0, OLD).readsTag(B, V0, NEW)
                .swapOut(A, V0, S0).swapOut(B, V0, S1)
                .swapIn(B, V0, P2).swapIn(A, V0, P3)
                .readsTag(A, V0, OLD).readsTag(B, V0, NEW);
    }

    // ---- tags do not leak

    @Test
    void theNextOwnerOfASlotGetsZeroTags() {
        Scenario freed = owner(SYNC).swapOut(A, V0, S0)
                .then(new Munmap(A, V0, 1)).zapAll(A).then(new FlushSlot(S0));

        freed.untagged(A, V1, P0).swapOut(A, V1, S0).protect(A, V1, Prot.RW, true)
                .swapIn(A, V1, P1).reads(A, V1, 0).readsTag(A, V1, 0);
    }

    @Test
    void theNextOwnerOfAFrameGetsZeroTags() {
        owner(SYNC).then(new Munmap(A, V0, 1)).zapAll(A).tagged(A, V1, P0).reads(A, V1, 0).readsTag(A, V1, 0);
        owner(SYNC).then(new Munmap(A, V0, 1)).zapAll(A)
                .untagged(A, V1, P0).protect(A, V1, Prot.RW, true).readsTag(A, V1, 0);
    }

    @Test
    void dontneedGivesZeroDataAndTags() {
        Madvise forget = new Madvise(A, V0, 1, Advice.DONTNEED);
        Fault again = new Fault(A, V0, true, P1);

        owner(SYNC).then(forget).zapAll(A).then(again).reads(A, V0, 0).readsTag(A, V0, 0);
        owner(SYNC).swapOut(A, V0, S0).then(forget).zapAll(A).then(again).reads(A, V0, 0).readsTag(A, V0, 0);
    }

    @Test
    void protMteAskedForLaterGivesZeroTags() {
        Scenario plain = Scenario.boot().untagged(A, V0, P0).store(A, V0, 5);

        plain.protect(A, V0, Prot.RW, true).reads(A, V0, 5).readsTag(A, V0, 0);
        plain.swapOut(A, V0, S0).protect(A, V0, Prot.RW, true).swapIn(A, V0, P1)
                .reads(A, V0, 5).readsTag(A, V0, 0);
    }

    @Test
    void twoProcessesThatClearOnePageDoSoOneAfterTheOther() {
        Scenario race = Scenario.boot().untagged(A, V0, P0).fork(A, B)
                .then(new Mprotect(A, V0, 1, Prot.RW, true))
                .then(new Mprotect(B, V0, 1, Prot.RW, true))
                .then(new Mprotect.ClearTags(A))
                .rejects(new Mprotect.ClearTags(B), Rejection.TAGS_LOCKED)
                .rejects(new Mprotect.Entry(B), Rejection.TAGS_LOCKED);

        race.then(new Mprotect.Entry(A))
                .rejects(new Mprotect.ClearTags(B), Rejection.TAGS_VALID)
                .then(new Mprotect.Entry(B))
                .readsTag(A, V0, 0)
                .readsTag(B, V0, 0);
    }

    @Test
    void theSecondToAskForTagsDoesNotClearTheFirstOnesTags() {
        Scenario first = Scenario.boot().untagged(A, V0, P0).fork(A, B)
                .then(new Exit(B)).zapAll(B)
                .protect(A, V0, Prot.RW, true).reuse(A, V0).stg(A, V0, OLD);
        first.fork(A, B).protect(B, V0, Prot.RW, true).readsTag(A, V0, OLD).readsTag(B, V0, OLD);
    }

    // ---- protections

    @Test
    void vmMteIsSticky() {
        owner(SYNC).protect(A, V0, Prot.RO, false).readsTag(A, V0, OLD)
                .swapOut(A, V0, S0).protect(A, V0, Prot.RW, false).swapIn(A, V0, P1).readsTag(A, V0, OLD)
                .shows(m -> m.mm(A).vmas().at(V0).mte(), true);
    }

    @Test
    void aClosedPageKeepsItsTagsUntilItIsOpenedAgain() {
        Scenario closed = owner(SYNC).protect(A, V0, Prot.NONE, false);

        closed.protect(A, V0, Prot.RO, false).readsTag(A, V0, OLD);
        closed.swapOut(A, V0, S0).protect(A, V0, Prot.RO, false).swapIn(A, V0, P1).readsTag(A, V0, OLD);
    }

    @Test
    void aPageTaggedWhileClosedIsClearedWhenOpened() {
        Scenario.boot().untagged(A, V0, P0).protect(A, V0, Prot.NONE, true)
                .shows(m -> m.page(P0).tagged(), false)
                .protect(A, V0, Prot.RO, false).readsTag(A, V0, 0);
    }

    // ---- slots and pages come back

    @Test
    void munmapOfASwappedPageFreesItsSlotByWayOfTheReturnCache() {
        owner(SYNC).swapOut(A, V0, S0).then(new Munmap(A, V0, 1)).zapAll(A)
                .shows(m -> m.slot(S0).state(), SlotState.RETURNING)
                .rejects(new Readahead(S0, P1), Rejection.SLOT_UNUSED)
                .then(new FlushSlot(S0))
                .shows(m -> m, Scenario.boot().machine());
    }

    @Test
    void munmapOfASwappedPageFreesItsSlotAtOnceWithoutAReturnCache() {
        owner(DIRECT).swapOut(A, V0, S0).then(new Munmap(A, V0, 1)).zapAll(A)
                .shows(m -> m, Scenario.boot(DIRECT).machine());
    }

    @Test
    void exitFreesWhatIsSwappedAndWhatIsNot() {
        Scenario two = owner(DIRECT).swapOut(A, V0, S1).fork(A, B)
                .tagged(B, V1, P1).tagged(B, V2, P2).swapOut(B, V1, S0);
        two.then(new Exit(B)).zapAll(B)
                .shows(m -> m.alive(B), false)
                .shows(m -> m.slot(S0).state(), SlotState.FREE)
                .shows(m -> m.users(S1), 1)
                .shows(m -> m.free(P2), true)
                .swapIn(A, V0, P3).readsTag(A, V0, OLD);
    }

    @Test
    void reclaimThrowsAwayAPageThatWasZappedWhileItWasLocked() {
        Scenario orphan = owner(SYNC).addToSwap(P0, S0).then(new Munmap(A, V0, 1)).zapAll(A)
                .shows(m -> m.references(P0), 2);

        orphan.then(new Reclaim.Writeback(P0, Alloc.OK)).then(new FlushSlot(S0))
                .shows(m -> m, Scenario.boot().machine());
        orphan.putback(P0).then(new FreeSwap(P0)).then(new FlushSlot(S0))
                .shows(m -> m, Scenario.boot().machine());
    }

    @Test
    void aForkThatFailsHalfWayTearsTheChildDown() {
        Scenario failed = owner(SYNC).tagged(A, V1, P1).stg(A, V1, NEW).swapOut(A, V1, S0)
                .then(new Fork(A, B))
                .then(new Fork.Entry(A, Alloc.OK))
                .fails(new Fork.Entry(A, Alloc.FAILS), Errno.ENOMEM);

        failed.readsTag(A, V0, OLD).then(new Zap(B))
                .shows(m -> m.alive(B), false)
                .shows(m -> m.mappings(P0), 1)
                .shows(m -> m.users(S0), 1)
                .reuse(A, V0).stg(A, V0, NEW)
                .swapIn(A, V1, P2).readsTag(A, V1, NEW);
    }

    // ---- what a path finds changed

    @Test
    void cowMapNoticesThatReclaimTookTheEntry() {
        owner(SYNC).fork(A, B)
                .then(new Cow.Copy(A, V0, P1, false))
                .addToSwap(P0, S0).unmap(A, V0)
                .fails(new Cow.Map(A), Errno.EAGAIN)
                .putback(P0).mapCached(A, V0).readsTag(A, V0, OLD);
    }

    @Test
    void swapInMapNoticesThatSwapoffTookTheEntry() {
        owner(SYNC).swapOut(A, V0, S0)
                .then(new SwapIn.Lookup(A, V0)).then(new SwapIn.Read(A, P1, false))
                .then(new Swapoff()).then(new Unuse(A, V0)).then(new FreeSwap(P1))
                .fails(new SwapIn.Map(A), Errno.EAGAIN)
                .readsTag(A, V0, OLD)
                .then(new Swapoff.Finish()).then(new Swapon());
    }

    @Test
    void swapInMapNoticesThatItsSlotChangedHandsTwice() {
        Scenario looked = owner(DIRECT).fork(A, B)
                .then(new Cow.Copy(B, V0, P1, false)).then(new Cow.Map(B)).stg(B, V0, NEW)
                .swapOut(A, V0, S0).then(new SwapIn.Lookup(A, V0));
        Scenario readsWhatIsB = looked
                .then(new Swapoff()).then(new Readahead(S0, P0)).then(new Unuse(A, V0)).then(new FreeSwap(P0))
                .fails(new Swapoff.Interrupt(), Errno.EINTR)
                .swapOut(B, V0, S0)
                .then(new SwapIn.Read(A, P2, false));
        Scenario namesTheSlotAgain = readsWhatIsB
                .mapCached(B, V0).then(new FreeSwap(P2))
                .addToSwap(P0, S0).unmap(A, V0).putback(P0);

        namesTheSlotAgain.fails(new SwapIn.Map(A), Errno.EAGAIN)
                .mapCached(A, V0).readsTag(A, V0, OLD).readsTag(B, V0, NEW);
    }

    @Test
    void theFaultThatLostTheRaceForASlotLooksAgain() {
        owner(SYNC).swapOut(A, V0, S0).fork(A, B)
                .then(new SwapIn.Lookup(A, V0)).then(new SwapIn.Lookup(B, V0))
                .then(new SwapIn.Read(B, P1, false))
                .rejects(new SwapIn.Read(A, P2, false), Rejection.CACHED)
                .then(new SwapIn.Retry(A))
                .then(new SwapIn.Map(B))
                .mapCached(A, V0)
                .readsTag(A, V0, OLD).readsTag(B, V0, OLD);
    }

    @Test
    void reclaimLetsGoOfAPageThatAFaultHolds() {
        owner(SYNC).addToSwap(P0, S0).unmap(A, V0).write(P0)
                .then(new SwapIn.Lookup(A, V0))
                .fails(new Reclaim.Drop(P0, false), Errno.EBUSY)
                .then(new SwapIn.Map(A)).readsTag(A, V0, OLD);
    }

    @Test
    void aFaultMapsAPageThatTheDeviceIsStillWritingAndAWriteFaultReusesIt() {
        owner(ASYNC).addToSwap(P0, S0).unmap(A, V0)
                .then(new Reclaim.Writeback(P0, Alloc.OK))
                .mapCached(A, V0).readsTag(A, V0, OLD)
                .reuse(A, V0).then(new Reclaim.EndWriteback(P0)).stg(A, V0, NEW).readsTag(A, V0, NEW);
    }
}
