package dev.pagetwin.spec.op;

import static dev.pagetwin.spec.Scenario.A;
import static dev.pagetwin.spec.Scenario.ASYNC;
import static dev.pagetwin.spec.Scenario.AT_UNMAP;
import static dev.pagetwin.spec.Scenario.B;
import static dev.pagetwin.spec.Scenario.P0;
import static dev.pagetwin.spec.Scenario.P1;
import static dev.pagetwin.spec.Scenario.S0;
import static dev.pagetwin.spec.Scenario.S1;
import static dev.pagetwin.spec.Scenario.V0;
import static dev.pagetwin.spec.Scenario.V1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Scenario;
import dev.pagetwin.spec.op.Op.Alloc;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.FolioLock;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Slot;
import dev.pagetwin.spec.state.SlotState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReclaimTest extends PathTest {
    private static final Scenario OWNER = owner(Scenario.SYNC);
    private static final Scenario ISOLATED = OWNER.addToSwap(P0, S0);
    private static final Scenario UNMAPPED = ISOLATED.unmap(A, V0);
    private static final Scenario WRITTEN = UNMAPPED.write(P0);
    private static final Scenario WRITING =
            owner(ASYNC).addToSwap(P0, S0).unmap(A, V0).then(new Reclaim.Writeback(P0, Alloc.OK));
    private static final Op ADD = new Reclaim.AddToSwap(P0, S0);
    private static final Op ISOLATE = new Reclaim.Isolate(P0);
    private static final Op UNMAP = new Reclaim.Unmap(A, V0, Alloc.OK, Alloc.OK);
    private static final Op UNMAP_NO_COUNT = new Reclaim.Unmap(A, V0, Alloc.FAILS, Alloc.OK);
    private static final Op UNMAP_NO_TAGS = new Reclaim.Unmap(A, V0, Alloc.OK, Alloc.FAILS);
    private static final Op WRITE = new Reclaim.Writeback(P0, Alloc.OK);
    private static final Op WRITE_NO_TAGS = new Reclaim.Writeback(P0, Alloc.FAILS);
    private static final Op END = new Reclaim.EndWriteback(P0);
    private static final Op DROP = new Reclaim.Drop(P0, false);
    private static final Op DROP_BUSY = new Reclaim.Drop(P0, true);
    private static final Op PUTBACK = new Reclaim.Putback(P0);

    private static Scenario owner(Profile profile) {
        return Scenario.boot(profile).tagged(A, V0, P0).store(A, V0, 5).stg(A, V0, 6);
    }

    @Test
    void addToSwapLocksDirtiesAndTakesTheSlot() {
        Machine m = ISOLATED.machine();
        assertThat(m.folio(P0)).isEqualTo(new Folio(0, FolioLock.RECLAIM, null, true, false, S0));
        assertThat(m.slot(S0)).isEqualTo(Slot.free(2).withState(SlotState.IN_USE));
    }

    @Test
    void addToSwapWithoutASlotFailsAndChangesNothing() {
        Machine m = OWNER.fails(new Reclaim.AddToSwap(P0, null), Errno.ENOSPC).machine();
        assertThat(m).isEqualTo(OWNER.machine());
    }

    @Test
    void isolateLocksAPageThatIsCachedAlready() {
        Machine m = UNMAPPED.putback(P0).then(ISOLATE).machine();
        assertThat(m).isEqualTo(UNMAPPED.machine());
    }

    @Test
    void unmapMakesTheEntryAUserOfTheSlot() {
        Machine m = UNMAPPED.machine();
        assertThat(m.mm(A).swap(V0)).isEqualTo(new Pte.Swap(S0, true));
        assertThat(m.users(S0)).isEqualTo(1);
        assertThat(m.mappings(P0)).isZero();
    }

    @Test
    void unmapHandsTheEntrysDirtinessToTheFolio() {
        Scenario clean = WRITTEN.drop(P0).swapIn(A, V0, P0).then(ISOLATE);
        assertThat(clean.unmap(A, V0).machine().folio(P0).dirty()).as("clean entry, clean folio").isFalse();
        Scenario shared = OWNER.fork(A, B).addToSwap(P0, S0);
        assertThat(shared.unmap(A, V0).machine().folio(P0).dirty()).isTrue();
    }

    @Test
    void unmapThatFailsPutsTheOldEntryBack() {
        assertThat(ISOLATED.fails(UNMAP_NO_COUNT, Errno.ENOMEM).machine()).isEqualTo(ISOLATED.machine());
        Scenario atUnmap = owner(AT_UNMAP).addToSwap(P0, S0);
        assertThat(atUnmap.fails(UNMAP_NO_TAGS, Errno.ENOMEM).machine()).isEqualTo(atUnmap.machine());
    }

    @Test
    void writebackOnASynchronousDeviceLeavesTheFolioCleanAndLocked() {
        assertThat(WRITTEN.machine().folio(P0)).isEqualTo(new Folio(0, FolioLock.RECLAIM, null, false, false, S0));
    }

    @Test
    void writebackOnAnAsynchronousDeviceUnlocksWhileTheDeviceWrites() {
        assertThat(WRITING.machine().folio(P0)).isEqualTo(new Folio(0, FolioLock.NONE, null, false, true, S0));
        assertThat(WRITING.then(END).machine().folio(P0)).isEqualTo(new Folio(0, FolioLock.NONE, null, false, false, S0));
    }

    @Test
    void writebackThatCannotSaveTagsLeavesThePageDirtyInTheSwapCache() {
        Machine m = UNMAPPED.fails(WRITE_NO_TAGS, Errno.ENOMEM).machine();
        assertThat(m.folio(P0)).isEqualTo(new Folio(0, FolioLock.NONE, null, true, false, S0));
        assertThat(m.page(P0)).isEqualTo(OWNER.machine().page(P0).withExclusive(false));
        assertThat(m.mm(A).swap(V0)).isEqualTo(new Pte.Swap(S0, true));
    }

    @Test
    void writebackOfWhatNobodyWantsTakesItOutOfTheSwapCacheInstead() {
        Machine m = zappedWhileLocked().then(WRITE).machine();
        assertThat(m.free(P0)).isTrue();
        assertThat(m.slot(S0)).isEqualTo(Slot.free(2).withState(SlotState.RETURNING));
    }

    @Test
    void dropMovesDataAndTagsToTheSlot() {
        Machine m = WRITTEN.drop(P0).machine();
        assertThat(m.free(P0)).isTrue();
        assertThat(m.slot(S0)).isEqualTo(new Slot(SlotState.IN_USE, OWNER.machine().page(P0).withExclusive(false)));
    }

    @Test
    void dropOfAPageReadAheadAndNeverMappedKeepsTheTagsDue() {
        Scenario out = WRITTEN.drop(P0);
        Machine m = out.then(new Readahead(S0, P1)).then(new Reclaim.Isolate(P1)).drop(P1).machine();
        assertThat(m).isEqualTo(out.machine());
    }

    @Test
    void dropPutsThePageBackIfSomebodyHoldsIt() {
        Machine busy = WRITTEN.fails(DROP_BUSY, Errno.EBUSY).machine();
        assertThat(busy.folio(P0)).isEqualTo(new Folio(0, FolioLock.NONE, null, false, false, S0));

        Machine held = WRITTEN.then(new SwapIn.Lookup(A, V0)).fails(DROP, Errno.EBUSY).machine();
        assertThat(held.folio(P0)).isEqualTo(new Folio(0, FolioLock.NONE, null, false, false, S0));
    }

    @Test
    void putbackUnlocksAndNothingElse() {
        Machine m = ISOLATED.putback(P0).machine();
        assertThat(m.folio(P0)).isEqualTo(new Folio(0, FolioLock.NONE, null, true, false, S0));
        assertThat(m.mm(A)).isEqualTo(ISOLATED.machine().mm(A));
    }

    private static Scenario zappedWhileLocked() {
        return UNMAPPED.then(new Munmap(A, V0, 1)).zapAll(A);
    }

    @Override
    List<Row> refusals() {
        List<Row> rows = new ArrayList<>();
        rows.addAll(addsAndIsolates());
        rows.addAll(unmaps());
        rows.addAll(writes());
        rows.addAll(drops());
        return rows;
    }

    private static List<Row> addsAndIsolates() {
        Scenario cached = ISOLATED.putback(P0);
        Scenario held = OWNER.fork(A, B).then(new Cow.Copy(A, V0, P1, false));
        Scenario leaving = OWNER.then(new Swapoff());
        Scenario one = ISOLATED.putback(P0).tagged(A, V1, P1);
        return List.of(
                row(ADD, "p0 is free", Scenario.boot(), Rejection.PAGE_FREE),
                row(ADD, "isolated, and cached", ISOLATED, Rejection.FOLIO_LOCKED),
                row(ADD, "cached", cached, Rejection.CACHED),
                row(ADD, "cached, and swapoff runs", cached.then(new Swapoff()), Rejection.CACHED),
                row(new Reclaim.AddToSwap(P1, S0), "a copy that is not mapped yet", held, Rejection.NOT_MAPPED),
                row(new Reclaim.AddToSwap(P1, S0), "a copy, and swapoff runs",
                        held.then(new Swapoff()), Rejection.NOT_MAPPED),
                row(ADD, "swapoff runs", leaving, Rejection.SWAP_NOT_ON),
                row(ADD, "swap is off", leaving.then(new Swapoff.Finish()), Rejection.SWAP_NOT_ON),
                row(new Reclaim.AddToSwap(P0, null), "swapoff runs", leaving, Rejection.SWAP_NOT_ON),
                row(new Reclaim.AddToSwap(P1, S0), "s0 in use, and swapoff runs",
                        one.then(new Swapoff()), Rejection.SWAP_NOT_ON),
                row(new Reclaim.AddToSwap(P1, S0), "s0 in use", one, Rejection.SLOT_IN_USE),
                row(new Reclaim.AddToSwap(P1, S0), "s0 in the return cache",
                        OWNER.swapOut(A, V0, S0).swapIn(A, V0, P0).then(new FreeSwap(P0)).tagged(A, V1, P1),
                        Rejection.SLOT_IN_USE),
                row(ISOLATE, "p0 is free", Scenario.boot(), Rejection.PAGE_FREE),
                row(ISOLATE, "isolated already", ISOLATED, Rejection.FOLIO_LOCKED),
                row(ISOLATE, "not cached", OWNER, Rejection.NOT_CACHED),
                row(ISOLATE, "the device writes", WRITING, Rejection.UNDER_WRITEBACK));
    }

    private static List<Row> unmaps() {
        Scenario plain = Scenario.boot(AT_UNMAP).untagged(A, V0, P0);
        Scenario atUnmap = owner(AT_UNMAP).addToSwap(P0, S0);
        Scenario clearing = plain.then(new Mprotect(A, V0, 1, Prot.RW, true)).then(new Mprotect.ClearTags(A));
        Op neither = new Reclaim.Unmap(A, V0, Alloc.FAILS, Alloc.FAILS);
        return List.of(
                row(new Reclaim.Unmap(B, V0, Alloc.OK, Alloc.OK), "no process B", ISOLATED, Rejection.NO_SUCH_MM),
                row(UNMAP, "swapped already", UNMAPPED, Rejection.NOT_PRESENT),
                row(UNMAP, "not mapped", Scenario.boot(), Rejection.NOT_PRESENT),
                row(UNMAP, "A clears the page", clearing.addToSwap(P0, S0), Rejection.PTE_LOCKED),
                row(UNMAP, "A clears the page, and it is not isolated", clearing, Rejection.PTE_LOCKED),
                row(UNMAP, "not isolated", OWNER, Rejection.NOT_ISOLATED),
                row(UNMAP_NO_TAGS, "not isolated", owner(AT_UNMAP), Rejection.NOT_ISOLATED),
                row(UNMAP_NO_TAGS, "tags are saved at writeback", ISOLATED, Rejection.CANNOT_FAIL),
                row(UNMAP_NO_TAGS, "no tags to save", plain.addToSwap(P0, S0), Rejection.CANNOT_FAIL),
                row(neither, "the count fails before the tags are saved", atUnmap, Rejection.CANNOT_FAIL));
    }

    private static List<Row> writes() {
        Scenario plain = Scenario.boot().untagged(A, V0, P0).addToSwap(P0, S0).unmap(A, V0);
        Scenario atUnmap = owner(AT_UNMAP).addToSwap(P0, S0).unmap(A, V0);
        return List.of(
                row(WRITE, "p0 is free", Scenario.boot(), Rejection.PAGE_FREE),
                row(WRITE, "not isolated", OWNER, Rejection.NOT_ISOLATED),
                row(WRITE, "the device writes already", WRITING, Rejection.NOT_ISOLATED),
                row(WRITE, "still mapped", ISOLATED, Rejection.STILL_MAPPED),
                row(WRITE, "one of two entries left", OWNER.fork(A, B).addToSwap(P0, S0).unmap(A, V0),
                        Rejection.STILL_MAPPED),
                row(WRITE, "clean, and still mapped",
                        WRITTEN.putback(P0).mapCached(A, V0).then(ISOLATE), Rejection.STILL_MAPPED),
                row(WRITE, "clean", WRITTEN, Rejection.CLEAN),
                row(WRITE_NO_TAGS, "clean", WRITTEN, Rejection.CLEAN),
                row(WRITE_NO_TAGS, "no tags to save", plain, Rejection.CANNOT_FAIL),
                row(WRITE_NO_TAGS, "tags were saved at unmap", atUnmap, Rejection.CANNOT_FAIL),
                row(WRITE_NO_TAGS, "nobody wants it", zappedWhileLocked(), Rejection.CANNOT_FAIL),
                row(END, "p0 is free", Scenario.boot(), Rejection.PAGE_FREE),
                row(END, "the device is done", WRITTEN, Rejection.NOT_UNDER_WRITEBACK));
    }

    private static List<Row> drops() {
        return List.of(
                row(DROP, "p0 is free", Scenario.boot(), Rejection.PAGE_FREE),
                row(DROP, "not isolated", OWNER, Rejection.NOT_ISOLATED),
                row(DROP, "not isolated, but clean", WRITTEN.putback(P0), Rejection.NOT_ISOLATED),
                row(DROP, "still mapped, and dirty", ISOLATED, Rejection.STILL_MAPPED),
                row(DROP, "dirty", UNMAPPED, Rejection.DIRTY),
                row(DROP_BUSY, "dirty", UNMAPPED, Rejection.DIRTY),
                row(new Reclaim.AddToSwap(P0, S1), "written", WRITTEN, Rejection.FOLIO_LOCKED),
                row(PUTBACK, "p0 is free", Scenario.boot(), Rejection.PAGE_FREE),
                row(PUTBACK, "not isolated", OWNER, Rejection.NOT_ISOLATED));
    }
}
