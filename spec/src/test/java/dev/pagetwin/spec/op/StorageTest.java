package dev.pagetwin.spec.op;

import static dev.pagetwin.spec.Scenario.A;
import static dev.pagetwin.spec.Scenario.B;
import static dev.pagetwin.spec.Scenario.C;
import static dev.pagetwin.spec.Scenario.P0;
import static dev.pagetwin.spec.Scenario.P2;
import static dev.pagetwin.spec.Scenario.S0;
import static dev.pagetwin.spec.Scenario.V0;
import static dev.pagetwin.spec.Scenario.V1;
import static dev.pagetwin.spec.Scenario.V2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.Scenario;
import dev.pagetwin.spec.op.Op.Alloc;
import dev.pagetwin.spec.op.Storage.Why;
import dev.pagetwin.spec.state.Call.Reserving;
import dev.pagetwin.spec.state.FolioLock;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Offset;
import dev.pagetwin.spec.state.Page;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Va;
import dev.pagetwin.spec.tagstorage.Region;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Twelve frames: the tags of p2 to p5 are in p10, those of p6 to p9 in p11, and p0 and p1 are of no region. A's page is
 * p2 as a rule, and B's data lies in p10.
 */
class StorageTest extends PathTest {
    private static final Region REGION = new Region(2, 8, 10, 2, 1, 4);
    private static final Pfn P3 = Pfn.of(3);
    private static final Pfn P4 = Pfn.of(4);
    private static final Pfn P5 = Pfn.of(5);
    private static final Pfn P6 = Pfn.of(6);
    private static final Pfn P10 = Pfn.of(10);
    private static final Pfn P11 = Pfn.of(11);
    private static final Va V3 = Va.of(3);

    private static final Op RESERVE = new Storage.Reserve(A, V0);
    private static final Op CLAIM = new Storage.Claim(A);
    private static final Op BUSY = new Storage.Fail(A, Why.BUSY);
    private static final Op MAP = new Storage.Map(A, V0);
    private static final Op EVACUATE = new Storage.Evacuate(A, V0);

    /** Processes A and B. */
    private static final Scenario BOOT = boot(0).fork(A, B);
    /** B has data where the tags of p2 would go. */
    private static final Scenario DATA = BOOT.untagged(B, V0, P10).store(B, V0, 7);
    private static final Scenario WAITS = DATA.tagged(A, V0, P2);
    private static final Scenario RESERVING = WAITS.then(RESERVE);
    private static final Scenario RESERVED = gone(RESERVING).then(CLAIM);
    /** A has its page in the block, tagged afterwards. */
    private static final Scenario INSIDE = BOOT.untagged(A, V0, P10).store(A, V0, 5).protect(A, V0, Prot.RW, true);
    /** The page came back ahead of A's fault, with its tags, and so without storage. */
    private static final Scenario AHEAD = BOOT.tagged(A, V0, P2).stg(A, V0, 6).swapOut(A, V0, S0)
            .then(new Readahead(S0, P2)).mapCached(A, V0);
    private static final Scenario LARGE = boot(2).fork(A, B);

    private static Scenario boot(int order) {
        return Scenario.from(Machine.boot(bounds(order)));
    }

    private static Bounds bounds(int order) {
        return new Bounds(3, 4, 12, 2, 2, 16, 16, Scenario.SYNC).withOrder(order).withRegions(List.of(REGION));
    }

    /** The data of B has moved from p10 to p0. */
    private static Scenario gone(Scenario s) {
        return s.migrateUnmap(B, V0).migrateTo(P10, P0).then(new Migrate.Remap(B, V0)).then(new Migrate.Finish(P10));
    }

    private static Scenario freed(Scenario s, MmId mm, Va va) {
        return s.then(new Munmap(mm, va, 1)).zapAll(mm);
    }

    private static boolean reserved(Machine m, Pfn page) {
        return m.page(page).reserved();
    }

    private static Pte.Present entry(Scenario s, Va va) {
        return s.machine().mm(A).presentAt(va);
    }

    private static Reserving call(Scenario s) {
        return s.machine().call(A, Reserving.class);
    }

    // ---- who has storage at once

    @Test
    void aTaggedPageHasStorageAtOnceWhereNoBlockHoldsData() {
        Scenario s = BOOT.tagged(A, V0, P2).stg(A, V0, 6).readsTag(A, V0, 6);
        assertThat(s.machine().users(P10)).containsExactly(P2);
        assertThat(entry(s, V0).waits()).isFalse();
        s.then(new Mmap(B, V0, 1, Prot.RW, false)).rejects(new Fault(B, V0, true, P10), Rejection.PAGE_IN_USE);
    }

    @Test
    void aPageWithoutTagsTakesNoStorage() {
        Machine m = BOOT.untagged(A, V0, P2).machine();
        assertThat(reserved(m, P2)).isFalse();
        assertThat(m.withheld(P10)).isFalse();
    }

    @Test
    void whereTheBlockHoldsDataTheEntryWaits() {
        assertThat(entry(WAITS, V0)).isEqualTo(new Pte.Present(P2, Prot.RW, true, true).waiting());
        assertThat(reserved(WAITS.machine(), P2)).isFalse();
        assertThat(WAITS.machine().page(P2).tagged()).isFalse();
        WAITS.rejects(new Load(A, V0), Rejection.NOT_ACCESSIBLE).rejects(new Stg(A, V0, 0, 6), Rejection.NOT_ACCESSIBLE);
        WAITS.reads(B, V0, 7);
    }

    @Test
    void aBlockThatOthersHaveIsShared() {
        Machine m = BOOT.tagged(A, V0, P2).tagged(A, V1, P3).machine();
        assertThat(m.users(P10)).containsExactly(P2, P3);
    }

    @Test
    void aBlockThatSomebodyClaimsIsNotTakenAtOnce() {
        Scenario s = gone(RESERVING).tagged(B, V1, P3);
        assertThat(s.machine().mm(B).presentAt(V1).waits()).isTrue();
        assertThat(s.machine().users(P10)).isEmpty();
    }

    @Test
    void aFolioOfTwoBlocksHasBothOrWaits() {
        Scenario area = LARGE.then(new Mmap(A, V0, 4, Prot.RW, true));
        Machine both = area.then(new Large.Fault(A, V0, 2, P4)).machine();
        assertThat(both.users(P10)).containsExactly(P4, P5);
        assertThat(both.users(P11)).containsExactly(P6, Pfn.of(7));
        Machine none = area.untagged(B, V0, P11).then(new Large.Fault(A, V0, 2, P4)).machine();
        assertThat(none.users(P10)).isEmpty();
        assertThat(none.mm(A).ptes().keys()).allMatch(va -> none.mm(A).presentAt(va).waits());
    }

    @Test
    void mprotectMakesAnEntryWaitAndSoTheProgramsDataStaysWhereItIs() {
        Scenario s = DATA.untagged(A, V0, P2).store(A, V0, 5).protect(A, V0, Prot.RW, true);
        assertThat(entry(s, V0).waits()).isTrue();
        s.protect(A, V0, Prot.NONE, false).shows(m -> m.mm(A).presentAt(V0).waits(), false);
    }

    // ---- reserve and claim

    @Test
    void aFaultReservesClaimsAndMapsAndTheWriteFaultFollows() {
        assertThat(call(RESERVING)).isEqualTo(new Reserving(V0, P2, P10, 0));
        assertThat(RESERVING.machine().references(P2)).isEqualTo(2);
        Scenario mapped = RESERVED.then(MAP);
        assertThat(entry(mapped, V0)).isEqualTo(new Pte.Present(P2, Prot.RO, true, true));
        mapped.readsTag(A, V0, 0).reuse(A, V0).stg(A, V0, 6).readsTag(A, V0, 6).reads(B, V0, 7);
    }

    @Test
    void aClaimedBlockTakesNoMoreData() {
        Scenario s = gone(RESERVING).then(new Mmap(B, V1, 1, Prot.RW, false));
        s.rejects(new Fault(B, V1, true, P10), Rejection.PAGE_IN_USE).then(new Fault(B, V1, true, P11));
    }

    @Test
    void aClaimGoesBlockByBlock() {
        Scenario waits = LARGE.untagged(B, V0, P11).then(new Mmap(A, V0, 4, Prot.RW, true))
                .then(new Large.Fault(A, V0, 2, P4));
        Scenario second = waits.then(new Storage.Reserve(A, V2)).then(CLAIM);
        assertThat(call(second)).isEqualTo(new Reserving(V2, P6, P11, 0));
        assertThat(second.machine().pages().keys()).noneMatch(page -> reserved(second.machine(), page));
        second.rejects(CLAIM, Rejection.BLOCK_IN_USE).then(new Mmap(B, V1, 1, Prot.RW, false))
                .rejects(new Fault(B, V1, true, P10), Rejection.PAGE_IN_USE);
        Machine m = freed(second, B, V0).then(CLAIM).machine();
        assertThat(m.users(P10)).containsExactly(P4, P5);
        assertThat(m.users(P11)).containsExactly(P6, Pfn.of(7));
        assertThat(m.mm(A).call()).isNull();
    }

    @Test
    void aBlockThatIsGivenBackUnderAClaimStaysClaimed() {
        Scenario s = freed(AHEAD.tagged(B, V0, P3).then(RESERVE), B, V0);
        assertThat(s.machine().users(P10)).isEmpty();
        s.then(new Mmap(B, V0, 1, Prot.RW, false)).rejects(new Fault(B, V0, true, P10), Rejection.PAGE_IN_USE)
                .then(CLAIM).then(MAP).readsTag(A, V0, 6);
    }

    // ---- fail

    @Test
    void aBusyBlockIsTriedThreeTimesAndThenTheFolioIsIsolated() {
        Scenario twice = RESERVING.fails(BUSY, Errno.EAGAIN).fails(BUSY, Errno.EAGAIN);
        assertThat(call(twice).tries()).isEqualTo(2);
        Scenario moving = twice.fails(BUSY, Errno.EBUSY);
        assertThat(moving.machine().folio(P2).lock()).isEqualTo(FolioLock.MIGRATION);
        assertThat(moving.machine().mm(A).call()).isNull();
        Scenario moved = moving.then(new Migrate.Unmap(A, V0)).migrateTo(P2, P6).then(new Migrate.Remap(A, V0))
                .then(new Migrate.Finish(P2));
        moved.reuse(A, V0).stg(A, V0, 6).readsTag(A, V0, 6).reads(B, V0, 7);
    }

    @Test
    void triesBeginAnewWithTheNextBlock() {
        Scenario s = LARGE.untagged(B, V0, P10).untagged(B, V1, P11).then(new Mmap(A, V0, 4, Prot.RW, true))
                .then(new Large.Fault(A, V0, 2, P4)).then(RESERVE).fails(BUSY, Errno.EAGAIN);
        assertThat(call(freed(s, B, V0).then(CLAIM))).isEqualTo(new Reserving(V0, P4, P11, 0));
    }

    @Test
    void aSignalOrNoMemoryEndsAtOnceAndTheBlockTakesDataAgain() {
        Scenario empty = gone(RESERVING);
        for (Scenario s : List.of(
                empty.fails(new Storage.Fail(A, Why.SIGNAL), Errno.EINTR),
                empty.fails(new Storage.Fail(A, Why.NOMEM), Errno.ENOMEM))) {
            assertThat(entry(s, V0).waits()).isTrue();
            assertThat(s.machine().folio(P2).locked()).isFalse();
            s.untagged(B, V1, P10).then(RESERVE);
        }
    }

    @Test
    void whereBlockAndPageArePinnedThereIsNoWayOn() {
        Scenario pinned = DATA.then(new Storage.Pin(B, V0, true)).untagged(A, V0, P2).then(new Pin(A, V0, true))
                .protect(A, V0, Prot.RW, true);
        Scenario s = pinned.then(RESERVE).fails(BUSY, Errno.EAGAIN).fails(BUSY, Errno.EAGAIN).fails(BUSY, Errno.EFAULT);
        assertThat(s.machine()).isEqualTo(pinned.machine());
    }

    @Test
    void aFolioThatSomebodyElseHasLockedIsTriedOnceMore() {
        Scenario locked = RESERVING.fails(BUSY, Errno.EAGAIN).fails(BUSY, Errno.EAGAIN).then(new Migrate.Isolate(P2));
        locked.fails(BUSY, Errno.EAGAIN).shows(m -> m.mm(A).call(), null);
    }

    @Test
    void aFolioThatNobodyWantsAnyMoreIsFreedWhateverBecomesOfTheClaim() {
        Offset off = Offset.of(0);
        Scenario file = Scenario.from(Machine.boot(bounds(0).withOffsets(1))).fork(A, B).untagged(B, V0, P10)
                .then(new Shmem.Mmap(A, V0, 1, off, Prot.RW, true)).then(new Shmem.Add(off, P2))
                .then(new Shmem.Fault(A, V0, true)).then(RESERVE).then(new Punch(off));
        assertThat(file.machine().free(P2)).isFalse();
        assertThat(gone(file).then(CLAIM).machine().free(P2)).isTrue();
        Scenario failed = file.fails(BUSY, Errno.EAGAIN).fails(BUSY, Errno.EAGAIN).fails(BUSY, Errno.EAGAIN);
        assertThat(failed.machine().free(P2)).isTrue();
        assertThat(failed.machine().mm(A).call()).isNull();
    }

    // ---- pages that are tag storage themselves

    @Test
    void aPageInTheBlockIsMovedOutAndThenGetsStorage() {
        INSIDE.rejects(RESERVE, Rejection.NOT_TAGGABLE);
        Scenario moving = INSIDE.fails(EVACUATE, Errno.EBUSY);
        assertThat(moving.machine().folio(P10).lock()).isEqualTo(FolioLock.MIGRATION);
        Scenario moved = moving.then(new Migrate.Unmap(A, V0)).migrateTo(P10, P2).then(new Migrate.Remap(A, V0))
                .then(new Migrate.Finish(P10));
        assertThat(entry(moved, V0).waits()).as("its old place is its new block, which is empty only now").isTrue();
        moved.then(RESERVE).then(CLAIM).then(MAP).reuse(A, V0).stg(A, V0, 6).reads(A, V0, 5);
    }

    @Test
    void whatIsMovedAsItHasNoStorageMovesToWhereThereCanBeSome() {
        Scenario inside = INSIDE.fails(EVACUATE, Errno.EBUSY).then(new Migrate.Unmap(A, V0));
        inside.rejects(new Migrate.Copy(P10, P11), Rejection.NOT_TAGGABLE)
                .rejects(new Migrate.Copy(P10, P0), Rejection.NOT_TAGGABLE);
        Scenario copied = inside.then(new Migrate.Copy(P10, P6));
        assertThat(copied.machine().users(P11)).as("and has it at once").containsExactly(P6);
        Scenario busy = RESERVING.fails(BUSY, Errno.EAGAIN).fails(BUSY, Errno.EAGAIN).fails(BUSY, Errno.EBUSY);
        busy.then(new Migrate.Unmap(A, V0)).rejects(new Migrate.Copy(P2, P0), Rejection.NOT_TAGGABLE);
    }

    @Test
    void aPageOfAnAreaWithoutTagsMovesAnywhere() {
        BOOT.untagged(A, V0, P2).migrateUnmap(A, V0).then(new Migrate.Copy(P2, P10));
    }

    @Test
    void aPinnedPageInTheBlockHasNoWayOn() {
        Scenario pinned = BOOT.untagged(A, V0, P10).then(new Storage.Pin(A, V0, true)).protect(A, V0, Prot.RW, true);
        assertThat(pinned.fails(EVACUATE, Errno.EFAULT).machine()).isEqualTo(pinned.machine());
    }

    @Test
    void aPageInTheBlockThatSomebodyElseMovesIsLeftToHim() {
        Scenario moving = INSIDE.then(new Migrate.Isolate(P10));
        assertThat(moving.fails(EVACUATE, Errno.EAGAIN).machine()).isEqualTo(moving.machine());
    }

    @Test
    void aShortPinKeepsTheBlockFromBeingClaimed() {
        Scenario pinned = RESERVING.then(new Storage.Pin(B, V0, true)).rejects(new Pin(B, V0, true), Rejection.PINNED);
        pinned.then(new Migrate.Isolate(P10)).fails(new Migrate.Unmap(B, V0), Errno.EBUSY)
                .rejects(CLAIM, Rejection.BLOCK_IN_USE);
        gone(pinned.then(new Unpin(B, V0))).then(CLAIM);
    }

    // ---- tags of a page without storage

    @Test
    void tagsThatArriveBeforeTheStorageAreThereWithIt() {
        assertThat(entry(AHEAD, V0).waits()).isTrue();
        assertThat(AHEAD.machine().page(P2).tagged()).isTrue();
        Page kept = AHEAD.machine().page(P2);
        AHEAD.then(RESERVE).then(CLAIM).shows(m -> m.page(P2), kept.withReserved(true)).then(MAP).readsTag(A, V0, 6);
    }

    @Test
    void aCopyOfATaggedPageMayWaitWithItsTags() {
        Scenario copied = DATA.tagged(A, V0, P6).stg(A, V0, 6).migrateUnmap(A, V0).migrateTo(P6, P2)
                .then(new Migrate.Remap(A, V0)).then(new Migrate.Finish(P6));
        assertThat(entry(copied, V0).waits()).isTrue();
        assertThat(copied.machine().users(P11)).isEmpty();
        gone(copied.then(RESERVE)).then(CLAIM).then(MAP).readsTag(A, V0, 6);
    }

    @Test
    void pagesWithoutStorageAreSwappedOutWithTheirTags() {
        AHEAD.then(new Reclaim.Isolate(P2)).unmap(A, V0).drop(P2).swapIn(A, V0, P6).readsTag(A, V0, 6);
    }

    // ---- free

    @Test
    void theBlockIsGivenBackWithItsLastUser() {
        Scenario one = freed(BOOT.tagged(A, V0, P2).tagged(A, V1, P3), A, V0);
        assertThat(one.machine().users(P10)).containsExactly(P3);
        assertThat(one.machine().withheld(P10)).isTrue();
        freed(one, A, V1).shows(m -> m.withheld(P10), false).untagged(B, V0, P10);
    }

    @Test
    void thePiecesOfASplitFolioKeepTheirStorageAndGiveItBackOneByOne() {
        Scenario s = LARGE.then(new Mmap(A, V0, 4, Prot.RW, true)).then(new Large.Fault(A, V0, 2, P4)).stg(A, V0, 6)
                .then(new Migrate.Isolate(P4));
        for (Va va : List.of(V0, V1, V2, V3)) {
            s = s.then(new Migrate.Unmap(A, va));
        }
        s = s.then(new Split(P4, false));
        for (Va va : List.of(V0, V1, V2, V3)) {
            s = s.then(new Migrate.Remap(A, va)).then(new Migrate.Finish(P4.plus(va.index())));
        }
        assertThat(s.readsTag(A, V0, 6).machine().users(P10)).containsExactly(P4, P5);
        s = freed(freed(s, A, V0), A, V2);
        assertThat(s.machine().users(P10)).containsExactly(P5);
        assertThat(freed(s, A, V3).machine().withheld(P11)).isFalse();
    }

    // ---- other paths

    @Test
    void aTracerReadsTagsOnlyWhereThereIsStorage() {
        RESERVED.then(new Ptrace.Peek(A, V0, 0), new Result.Value(0));
    }

    @Test
    void aClaimInFlightKeepsTheMmapLockOfItsProcess() {
        RESERVING.rejects(new Munmap(A, V0, 1), Rejection.MMAP_LOCKED).rejects(new Fork(A, C), Rejection.MMAP_LOCKED);
    }

    // ---- refusals

    @Override
    List<Row> refusals() {
        List<Row> rows = new ArrayList<>();
        rows.addAll(beginning());
        rows.addAll(claiming());
        rows.addAll(taggedAllocations());
        rows.addAll(pins());
        Op peek = new Ptrace.Peek(A, V0, 0);
        rows.add(row(peek, "waits", WAITS, Rejection.NO_STORAGE));
        rows.add(row(peek, "an area without tags", BOOT.untagged(A, V0, P2), Rejection.NOT_TAGGED));
        return rows;
    }

    private static List<Row> beginning() {
        List<Row> rows = new ArrayList<>();
        Scenario huge = LARGE.untagged(B, V0, P10).then(new Mmap(A, V0, 4, Prot.RW, true))
                .then(new Pmd.Fault(A, V0, P4));
        for (MmId mm : List.of(C, A)) {
            for (Op op : List.of(
                    new Storage.Map(mm, V0), new Storage.Reserve(mm, V0), new Storage.Evacuate(mm, V0))) {
                boolean none = mm.equals(C);
                rows.add(row(op, none ? "no process C" : "A reserves", RESERVING,
                        none ? Rejection.NO_SUCH_MM : Rejection.MMAP_LOCKED));
            }
        }
        for (Op op : List.of(MAP, RESERVE, EVACUATE)) {
            rows.add(row(op, "no area", DATA, Rejection.NOT_MAPPED));
            rows.add(row(op, "a huge entry that waits", huge, Rejection.PMD_MAPPED));
        }
        for (Op op : List.of(MAP, EVACUATE)) {
            rows.add(row(op, "nothing there", DATA.then(new Mmap(A, V0, 1, Prot.RW, true)), Rejection.NOT_WAITING));
            rows.add(row(op, "open", BOOT.tagged(A, V0, P2), Rejection.NOT_WAITING));
            rows.add(row(op, "closed by the area", WAITS.protect(A, V0, Prot.NONE, false), Rejection.NOT_WAITING));
        }
        rows.add(row(MAP, "waits", WAITS, Rejection.NO_STORAGE));
        rows.add(row(MAP, "in the block", INSIDE, Rejection.NO_STORAGE));
        rows.add(row(MAP, "another writes the first tags", otherClears(), Rejection.TAGS_LOCKED));
        rows.add(row(EVACUATE, "of the region", WAITS, Rejection.TAGGABLE));
        rows.add(row(EVACUATE, "of the region, with storage", RESERVED, Rejection.TAGGABLE));
        rows.add(row(RESERVE, "nothing there", DATA.then(new Mmap(A, V0, 1, Prot.RW, true)), Rejection.NOT_PRESENT));
        rows.add(row(RESERVE, "no tags", BOOT.untagged(A, V0, P2), Rejection.NOT_TAGGED));
        rows.add(row(RESERVE, "no tags, and in the block", BOOT.untagged(A, V0, P10), Rejection.NOT_TAGGED));
        rows.add(row(RESERVE, "reserved", RESERVED, Rejection.HAS_STORAGE));
        rows.add(row(RESERVE, "in the block", INSIDE, Rejection.NOT_TAGGABLE));
        rows.add(row(RESERVE, "in the block, and B reserves",
                DATA.untagged(A, V0, P11).protect(A, V0, Prot.RW, true).tagged(B, V1, P2)
                        .then(new Storage.Reserve(B, V1)),
                Rejection.NOT_TAGGABLE));
        rows.add(row(RESERVE, "B reserves", bothWait().then(new Storage.Reserve(B, V1)), Rejection.STORAGE_LOCKED));
        rows.add(row(RESERVE, "B reserves, and the folio is locked",
                bothWait().then(new Storage.Reserve(B, V1)).then(new Migrate.Isolate(P2)), Rejection.STORAGE_LOCKED));
        rows.add(row(RESERVE, "the folio is locked", WAITS.then(new Migrate.Isolate(P2)), Rejection.FOLIO_LOCKED));
        return rows;
    }

    private static Scenario bothWait() {
        return WAITS.tagged(B, V1, P3);
    }

    /** The page that A and C share has storage; C writes its first tags, A's entry waits. */
    private static Scenario otherClears() {
        Scenario waits = DATA.untagged(A, V0, P2).fork(A, C).protect(A, V0, Prot.RW, true);
        return gone(waits.then(RESERVE)).then(CLAIM).then(new Mprotect(C, V0, 1, Prot.RW, true))
                .then(new Mprotect.ClearTags(C));
    }

    private static List<Row> claiming() {
        List<Row> rows = new ArrayList<>();
        for (Op op : List.of(new Storage.Claim(C), new Storage.Fail(C, Why.SIGNAL))) {
            rows.add(row(op, "no process C", RESERVING, Rejection.NO_SUCH_MM));
        }
        for (Op op : List.of(CLAIM, new Storage.Fail(A, Why.NOMEM))) {
            rows.add(row(op, "no call", WAITS, Rejection.NO_SUCH_CALL));
            rows.add(row(op, "another call", WAITS.then(new Fork(A, C)), Rejection.NO_SUCH_CALL));
        }
        rows.add(row(CLAIM, "the data is there", RESERVING, Rejection.BLOCK_IN_USE));
        rows.add(row(BUSY, "the data has gone", gone(RESERVING), Rejection.CANNOT_FAIL));
        return rows;
    }

    private static List<Row> taggedAllocations() {
        Scenario area = BOOT.then(new Mmap(A, V0, 1, Prot.RW, true));
        Scenario areas = LARGE.then(new Mmap(A, V0, 4, Prot.RW, true));
        Scenario owner = BOOT.tagged(A, V0, P2);
        Scenario shared = owner.fork(A, C);
        Pfn p8 = Pfn.of(8);
        Scenario readOnly = shared.then(new Reclaim.AddToSwap(P2, S0)).putback(P2);
        return List.of(
                row(new Fault(A, V0, true, P10), "in the block", area, Rejection.NOT_TAGGABLE),
                row(new Fault(A, V0, true, P0), "of no region", area, Rejection.NOT_TAGGABLE),
                row(new Fault(A, V0, true, P10), "in the block, which holds data",
                        DATA.then(new Mmap(A, V0, 1, Prot.RW, true)), Rejection.PAGE_IN_USE),
                row(new Large.Fault(A, V0, 2, p8), "p10 is in a block", areas, Rejection.NOT_TAGGABLE),
                row(new Large.Fault(A, V0, 2, P0), "p0 is of no region", areas, Rejection.NOT_TAGGABLE),
                row(new Pmd.Fault(A, V0, p8), "p10 is in a block", areas, Rejection.NOT_TAGGABLE),
                row(new Cow.Copy(A, V0, P0, false), "of no region", shared, Rejection.NOT_TAGGABLE),
                row(new Unshare.Copy(A, V0, P0, false), "of no region", shared, Rejection.NOT_TAGGABLE),
                row(new Unshare.Copy(A, V0, P0, true), "of no region, and cached", readOnly, Rejection.NOT_TAGGABLE),
                row(new ForkCopy(A, P0), "of no region", owner.then(new Pin(A, V0, true)).then(new Fork(A, C)),
                        Rejection.NOT_TAGGABLE),
                row(new SwapIn.Read(A, P0, false), "of no region",
                        owner.swapOut(A, V0, S0).then(new SwapIn.Lookup(A, V0)), Rejection.NOT_TAGGABLE),
                row(new Migrate.Copy(P2, P0), "of no region", owner.migrateUnmap(A, V0), Rejection.NOT_TAGGABLE),
                row(new Migrate.Copy(P2, P11), "in another block", owner.migrateUnmap(A, V0), Rejection.NOT_TAGGABLE),
                row(new ZeroPage.Cow(A, V0, P0), "of no region", area.then(new ZeroPage.Fault(A, V0)),
                        Rejection.NOT_TAGGABLE),
                row(new Collapse(A, V0, 2, p8, false), "a tagged area", areas.then(new Fault(A, V0, true, P2)),
                        Rejection.NOT_TAGGABLE),
                row(new Collapse(A, V0, 2, p8, false), "a tagged area, and the folio locked",
                        areas.then(new Fault(A, V0, true, P2)).then(new Migrate.Isolate(P2)), Rejection.NOT_TAGGABLE));
    }

    private static List<Row> pins() {
        List<Row> rows = new ArrayList<>();
        Scenario owner = BOOT.untagged(A, V0, P10);
        rows.add(row(new Pin(A, V0, true), "in the block", owner, Rejection.TAG_STORAGE));
        rows.add(row(new Pin(A, V0, true), "in the block, and pinned", owner.then(new Storage.Pin(A, V0, true)),
                Rejection.PINNED));
        Op pin = new Storage.Pin(A, V0, false);
        rows.add(row(new Storage.Pin(C, V0, false), "no process C", owner, Rejection.NO_SUCH_MM));
        rows.add(row(pin, "A forks", owner.then(new Fork(A, C)), Rejection.MMAP_LOCKED));
        rows.add(row(pin, "nothing there", BOOT, Rejection.NOT_PRESENT));
        rows.add(row(pin, "first tags are being written", RESERVED.then(new Mprotect(A, V0, 1, Prot.RW, true))
                .then(new Mprotect.ClearTags(A)), Rejection.PTE_LOCKED));
        rows.add(row(pin, "waits", WAITS, Rejection.NOT_ACCESSIBLE));
        rows.add(row(pin, "shared", owner.fork(A, C), Rejection.NOT_EXCLUSIVE));
        rows.add(row(pin, "pinned", owner.then(pin), Rejection.PINNED));
        return rows;
    }
}
