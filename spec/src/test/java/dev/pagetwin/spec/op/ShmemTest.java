package dev.pagetwin.spec.op;

import static dev.pagetwin.spec.Scenario.A;
import static dev.pagetwin.spec.Scenario.AT_UNMAP;
import static dev.pagetwin.spec.Scenario.B;
import static dev.pagetwin.spec.Scenario.DIRECT;
import static dev.pagetwin.spec.Scenario.P0;
import static dev.pagetwin.spec.Scenario.P1;
import static dev.pagetwin.spec.Scenario.P2;
import static dev.pagetwin.spec.Scenario.S0;
import static dev.pagetwin.spec.Scenario.S1;
import static dev.pagetwin.spec.Scenario.V0;
import static dev.pagetwin.spec.Scenario.V1;
import static dev.pagetwin.spec.Scenario.V2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Scenario;
import dev.pagetwin.spec.op.Op.Alloc;
import dev.pagetwin.spec.state.FileEntry;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.FolioLock;
import dev.pagetwin.spec.state.Offset;
import dev.pagetwin.spec.state.Page;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.SlotState;
import dev.pagetwin.spec.state.TagState;
import dev.pagetwin.spec.state.Tags;
import dev.pagetwin.spec.state.Vma;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShmemTest extends PathTest {
    private static final Offset O0 = Offset.of(0);
    private static final Offset O1 = Offset.of(1);

    private static final Op ADD = new Shmem.Add(O0, P0);
    private static final Op FAULT = new Shmem.Fault(A, V0, true);
    private static final Op READ_FAULT = new Shmem.Fault(A, V0, false);
    private static final Op LOOKUP = new Shmem.Lookup(A, V0);
    private static final Op SWAP_IN = new Shmem.SwapIn(A);
    private static final Op UNUSE = new Shmem.Unuse(O0);
    private static final Op PUNCH = new Punch(O0);
    private static final Op ISOLATE = new Pageout.Isolate(P0);
    private static final Op UNMAP = new Pageout.Unmap(A, V0);
    private static final Op WRITEPAGE = new Pageout.Writepage(P0, S0, Alloc.OK);
    private static final Op PUTBACK = new Pageout.Putback(P0);

    private static final Scenario BOOT = boot(Scenario.SYNC);
    private static final Scenario AREA = BOOT.then(map(true));
    private static final Scenario OWNER = AREA.then(ADD).then(FAULT).store(A, V0, 5).stg(A, V0, 6);
    /** A with tags, B without. */
    private static final Scenario BOTH = both(OWNER);
    private static final Scenario ISOLATED = OWNER.then(ISOLATE);
    private static final Scenario UNMAPPED = ISOLATED.then(UNMAP);
    private static final Scenario WRITTEN = UNMAPPED.then(WRITEPAGE);
    private static final Scenario SWAPPED = WRITTEN.write(P0).drop(P0);
    private static final Scenario AHEAD = SWAPPED.then(new Readahead(S0, P1));

    private static Scenario boot(Profile profile) {
        return Scenario.from(Machine.boot(Scenario.BOUNDS.withProfile(profile).withOffsets(2)));
    }

    private static Op map(boolean mte) {
        return new Shmem.Mmap(A, V0, 1, O0, Prot.RW, mte);
    }

    private static Scenario both(Scenario s) {
        return s.then(new Fork(A, B)).then(new Munmap(B, V0, 1)).then(new Shmem.Mmap(B, V1, 1, O0, Prot.RW, false))
                .then(new Shmem.Fault(B, V1, false));
    }

    /** The file's page goes out, all the way. */
    private static Scenario out(Scenario s) {
        return s.then(ISOLATE).then(UNMAP).then(WRITEPAGE).write(P0).drop(P0);
    }

    /** A fault takes the file's page in from swap, and maps it. */
    private static Scenario in(Scenario s) {
        return s.then(LOOKUP).then(new SwapIn.Read(A, P1, false)).then(SWAP_IN).then(READ_FAULT);
    }

    // ---- mapping

    @Test
    void theAreaMapsTheFileFromAnOffsetOn() {
        Machine m = BOOT.then(new Shmem.Mmap(A, V1, 2, O0, Prot.RO, true)).machine();
        assertThat(m.mm(A).vmas().at(V1)).isEqualTo(new Vma(Prot.RO, true, O0));
        assertThat(m.mm(A).vmas().at(V2)).isEqualTo(new Vma(Prot.RO, true, O1));
        assertThat(m.mm(A).ghost().isEmpty()).isTrue();
    }

    @Test
    void aHoleIsFilledWithAPageThatThePageCacheHolds() {
        Machine m = AREA.then(ADD).machine();
        assertThat(m.file().entries().at(O0)).isEqualTo(new FileEntry.Resident(P0));
        assertThat(m.folio(P0)).isEqualTo(Folio.NEW);
        assertThat(m.page(P0)).isEqualTo(m.blank());
        assertThat(m.references(P0)).isEqualTo(1);
    }

    @Test
    void withoutAFrameAHoleStays() {
        AREA.fails(new Shmem.Add(O0, null), Errno.ENOMEM);
    }

    @Test
    void aReadFaultMapsWhatTheAreaPermitsClean() {
        Machine m = AREA.then(ADD).then(READ_FAULT).machine();
        assertThat(m.mm(A).presentAt(V0)).isEqualTo(new Pte.Present(P0, Prot.RW, true, false));
        assertThat(m.page(P0)).isEqualTo(new Page(0, Tags.zero(2), TagState.TAGGED));
    }

    @Test
    void whatOneStoresTheOtherReads() {
        BOTH.reads(B, V1, 5).store(B, V1, 7).reads(A, V0, 7).readsTag(A, V0, 6);
    }

    @Test
    void aPageIsTaggedAsSoonAsOneMapperExposesIt() {
        Scenario plain = both(BOOT.then(map(false)).then(ADD).then(FAULT));
        assertThat(plain.machine().page(P0).tagState()).isEqualTo(TagState.UNTAGGED);
        Scenario asked = plain.protect(A, V0, Prot.RW, true).stg(A, V0, 3);
        asked.protect(B, V1, Prot.RW, true).readsTag(B, V1, 3);
    }

    @Test
    void sharedWritableEntriesAreFineForSeveral() {
        Machine m = BOTH.machine();
        assertThat(m.mm(A).presentAt(V0).prot()).isEqualTo(Prot.RW);
        assertThat(m.mm(B).presentAt(V1).prot()).isEqualTo(Prot.RW);
        assertThat(m.references(P0)).isEqualTo(3);
    }

    @Test
    void mprotectMakesASharedEntryWritableAtOnce() {
        Machine m = OWNER.protect(A, V0, Prot.RO, false).protect(A, V0, Prot.RW, false).machine();
        assertThat(m.mm(A).presentAt(V0).prot()).isEqualTo(Prot.RW);
        assertThat(m.mm(A).vmas().at(V0).offset()).isEqualTo(O0);
    }

    // ---- what the file keeps

    @Test
    void forkCopiesNoEntryAndProtectsNone() {
        Machine m = OWNER.then(new Fork(A, B)).machine();
        assertThat(m.mm(A).call()).isNull();
        assertThat(m.mm(A).presentAt(V0).prot()).isEqualTo(Prot.RW);
        assertThat(m.mm(B).ptes().isEmpty()).isTrue();
        Scenario.from(m).then(new Shmem.Fault(B, V0, false)).readsTag(B, V0, 6);
    }

    @Test
    void forkPassesOverSharedEntriesToPrivateOnes() {
        Machine m = OWNER.tagged(A, V1, P1).fork(A, B).machine();
        assertThat(m.mm(B).ptes().keys()).containsExactly(V1);
    }

    @Test
    void dontneedDropsTheEntryAlone() {
        Scenario dropped = OWNER.then(new Madvise(A, V0, 1, Madvise.Advice.DONTNEED)).zapAll(A);
        assertThat(dropped.machine().mm(A).ptes().isEmpty()).isTrue();
        dropped.then(READ_FAULT).reads(A, V0, 5).readsTag(A, V0, 6);
    }

    @Test
    void theFileOutlivesItsMappers() {
        Scenario gone = OWNER.then(new Munmap(A, V0, 1)).zapAll(A);
        assertThat(gone.machine().references(P0)).isEqualTo(1);
        gone.then(map(true)).then(READ_FAULT).readsTag(A, V0, 6);
    }

    @Test
    void anEntryWhoseAreaIsGoneIsStillTheFiles() {
        OWNER.then(new Munmap(A, V0, 1)).store(A, V0, 9).zapAll(A).then(map(true)).then(READ_FAULT).reads(A, V0, 9);
    }

    @Test
    void aHoleThatIsPunchedForgetsAndUnmaps() {
        Scenario punched = BOTH.then(PUNCH);
        assertThat(punched.machine().free(P0)).isTrue();
        assertThat(punched.machine().mm(A).ptes().isEmpty()).isTrue();
        punched.then(new Shmem.Add(O0, P1)).then(READ_FAULT).reads(A, V0, 0).readsTag(A, V0, 0);
    }

    @Test
    void aHolePunchedInSwapFreesTheSlot() {
        assertThat(SWAPPED.then(PUNCH).machine().slot(S0).state()).isEqualTo(SlotState.RETURNING);
        Machine ahead = AHEAD.then(PUNCH).machine();
        assertThat(ahead.free(P1)).isTrue();
        assertThat(ahead.slot(S0).state()).isEqualTo(SlotState.RETURNING);
    }

    @Test
    void aPagePunchedOnItsWayOutIsNotWritten() {
        Machine m = WRITTEN.then(PUNCH).then(new Reclaim.Writeback(P0, Alloc.OK)).machine();
        assertThat(m.free(P0)).isTrue();
    }

    @Test
    void mremapMovesASharedArea() {
        Scenario moved = OWNER.then(new Mremap(A, V0, 1, 1, V2)).then(new Mremap.Entry(A, Alloc.OK));
        assertThat(moved.machine().mm(A).vmas().at(V2)).isEqualTo(new Vma(Prot.RW, true, O0));
        moved.readsTag(A, V2, 6);
    }

    @Test
    void mremapPassesOverAnEntryThatReclaimTookMeanwhile() {
        Machine m = OWNER.then(new Mremap(A, V0, 1, 1, V2)).then(ISOLATE).then(UNMAP)
                .then(new Mremap.Entry(A, Alloc.OK)).machine();
        assertThat(m.mm(A).ptes().isEmpty()).isTrue();
        assertThat(m.mm(A).vmas().keys()).containsExactly(V2);
    }

    @Test
    void aSharedAreaGrowsIntoTheFile() {
        Machine m = OWNER.then(new Mremap(A, V0, 1, 2, null)).machine();
        assertThat(m.mm(A).vmas().at(V1)).isEqualTo(new Vma(Prot.RW, true, O1));
    }

    // ---- out

    @Test
    void unmapLeavesNothingBehind() {
        Machine m = UNMAPPED.machine();
        assertThat(m.mm(A).ptes().isEmpty()).isTrue();
        assertThat(m.folio(P0)).isEqualTo(Folio.NEW.withDirty(true).withLock(FolioLock.PAGEOUT));
        assertThat(m.references(P0)).isEqualTo(2);
    }

    @Test
    void writepageMovesThePageToTheSwapCache() {
        Machine m = WRITTEN.machine();
        assertThat(m.file().swapped(O0)).isEqualTo(S0);
        assertThat(m.cachedAt(S0)).isEqualTo(P0);
        assertThat(m.users(S0)).isEqualTo(1);
        assertThat(m.references(P0)).isEqualTo(2);
        assertThat(m.folio(P0).lock()).isEqualTo(FolioLock.RECLAIM);
    }

    @Test
    void withoutASlotThePageStaysInThePageCache() {
        Machine m = UNMAPPED.fails(new Pageout.Writepage(P0, null, Alloc.OK), Errno.ENOSPC).machine();
        assertThat(m.file().resident(O0)).isEqualTo(P0);
        assertThat(m.folio(P0).locked()).isFalse();
    }

    @Test
    void whereTagsAreSavedAtUnmapASharedPagesAreSavedAtWritepage() {
        Scenario unmapped = boot(AT_UNMAP).then(map(true)).then(ADD).then(FAULT).stg(A, V0, 6).then(ISOLATE).then(UNMAP);
        assertThat(unmapped.then(WRITEPAGE).machine().slot(S0).due().tagged()).isTrue();
        Machine kept = unmapped.fails(new Pageout.Writepage(P0, S0, Alloc.FAILS), Errno.ENOMEM).machine();
        assertThat(kept.file().resident(O0)).isEqualTo(P0);
        assertThat(kept.slot(S0).state()).isEqualTo(SlotState.FREE);
    }

    // ---- and back

    @Test
    void tagsSurviveTheWayThroughTheFile() {
        in(SWAPPED).reads(A, V0, 5).readsTag(A, V0, 6);
    }

    @Test
    void theSlotIsFreeAsSoonAsThePageIsInThePageCache() {
        Scenario owner = boot(DIRECT).then(map(true)).then(ADD).then(FAULT).stg(A, V0, 6);
        Machine m = out(owner).then(LOOKUP).then(new SwapIn.Read(A, P1, false)).then(SWAP_IN).machine();
        assertThat(m.slot(S0).state()).isEqualTo(SlotState.FREE);
        assertThat(m.page(P1).tags()).isEqualTo(Tags.of((byte) 6, (byte) 0));
        assertThat(m.folio(P1)).isEqualTo(Folio.NEW.withDirty(true));
        assertThat(m.mm(A).call()).isNull();
    }

    @Test
    void whatWasReadAheadIsFound() {
        AHEAD.then(LOOKUP).then(SWAP_IN).then(READ_FAULT).readsTag(A, V0, 6);
    }

    @Test
    void ofTwoFaultsTheSecondFindsWhatTheFirstTookIn() {
        Scenario two = AHEAD.then(new Fork(A, B)).then(LOOKUP).then(new Shmem.Lookup(B, V0));
        Scenario one = two.then(new Shmem.SwapIn(B)).then(new Shmem.Fault(B, V0, false)).fails(SWAP_IN, Errno.EAGAIN);
        one.then(READ_FAULT).readsTag(A, V0, 6).readsTag(B, V0, 6);
    }

    @Test
    void aHolePunchedDuringAFaultMakesItStartAgain() {
        AHEAD.then(LOOKUP).then(PUNCH).fails(SWAP_IN, Errno.EAGAIN).rejects(LOOKUP, Rejection.NOT_SWAPPED);
    }

    @Test
    void anUntaggedMapperBringsTheTagsBackToo() {
        Scenario b = out(OWNER).then(new Fork(A, B)).then(new Munmap(B, V0, 1))
                .then(new Shmem.Mmap(B, V1, 1, O0, Prot.RW, false));
        b.then(new Shmem.Lookup(B, V1)).then(new SwapIn.Read(B, P1, false)).then(new Shmem.SwapIn(B))
                .then(new Shmem.Fault(B, V1, false)).then(READ_FAULT).readsTag(A, V0, 6);
    }

    @Test
    void swapoffBringsThePageBackToTheFile() {
        Scenario back = SWAPPED.then(new Swapoff()).then(new Readahead(S0, P1)).then(UNUSE);
        back.then(new Swapoff.Finish()).then(READ_FAULT).readsTag(A, V0, 6);
    }

    @Test
    void aPageOfTheFileMigrates() {
        Scenario moved = BOTH.then(new Migrate.Isolate(P0)).then(new Migrate.Unmap(A, V0))
                .then(new Migrate.Unmap(B, V1)).migrateTo(P0, P1);
        assertThat(moved.machine().file().resident(O0)).isEqualTo(P1);
        Scenario back = moved.then(new Migrate.Remap(A, V0)).then(new Migrate.Remap(B, V1))
                .then(new Migrate.Finish(P0)).readsTag(A, V0, 6).store(B, V1, 7).reads(A, V0, 7);
        assertThat(back.machine().references(P1)).isEqualTo(3);
    }

    @Test
    void aPageThatNobodyMapsMigratesToo() {
        Machine m = AREA.then(ADD).then(new Migrate.Isolate(P0)).migrateTo(P0, P1).then(new Migrate.Finish(P0)).machine();
        assertThat(m.file().resident(O0)).isEqualTo(P1);
        assertThat(m.free(P0)).isTrue();
    }

    // ---- what is refused

    @Override
    List<Row> refusals() {
        List<Row> rows = new ArrayList<>(maps());
        rows.addAll(faults());
        rows.addAll(swapIns());
        rows.addAll(pageouts());
        return rows;
    }

    private static List<Row> maps() {
        Scenario clearing = BOOT.then(map(false)).then(ADD).then(FAULT).then(new Mprotect(A, V0, 1, Prot.RW, true))
                .then(new Mprotect.ClearTags(A));
        Op two = new Shmem.Mmap(A, V0, 2, O1, Prot.RW, true);
        Scenario large = Scenario.from(Machine.boot(BOOT.machine().bounds().withOrder(1)))
                .then(new Shmem.Mmap(A, V0, 2, O0, Prot.RW, true));
        return List.of(
                row(new Shmem.Mmap(B, V0, 1, O0, Prot.RW, true), "no process B", BOOT, Rejection.NO_SUCH_MM),
                row(map(true), "A unmaps", OWNER.then(new Munmap(A, V0, 1)), Rejection.MMAP_LOCKED),
                row(new Shmem.Mmap(A, V2, 2, O0, Prot.RW, true), "beyond the end", BOOT, Rejection.OUT_OF_RANGE),
                row(two, "beyond the end of the file", BOOT, Rejection.OUT_OF_RANGE),
                row(two, "beyond the end of the file, and mapped", AREA, Rejection.ALREADY_MAPPED),
                row(map(true), "mapped", AREA, Rejection.ALREADY_MAPPED),
                row(new Mremap(A, V0, 1, 3, null), "the file ends", AREA, Rejection.OUT_OF_RANGE),
                row(new Mremap(A, V0, 2, 3, null), "the second page maps the same again", AREA.then(
                        new Shmem.Mmap(A, V1, 1, O0, Prot.RW, true)), Rejection.OUT_OF_RANGE),
                row(PUNCH, "reclaim has the page", ISOLATED, Rejection.FOLIO_LOCKED),
                row(PUNCH, "A clears the page's tags, and reclaim has it", clearing.then(ISOLATE),
                        Rejection.FOLIO_LOCKED),
                row(PUNCH, "A clears the page's tags", clearing, Rejection.PTE_LOCKED),
                row(ADD, "a page is there, and p0 in use", OWNER, Rejection.POPULATED),
                row(ADD, "a slot is there", SWAPPED, Rejection.POPULATED),
                row(ADD, "p0 in use", AREA.tagged(A, V1, P0), Rejection.PAGE_IN_USE),
                row(new Fault(A, V0, true, P1), "the area is shared", AREA, Rejection.FILE_BACKED),
                row(new Fault(A, V0, true, P0), "the area is shared, and populated", OWNER, Rejection.FILE_BACKED),
                row(new ZeroPage.Fault(A, V0), "the area is shared", AREA, Rejection.FILE_BACKED),
                row(new Ksm.Protect(A, V0, false), "the area is shared", OWNER, Rejection.FILE_BACKED),
                row(new Ksm.Merge(A, V0, P1), "the area is shared", OWNER, Rejection.FILE_BACKED),
                row(new Ksm.MergeZero(A, V0), "the area is shared", OWNER, Rejection.FILE_BACKED),
                row(new Large.Fault(A, V0, 1, P0), "the area is shared", large, Rejection.FILE_BACKED),
                row(new Collapse(A, V0, 1, P0, false), "the area is shared", large, Rejection.FILE_BACKED),
                row(new Unshare.Reuse(A, V0), "the area is shared", OWNER, Rejection.FILE_BACKED),
                row(new Unshare.Copy(A, V0, P1, false), "the area is shared", OWNER, Rejection.FILE_BACKED),
                row(new LazyFree.Mark(A, V0), "the area is shared", OWNER, Rejection.FILE_BACKED),
                row(new Reclaim.AddToSwap(P0, S0), "a page of the file", OWNER, Rejection.FILE_BACKED),
                row(new Reclaim.AddToSwap(P0, S0), "a page of the file that nobody maps", AREA.then(ADD),
                        Rejection.FILE_BACKED));
    }

    private static List<Row> faults() {
        Scenario dying = BOTH.then(new Exit(A)).zapAll(A);
        Scenario closed = BOOT.then(new Shmem.Mmap(A, V0, 1, O0, Prot.NONE, true));
        Scenario readOnly = BOOT.then(new Shmem.Mmap(A, V0, 1, O0, Prot.RO, true));
        Scenario clearing = both(BOOT.then(map(false)).then(ADD).then(FAULT))
                .then(new Mprotect(A, V0, 1, Prot.RW, true)).then(new Mprotect.ClearTags(A))
                .then(new Shmem.Mmap(B, V2, 1, O0, Prot.RW, true));
        return List.of(
                row(FAULT, "A is gone", dying, Rejection.NO_SUCH_MM),
                row(FAULT, "A unmaps", OWNER.then(new Munmap(A, V0, 1)), Rejection.MMAP_LOCKED),
                row(FAULT, "no area", BOOT, Rejection.NOT_MAPPED),
                row(FAULT, "the area is private", BOOT.tagged(A, V0, P0), Rejection.NOT_FILE_BACKED),
                row(FAULT, "the area is closed", closed, Rejection.NOT_PERMITTED),
                row(FAULT, "the area is read-only, and nothing there", readOnly, Rejection.NOT_PERMITTED),
                row(FAULT, "mapped", OWNER, Rejection.POPULATED),
                row(FAULT, "a hole", AREA, Rejection.NOT_RESIDENT),
                row(FAULT, "in swap", SWAPPED, Rejection.NOT_RESIDENT),
                row(FAULT, "reclaim has the page", UNMAPPED, Rejection.FOLIO_LOCKED),
                row(new Shmem.Fault(B, V2, false), "A clears the page's tags", clearing, Rejection.TAGS_LOCKED),
                row(LOOKUP, "A is gone", dying, Rejection.NO_SUCH_MM),
                row(LOOKUP, "A unmaps", OWNER.then(new Munmap(A, V0, 1)), Rejection.MMAP_LOCKED),
                row(LOOKUP, "no area", BOOT, Rejection.NOT_MAPPED),
                row(LOOKUP, "the area is private, and swapped",
                        BOOT.tagged(A, V0, P0).swapOut(A, V0, S0), Rejection.NOT_FILE_BACKED),
                row(LOOKUP, "the area is closed", closed, Rejection.NOT_PERMITTED),
                row(LOOKUP, "a page is there", OWNER, Rejection.NOT_SWAPPED),
                row(LOOKUP, "a hole", AREA, Rejection.NOT_SWAPPED));
    }

    private static List<Row> swapIns() {
        Scenario looking = SWAPPED.then(LOOKUP);
        Scenario found = AHEAD.then(LOOKUP);
        Scenario writing = boot(Scenario.ASYNC).then(map(true)).then(ADD).then(FAULT).then(ISOLATE).then(UNMAP)
                .then(WRITEPAGE).then(new Reclaim.Writeback(P0, Alloc.OK));
        Scenario leaving = SWAPPED.then(new Swapoff());
        return List.of(
                row(new Shmem.SwapIn(B), "no process B", BOOT, Rejection.NO_SUCH_MM),
                row(SWAP_IN, "no fault", SWAPPED, Rejection.NO_SUCH_CALL),
                row(SWAP_IN, "the fault is on private memory",
                        BOOT.tagged(A, V0, P0).swapOut(A, V0, S0).then(new SwapIn.Lookup(A, V0)),
                        Rejection.NO_SUCH_CALL),
                row(SWAP_IN, "nothing read yet", looking, Rejection.NOT_CACHED),
                row(SWAP_IN, "reclaim has the page", found.then(new Reclaim.Isolate(P1)), Rejection.FOLIO_LOCKED),
                row(SWAP_IN, "the device writes the page", writing.then(LOOKUP), Rejection.UNDER_WRITEBACK),
                row(new SwapIn.Map(A), "the fault is on shared memory", found, Rejection.NO_SUCH_CALL),
                row(new SwapIn.Read(A, P1, true), "the slot is the file's", looking, Rejection.NO_BYPASS),
                row(UNUSE, "swap is on", AHEAD, Rejection.SWAP_NOT_LEAVING),
                row(UNUSE, "a page is there", OWNER.then(new Swapoff()), Rejection.NOT_SWAPPED),
                row(UNUSE, "a hole", BOOT.then(new Swapoff()), Rejection.NOT_SWAPPED),
                row(UNUSE, "nothing read yet", leaving, Rejection.NOT_CACHED),
                row(UNUSE, "reclaim has the page", WRITTEN.then(new Swapoff()), Rejection.FOLIO_LOCKED),
                row(UNUSE, "the device writes the page", writing.then(new Swapoff()), Rejection.UNDER_WRITEBACK));
    }

    private static List<Row> pageouts() {
        Scenario privately = BOOT.tagged(A, V0, P0);
        Scenario clearing = BOOT.then(map(false)).then(ADD).then(FAULT).then(ISOLATE)
                .then(new Mprotect(A, V0, 1, Prot.RW, true)).then(new Mprotect.ClearTags(A));
        Op fails = new Pageout.Writepage(P0, S0, Alloc.FAILS);
        List<Row> rows = new ArrayList<>(List.of(
                row(ISOLATE, "p0 is free", BOOT, Rejection.PAGE_FREE),
                row(ISOLATE, "reclaim has it", ISOLATED, Rejection.FOLIO_LOCKED),
                row(ISOLATE, "reclaim has it, and it is private", privately.addToSwap(P0, S0),
                        Rejection.FOLIO_LOCKED),
                row(ISOLATE, "the page is private", privately, Rejection.NOT_FILE_BACKED),
                row(new Pageout.Isolate(P1), "it is in the swap cache", AHEAD, Rejection.NOT_FILE_BACKED),
                row(new Pageout.Unmap(B, V0), "no process B", BOOT, Rejection.NO_SUCH_MM),
                row(UNMAP, "unmapped already", UNMAPPED, Rejection.NOT_PRESENT),
                row(UNMAP, "A clears the page's tags", clearing, Rejection.PTE_LOCKED),
                row(UNMAP, "nobody has isolated it", OWNER, Rejection.NOT_ISOLATED),
                row(new Reclaim.Unmap(A, V0, Alloc.OK, Alloc.OK), "of the file", ISOLATED, Rejection.NOT_ISOLATED),
                row(new Reclaim.Writeback(P0, Alloc.OK), "of the file", UNMAPPED, Rejection.NOT_ISOLATED),
                row(WRITEPAGE, "mapped", ISOLATED, Rejection.STILL_MAPPED),
                row(fails, "mapped, and swap is off", ISOLATED.then(new Swapoff()), Rejection.STILL_MAPPED),
                row(WRITEPAGE, "swap is going off", UNMAPPED.then(new Swapoff()), Rejection.SWAP_NOT_ON),
                row(WRITEPAGE, "the slot is another page's",
                        UNMAPPED.tagged(A, V1, P2).addToSwap(P2, S0), Rejection.SLOT_IN_USE),
                row(fails, "nothing is saved here", UNMAPPED, Rejection.CANNOT_FAIL),
                row(new Pageout.Writepage(P0, null, Alloc.FAILS), "no slot", UNMAPPED, Rejection.CANNOT_FAIL),
                row(new Pageout.Writepage(P0, S1, Alloc.FAILS), "no tags", boot(AT_UNMAP).then(map(false)).then(ADD)
                        .then(ISOLATE), Rejection.CANNOT_FAIL)));
        for (Op op : List.of(WRITEPAGE, PUTBACK)) {
            rows.add(row(op, "p0 is free", BOOT, Rejection.PAGE_FREE));
            rows.add(row(op, "nobody has isolated it", OWNER, Rejection.NOT_ISOLATED));
            rows.add(row(op, "migration has isolated it", OWNER.then(new Migrate.Isolate(P0)),
                    Rejection.NOT_ISOLATED));
        }
        return rows;
    }
}
