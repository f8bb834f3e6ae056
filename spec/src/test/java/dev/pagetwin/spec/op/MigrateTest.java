package dev.pagetwin.spec.op;

import static dev.pagetwin.spec.Scenario.A;
import static dev.pagetwin.spec.Scenario.ASYNC;
import static dev.pagetwin.spec.Scenario.B;
import static dev.pagetwin.spec.Scenario.P0;
import static dev.pagetwin.spec.Scenario.P1;
import static dev.pagetwin.spec.Scenario.P2;
import static dev.pagetwin.spec.Scenario.S0;
import static dev.pagetwin.spec.Scenario.V0;
import static dev.pagetwin.spec.Scenario.V1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Scenario;
import dev.pagetwin.spec.op.Op.Alloc;
import dev.pagetwin.spec.state.Destination;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.FolioLock;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Pte.Migration.Kind;
import dev.pagetwin.spec.state.SlotState;
import dev.pagetwin.spec.state.TagState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MigrateTest extends PathTest {
    private static final Op ISOLATE = new Migrate.Isolate(P0);
    private static final Op UNMAP = new Migrate.Unmap(A, V0);
    private static final Op COPY = new Migrate.Copy(P0, P1);
    private static final Op MOVE = new Migrate.Move(P0, false);
    private static final Op MOVE_BUSY = new Migrate.Move(P0, true);
    private static final Op UNDO = new Migrate.Undo(P0);
    private static final Op REMAP = new Migrate.Remap(A, V0);
    private static final Op FINISH = new Migrate.Finish(P0);

    private static final Scenario OWNER = Scenario.boot().tagged(A, V0, P0).store(A, V0, 5).stg(A, V0, 6);
    private static final Scenario ISOLATED = OWNER.then(ISOLATE);
    private static final Scenario UNMAPPED = ISOLATED.then(UNMAP);
    private static final Scenario COPIED = UNMAPPED.then(COPY);
    private static final Scenario MOVED = COPIED.then(MOVE);
    private static final Scenario REMAPPED = MOVED.then(REMAP);
    private static final Scenario SHARED = OWNER.fork(A, B);
    /** Mapped read-only, and in the swap cache: back from swap. */
    private static final Scenario BACK = OWNER.swapOut(A, V0, S0).swapIn(A, V0, P0);
    /** In the swap cache, B still with a swap entry. */
    private static final Scenario HALF = SHARED.addToSwap(P0, S0).unmap(B, V0).putback(P0);
    private static final Scenario PLAIN = Scenario.boot().untagged(A, V0, P0).store(A, V0, 5);

    // ---- the way there

    @Test
    void isolationTakesTheLockAndAReference() {
        Machine m = ISOLATED.machine();
        assertThat(m.folio(P0)).isEqualTo(Folio.NEW.withLock(FolioLock.MIGRATION));
        assertThat(m.references(P0)).isEqualTo(2);
    }

    @Test
    void unmapLeavesAnEntryThatHoldsNothing() {
        Machine m = UNMAPPED.machine();
        assertThat(m.mm(A).migration(V0)).isEqualTo(new Pte.Migration(P0, Kind.WRITE, true));
        assertThat(m.mappings(P0)).isZero();
        assertThat(m.references(P0)).isEqualTo(1);
    }

    @Test
    void dirtinessMovesToTheFolioAtUnmapAndToTheDestinationAtMove() {
        assertThat(UNMAPPED.machine().folio(P0).dirty()).isTrue();
        assertThat(COPIED.machine().folio(P1).dirty()).isFalse();
        assertThat(MOVED.machine().folio(P1).dirty()).isTrue();
        assertThat(REMAPPED.machine().mm(A).presentAt(V0).dirty()).isTrue();
    }

    @Test
    void theCopyHasDataAndTagsAndIsLocked() {
        Machine m = COPIED.machine();
        assertThat(m.page(P1)).isEqualTo(m.page(P0));
        assertThat(m.folio(P1).lock()).isEqualTo(FolioLock.DESTINATION);
        assertThat(m.references(P1)).isEqualTo(1);
        assertThat(m.folio(P0).to()).isEqualTo(new Destination(P1, false));
    }

    @Test
    void tagsSurviveMigration() {
        Machine m = REMAPPED.then(FINISH).readsTag(A, V0, 6).reads(A, V0, 5).machine();
        assertThat(m.mm(A).presentAt(V0)).isEqualTo(new Pte.Present(P1, Prot.RW, true, true));
        assertThat(m.folio(P1)).isEqualTo(Folio.NEW.withDirty(true));
        assertThat(m.free(P0)).isTrue();
    }

    @Test
    void whatIsRemappedCanBeUsedBeforeMigrationHasFinished() {
        REMAPPED.stg(A, V0, 9).store(A, V0, 3).then(FINISH).readsTag(A, V0, 9).reads(A, V0, 3);
    }

    @Test
    void anUntaggedPageStaysUntagged() {
        Machine m = PLAIN.then(ISOLATE).then(UNMAP).migrateTo(P0, P1).then(REMAP).machine();
        assertThat(m.page(P1).tagState()).isEqualTo(TagState.UNTAGGED);
        assertThat(m.mm(A).presentAt(V0).tagged()).isFalse();
    }

    @Test
    void protMteGivenDuringMigrationTakesEffectAtRemap() {
        Scenario asked = PLAIN.then(ISOLATE).then(UNMAP).protect(A, V0, Prot.RW, true).migrateTo(P0, P1);
        assertThat(asked.machine().page(P1).tagState()).isEqualTo(TagState.UNTAGGED);
        asked.then(REMAP).readsTag(A, V0, 0).reads(A, V0, 5);
    }

    @Test
    void mprotectMakesAMigrationEntryReadOnlyWhateverTheAreaPermits() {
        Scenario opened = UNMAPPED.protect(A, V0, Prot.RW, false);
        assertThat(opened.machine().mm(A).migration(V0)).isEqualTo(new Pte.Migration(P0, Kind.READ_EXCLUSIVE, true));
        Scenario back = opened.migrateTo(P0, P1).then(REMAP).then(FINISH);
        assertThat(back.machine().mm(A).presentAt(V0).prot()).isEqualTo(Prot.RO);
        back.reuse(A, V0).stg(A, V0, 9);
    }

    @Test
    void anAreaClosedDuringMigrationIsRemappedClosed() {
        Machine m = UNMAPPED.then(new Mprotect(A, V0, 1, Prot.NONE, false)).then(REMAP).machine();
        assertThat(m.mm(A).presentAt(V0).prot()).isEqualTo(Prot.NONE);
    }

    @Test
    void mprotectFindsAnEntryThatWasRemappedMeanwhile() {
        Scenario half = UNMAPPED.then(new Mprotect(A, V0, 1, Prot.RO, false))
                .rejects(new Mprotect.ClearTags(A), Rejection.NOT_PRESENT).then(REMAP);
        assertThat(half.then(new Mprotect.Entry(A)).machine().mm(A).presentAt(V0).prot()).isEqualTo(Prot.RO);
    }

    @Test
    void remapWaitsWhileSomebodyClearsThePagesTags() {
        Scenario plain = PLAIN.fork(A, B).then(ISOLATE).then(UNMAP).protect(A, V0, Prot.RW, true);
        Scenario clearing = plain.then(new Mprotect(B, V0, 1, Prot.RW, true)).then(new Mprotect.ClearTags(B));
        clearing.rejects(REMAP, Rejection.TAGS_LOCKED).then(new Mprotect.Entry(B)).then(REMAP).readsTag(A, V0, 0);
    }

    // ---- fork and zap

    @Test
    void forkOverAMigrationEntryProtectsParentAndChild() {
        Machine m = UNMAPPED.fork(A, B).machine();
        assertThat(m.mm(A).migration(V0)).isEqualTo(new Pte.Migration(P0, Kind.READ, true));
        assertThat(m.mm(B).migration(V0)).isEqualTo(new Pte.Migration(P0, Kind.READ, true));
        assertThat(m.migrations(P0)).isEqualTo(2);
    }

    @Test
    void parentAndChildGetTheSameDestination() {
        Scenario both = UNMAPPED.fork(A, B).migrateTo(P0, P1).then(REMAP)
                .rejects(FINISH, Rejection.STILL_MIGRATING).then(new Migrate.Remap(B, V0)).then(FINISH);
        assertThat(both.machine().mappings(P1)).isEqualTo(2);
        both.readsTag(A, V0, 6).readsTag(B, V0, 6);
    }

    @Test
    void aWriteFaultCopiesWhatIsRemappedWhileTheOtherEntryMigrates() {
        Scenario one = UNMAPPED.fork(A, B).migrateTo(P0, P1).then(REMAP)
                .rejects(new Cow.Reuse(A, V0), Rejection.SHARED)
                .then(new Cow.Copy(A, V0, P2, false)).then(new Cow.Map(A)).stg(A, V0, 9);
        one.then(new Migrate.Remap(B, V0)).then(FINISH).readsTag(B, V0, 6).readsTag(A, V0, 9);
    }

    @Test
    void zapOfAMigrationEntryDropsTheEntryAlone() {
        Machine m = UNMAPPED.then(new Munmap(A, V0, 1)).rejects(REMAP, Rejection.NOT_MAPPED).zapAll(A).machine();
        assertThat(m.mm(A).ptes().has(V0)).isFalse();
        assertThat(m.references(P0)).isEqualTo(1);
    }

    @Test
    void aPageThatNobodyWantsAnyMoreIsFreedAtTheEnd() {
        Scenario gone = UNMAPPED.then(new Munmap(A, V0, 1)).zapAll(A);
        assertThat(gone.then(FINISH).machine()).isEqualTo(Scenario.boot().machine());
        assertThat(gone.migrateTo(P0, P1).then(FINISH).machine()).isEqualTo(Scenario.boot().machine());
        assertThat(gone.then(COPY).then(UNDO).then(FINISH).machine()).isEqualTo(Scenario.boot().machine());
    }

    // ---- failures

    @Test
    void withoutAFrameTheEntriesArePutBack() {
        Scenario back = UNMAPPED.fails(new Migrate.Copy(P0, null), Errno.ENOMEM).then(REMAP).then(FINISH);
        assertThat(back.machine()).isEqualTo(OWNER.machine().withFolio(P0, Folio.NEW.withDirty(true)));
    }

    @Test
    void aMoveThatFailsIsTriedAgainWithTheSameDestination() {
        Scenario failed = COPIED.fails(MOVE_BUSY, Errno.EAGAIN);
        assertThat(failed.machine()).isEqualTo(COPIED.machine());
        assertThat(failed.then(COPY).then(MOVE).machine()).isEqualTo(MOVED.machine());
    }

    @Test
    void aMoveFailsWhileACallHoldsThePage() {
        Scenario copying = SHARED.then(new Cow.Copy(B, V0, P2, false)).then(ISOLATE).then(UNMAP)
                .then(new Migrate.Unmap(B, V0)).then(COPY).fails(MOVE, Errno.EAGAIN);
        copying.fails(new Cow.Map(B), Errno.EAGAIN).then(MOVE)
                .then(REMAP).then(new Migrate.Remap(B, V0)).then(FINISH).readsTag(B, V0, 6);
        Scenario wanted = HALF.then(new SwapIn.Lookup(B, V0)).then(ISOLATE).then(UNMAP).then(COPY);
        wanted.fails(MOVE, Errno.EAGAIN).rejects(new SwapIn.Map(B), Rejection.FOLIO_LOCKED);
    }

    @Test
    void undoFreesTheDestinationAndThePageGoesBack() {
        Scenario undone = COPIED.rejects(REMAP, Rejection.NOT_MOVED).then(UNDO);
        assertThat(undone.machine()).isEqualTo(UNMAPPED.machine());
        undone.then(REMAP).stg(A, V0, 9).then(FINISH).readsTag(A, V0, 9);
    }

    @Test
    void migrationMayGiveUpBeforeAnythingIsUnmapped() {
        assertThat(ISOLATED.then(FINISH).machine()).isEqualTo(OWNER.machine());
    }

    // ---- the swap cache

    @Test
    void thePlaceInTheSwapCacheMovesWithThePage() {
        Machine m = HALF.then(ISOLATE).then(UNMAP).migrateTo(P0, P1).machine();
        assertThat(m.cachedAt(S0)).isEqualTo(P1);
        assertThat(m.folio(P0).cached()).isFalse();
        assertThat(m.references(P0)).isEqualTo(1);
        assertThat(m.references(P1)).isEqualTo(2);
    }

    @Test
    void aSwapEntryBesideTheMigrationEntryFindsTheDestination() {
        HALF.then(ISOLATE).then(UNMAP).migrateTo(P0, P1).then(REMAP).then(FINISH)
                .mapCached(B, V0).readsTag(B, V0, 6).reads(B, V0, 5)
                .shows(m -> m.mappings(P1), 2);
    }

    @Test
    void aPageThatNobodyMapsMigratesWithItsTagsStillDue() {
        Scenario ahead = OWNER.swapOut(A, V0, S0).then(new Readahead(S0, P0)).then(ISOLATE).migrateTo(P0, P1);
        assertThat(ahead.machine().page(P1).tagged()).isFalse();
        ahead.then(FINISH).mapCached(A, V0).readsTag(A, V0, 6);
    }

    @Test
    void swapoffWaitsForMigration() {
        Scenario leaving = HALF.then(ISOLATE).then(UNMAP).migrateTo(P0, P1).then(new Swapoff())
                .rejects(new Unuse(B, V0), Rejection.FOLIO_LOCKED).rejects(new FreeSwap(P1), Rejection.FOLIO_LOCKED);
        leaving.then(REMAP).then(FINISH).then(new Unuse(B, V0)).then(new FreeSwap(P1))
                .shows(m -> m.slot(S0).state(), SlotState.FREE).readsTag(B, V0, 6);
    }

    @Test
    void aDestinationLeftInTheSwapCacheStaysThereUntilItIsTakenOut() {
        Scenario left = BACK.then(ISOLATE).then(UNMAP).migrateTo(P0, P1).then(new Munmap(A, V0, 1)).zapAll(A);
        assertThat(left.then(FINISH).then(new FreeSwap(P1)).machine().free(P1)).isTrue();
    }

    @Test
    void reclaimAndMigrationLeaveEachOthersPagesAlone() {
        ISOLATED.rejects(new Reclaim.AddToSwap(P0, S0), Rejection.FOLIO_LOCKED)
                .rejects(new Reclaim.Unmap(A, V0, Alloc.OK, Alloc.OK), Rejection.NOT_ISOLATED)
                .rejects(new Reclaim.Putback(P0), Rejection.NOT_ISOLATED);
        OWNER.addToSwap(P0, S0).rejects(UNMAP, Rejection.NOT_ISOLATED).rejects(FINISH, Rejection.NOT_ISOLATED);
    }

    // ---- faults

    @Test
    void accessesAndFaultsWaitForTheRemap() {
        UNMAPPED.rejects(new Load(A, V0), Rejection.NOT_PRESENT)
                .rejects(new Stg(A, V0, 0, 9), Rejection.NOT_PRESENT)
                .rejects(new Fault(A, V0, true, P1), Rejection.POPULATED)
                .rejects(new SwapIn.Lookup(A, V0), Rejection.NOT_SWAPPED)
                .rejects(new Cow.Copy(A, V0, P1, false), Rejection.NOT_PRESENT);
    }

    @Test
    void aPageOfTheSwapCacheIsNotKeptByAWriteFaultWhileItMigrates() {
        Scenario back = BACK.fork(A, B).then(ISOLATE).then(new Migrate.Unmap(B, V0));
        back.rejects(new Cow.Reuse(A, V0), Rejection.SHARED);
    }

    // ---- what is refused

    @Override
    List<Row> refusals() {
        List<Row> rows = new ArrayList<>();
        rows.addAll(isolation());
        rows.addAll(entries());
        for (Op op : List.of(COPY, MOVE, MOVE_BUSY, UNDO, FINISH)) {
            rows.add(row(op, "p0 is free", Scenario.boot(), Rejection.PAGE_FREE));
            rows.add(row(op, "nobody has isolated it", OWNER, Rejection.NOT_ISOLATED));
            rows.add(row(op, "reclaim has isolated it", OWNER.addToSwap(P0, S0), Rejection.NOT_ISOLATED));
        }
        rows.addAll(copies());
        return rows;
    }

    private static List<Row> isolation() {
        Scenario writing = Scenario.boot(ASYNC).tagged(A, V0, P0).addToSwap(P0, S0).unmap(A, V0)
                .then(new Reclaim.Writeback(P0, Alloc.OK));
        Scenario bypass = OWNER.swapOut(A, V0, S0).then(new SwapIn.Lookup(A, V0)).then(new SwapIn.Read(A, P0, true));
        return List.of(
                row(ISOLATE, "p0 is free", Scenario.boot(), Rejection.PAGE_FREE),
                row(ISOLATE, "reclaim has it", OWNER.addToSwap(P0, S0), Rejection.FOLIO_LOCKED),
                row(ISOLATE, "migration has it", UNMAPPED, Rejection.FOLIO_LOCKED),
                row(new Migrate.Isolate(P1), "it is a destination", COPIED, Rejection.FOLIO_LOCKED),
                row(ISOLATE, "the device writes it", writing, Rejection.UNDER_WRITEBACK),
                row(ISOLATE, "it was read past the swap cache", bypass, Rejection.NOT_MAPPED),
                row(new Migrate.Isolate(P1), "it is a copy that nobody maps yet",
                        SHARED.then(new Cow.Copy(A, V0, P1, false)), Rejection.NOT_MAPPED));
    }

    private static List<Row> entries() {
        Scenario dying = SHARED.then(new Exit(A)).zapAll(A);
        Scenario clearing = PLAIN.then(ISOLATE).then(new Mprotect(A, V0, 1, Prot.RW, true));
        Scenario plain = PLAIN.fork(A, B).then(ISOLATE).then(UNMAP).protect(A, V0, Prot.RW, true);
        return List.of(
                row(UNMAP, "A is gone", dying, Rejection.NO_SUCH_MM),
                row(UNMAP, "nothing there", Scenario.boot(), Rejection.NOT_PRESENT),
                row(UNMAP, "a migration entry already", UNMAPPED, Rejection.NOT_PRESENT),
                row(UNMAP, "swapped", OWNER.swapOut(A, V0, S0), Rejection.NOT_PRESENT),
                row(UNMAP, "A clears the tags", clearing.then(new Mprotect.ClearTags(A)), Rejection.PTE_LOCKED),
                row(UNMAP, "A clears the tags of a page that nobody has isolated",
                        PLAIN.then(new Mprotect(A, V0, 1, Prot.RW, true)).then(new Mprotect.ClearTags(A)),
                        Rejection.PTE_LOCKED),
                row(UNMAP, "nobody has isolated the page", OWNER, Rejection.NOT_ISOLATED),
                row(UNMAP, "a destination, mapped again", REMAPPED, Rejection.NOT_ISOLATED),
                row(REMAP, "A is gone", dying, Rejection.NO_SUCH_MM),
                row(REMAP, "present", ISOLATED, Rejection.NOT_MIGRATING),
                row(REMAP, "swapped", OWNER.swapOut(A, V0, S0), Rejection.NOT_MIGRATING),
                row(REMAP, "nothing there, and no area", Scenario.boot(), Rejection.NOT_MIGRATING),
                row(REMAP, "the area is gone, and the copy has not moved",
                        COPIED.then(new Munmap(A, V0, 1)), Rejection.NOT_MAPPED),
                row(REMAP, "the copy has not moved", COPIED, Rejection.NOT_MOVED),
                row(REMAP, "B clears the page's tags",
                        plain.then(new Mprotect(B, V0, 1, Prot.RW, true)).then(new Mprotect.ClearTags(B)),
                        Rejection.TAGS_LOCKED));
    }

    private static List<Row> copies() {
        Scenario half = SHARED.then(ISOLATE).then(UNMAP);
        return List.of(
                row(new Migrate.Copy(P1, P2), "a destination", COPIED, Rejection.NOT_ISOLATED),
                row(COPY, "moved already", MOVED, Rejection.MOVED),
                row(COPY, "B still maps it", half, Rejection.STILL_MAPPED),
                row(new Migrate.Copy(P0, null), "B still maps it", half, Rejection.STILL_MAPPED),
                row(new Migrate.Copy(P0, P0), "B still maps it, and p0 is in use", half, Rejection.STILL_MAPPED),
                row(new Migrate.Copy(P0, P2), "copied to p1 already", COPIED, Rejection.COPIED),
                row(new Migrate.Copy(P0, null), "copied to p1 already", COPIED, Rejection.COPIED),
                row(COPY, "p1 in use", UNMAPPED.tagged(A, V1, P1), Rejection.PAGE_IN_USE),
                row(MOVE, "not copied", UNMAPPED, Rejection.NOT_COPIED),
                row(MOVE, "moved already", MOVED, Rejection.MOVED),
                row(UNDO, "not copied", UNMAPPED, Rejection.NOT_COPIED),
                row(UNDO, "moved already", MOVED, Rejection.MOVED),
                row(FINISH, "the copy has not moved", COPIED, Rejection.NOT_MOVED),
                row(FINISH, "an entry is left", MOVED, Rejection.STILL_MIGRATING),
                row(FINISH, "an entry is left, nothing copied", UNMAPPED, Rejection.STILL_MIGRATING),
                row(new Migrate.Finish(P1), "a destination", REMAPPED, Rejection.NOT_ISOLATED));
    }
}
