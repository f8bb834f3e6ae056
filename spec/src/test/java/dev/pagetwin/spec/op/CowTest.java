package dev.pagetwin.spec.op;

import static dev.pagetwin.spec.Scenario.A;
import static dev.pagetwin.spec.Scenario.B;
import static dev.pagetwin.spec.Scenario.C;
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
import dev.pagetwin.spec.state.Call.Copying;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.SlotState;
import dev.pagetwin.spec.state.TagState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CowTest extends PathTest {
    private static final Scenario OWNER = Scenario.boot().tagged(A, V0, P0).store(A, V0, 5).stg(A, V0, 6);
    private static final Scenario SHARED = OWNER.fork(A, B);
    /** What a child has left: one owner, read-only, not marked as exclusive. */
    private static final Scenario LEFT = SHARED.then(new Exit(B)).zapAll(B);
    private static final Scenario LEFT_CACHED = LEFT.addToSwap(P0, S0).putback(P0);
    /** The exclusive page of one owner, back from swap, so that it is read-only and in the swap cache. */
    private static final Scenario BACK = OWNER.swapOut(A, V0, S0).swapIn(A, V0, P0);
    private static final Scenario WRITING = Scenario.boot(Scenario.ASYNC).tagged(A, V0, P0)
            .addToSwap(P0, S0).unmap(A, V0).then(new Reclaim.Writeback(P0, Alloc.OK)).mapCached(A, V0);
    private static final Op REUSE = new Cow.Reuse(A, V0);
    private static final Op COPY = new Cow.Copy(A, V0, P1, false);
    private static final Op COPY_BUSY = new Cow.Copy(A, V0, P1, true);
    private static final Op MAP = new Cow.Map(A);

    @Test
    void reuseOpensTheEntryOfTheSoleOwner() {
        Machine m = OWNER.protect(A, V0, Prot.RO, false).protect(A, V0, Prot.RW, false).then(REUSE).machine();
        assertThat(m.mm(A).presentAt(V0)).isEqualTo(new Pte.Present(P0, Prot.RW, true, true));
    }

    @Test
    void whatTheReferencesProveIsTakenOutOfTheSwapCacheAndIsExclusive() {
        Machine m = LEFT_CACHED.then(REUSE).machine();
        assertThat(m.folio(P0)).isEqualTo(Folio.NEW.withDirty(true));
        assertThat(m.slot(S0).state()).isEqualTo(SlotState.RETURNING);
        assertThat(m.page(P0).exclusive()).isTrue();
    }

    @Test
    void anExclusivePageStaysInTheSwapCache() {
        Machine m = BACK.then(REUSE).machine();
        assertThat(m.folio(P0)).isEqualTo(BACK.machine().folio(P0));
        assertThat(m.mm(A).presentAt(V0)).isEqualTo(new Pte.Present(P0, Prot.RW, true, true));
    }

    @Test
    void reuseOfAnExclusivePageDoesNotWaitForReclaimOrTheDeviceOrWhoeverPinnedIt() {
        BACK.then(new Reclaim.Isolate(P0)).then(REUSE);
        WRITING.then(REUSE);
        BACK.then(new Pin(A, V0, false)).then(REUSE);
    }

    @Test
    void forkTakesTheMarkAndACopyHasItsOwn() {
        assertThat(OWNER.machine().page(P0).exclusive()).isTrue();
        assertThat(SHARED.machine().page(P0).exclusive()).isFalse();
        Machine m = SHARED.then(COPY).then(MAP).machine();
        assertThat(m.page(P1).exclusive()).isTrue();
        assertThat(m.page(P0).exclusive()).as("B is alone, but nobody has proven it").isFalse();
    }

    @Test
    void copyTakesDataAndTagsAndHoldsBothPages() {
        Machine m = SHARED.then(COPY).machine();
        assertThat(m.page(P1)).isEqualTo(m.page(P0));
        assertThat(m.mm(A).call()).isEqualTo(new Copying(V0, P0, P1));
        assertThat(m.references(P1)).isEqualTo(1);
        assertThat(m.references(P0)).isEqualTo(3);
    }

    @Test
    void copyOfAPageWhoseTagsSomebodyClearsHasNoTags() {
        Scenario race = Scenario.boot().untagged(A, V0, P0).fork(A, B)
                .then(new Mprotect(B, V0, 1, Prot.RW, true)).then(new Mprotect.ClearTags(B));
        assertThat(race.then(COPY).machine().page(P1).tagState()).isEqualTo(TagState.UNTAGGED);
    }

    @Test
    void copyWithoutAFrameFailsAndChangesNothing() {
        assertThat(SHARED.fails(new Cow.Copy(A, V0, null, false), Errno.ENOMEM).machine()).isEqualTo(SHARED.machine());
    }

    @Test
    void aSoleOwnerCopiesIfSomebodyHoldsThePageForAMoment() {
        Machine m = LEFT_CACHED.then(COPY_BUSY).then(MAP).machine();
        assertThat(m.mm(A).presentAt(V0).page()).isEqualTo(P1);
        assertThat(m.free(P0)).isTrue();
        assertThat(m.slot(S0).state()).isEqualTo(SlotState.RETURNING);
    }

    @Test
    void mapPutsTheCopyInTheOriginalsPlace() {
        Machine m = SHARED.then(COPY).then(MAP).machine();
        assertThat(m.mm(A).presentAt(V0)).isEqualTo(new Pte.Present(P1, Prot.RW, true, true));
        assertThat(m.mm(A).call()).isNull();
        assertThat(m.mappings(P0)).isEqualTo(1);
        assertThat(m.folio(P0).dirty()).as("what the old entry knew").isTrue();
    }

    @Test
    void theSecondOwnerReusesWhatTheFirstLeft() {
        Scenario left = SHARED.then(COPY).rejects(new Cow.Reuse(B, V0), Rejection.SHARED).then(MAP);
        assertThat(left.reuse(B, V0).machine().mm(B).presentAt(V0).prot()).isEqualTo(Prot.RW);
    }

    @Test
    void mapGivesUpIfTheEntryIsNoLongerWhatItWas() {
        Scenario taken = SHARED.then(COPY).addToSwap(P0, S0).unmap(A, V0);
        Machine m = taken.fails(MAP, Errno.EAGAIN).machine();
        assertThat(m.mm(A).swap(V0)).isEqualTo(new Pte.Swap(S0, false));
        assertThat(m.free(P1)).isTrue();
        assertThat(m.free(P0)).isFalse();
    }

    @Override
    List<Row> refusals() {
        List<Row> rows = new ArrayList<>();
        rows.addAll(faults(REUSE));
        rows.addAll(faults(COPY));
        rows.addAll(faults(COPY_BUSY));
        rows.addAll(shared());
        rows.add(row(new Cow.Map(B), "no process B", OWNER, Rejection.NO_SUCH_MM));
        rows.add(row(MAP, "A has no call", SHARED, Rejection.NO_SUCH_CALL));
        rows.add(row(MAP, "A forks", OWNER.then(new Fork(A, B)), Rejection.NO_SUCH_CALL));
        return rows;
    }

    private static List<Row> faults(Op op) {
        Scenario closed = OWNER.protect(A, V0, Prot.NONE, false);
        Scenario opened = closed.then(new Mprotect(A, V0, 1, Prot.RW, false));
        Scenario dying = SHARED.then(new Exit(A)).zapAll(A);
        return List.of(
                row(op, "A is gone", dying, Rejection.NO_SUCH_MM),
                row(op, "A forks", OWNER.then(new Fork(A, B)), Rejection.MMAP_LOCKED),
                row(op, "A protects, and the entry is closed", opened, Rejection.MMAP_LOCKED),
                row(op, "no area", Scenario.boot(), Rejection.NOT_MAPPED),
                row(op, "the area is read-only", OWNER.protect(A, V0, Prot.RO, false), Rejection.NOT_PERMITTED),
                row(op, "the area is closed, and so is the entry", closed, Rejection.NOT_PERMITTED),
                row(op, "swapped, in a read-only area",
                        OWNER.swapOut(A, V0, S0).protect(A, V0, Prot.RO, false), Rejection.NOT_PERMITTED),
                row(op, "not populated",
                        Scenario.boot().then(new Mmap(A, V0, 1, Prot.RW, true)), Rejection.NOT_PRESENT),
                row(op, "swapped", OWNER.swapOut(A, V0, S0), Rejection.NOT_PRESENT),
                row(op, "the entry is writable already", OWNER, Rejection.NOT_ACCESSIBLE));
    }

    private static List<Row> shared() {
        Scenario half = SHARED.addToSwap(P0, S0).unmap(B, V0);
        Scenario three = SHARED.fork(A, C).then(new Exit(C)).zapAll(C);
        Scenario full = SHARED.tagged(A, V1, P1);
        return List.of(
                row(REUSE, "two processes map the page", SHARED, Rejection.SHARED),
                row(REUSE, "C is gone, B is there", three, Rejection.SHARED),
                row(REUSE, "reclaim has isolated the page", LEFT.addToSwap(P0, S0), Rejection.SHARED),
                row(REUSE, "B has a swap entry", half.putback(P0), Rejection.SHARED),
                row(REUSE, "two processes map the page, and it is cached",
                        SHARED.addToSwap(P0, S0).putback(P0), Rejection.SHARED),
                row(COPY, "exclusive", BACK, Rejection.EXCLUSIVE),
                row(COPY_BUSY, "exclusive, whoever holds it", BACK, Rejection.EXCLUSIVE),
                row(COPY, "one owner", LEFT, Rejection.EXCLUSIVE),
                row(new Cow.Copy(A, V0, P0, false), "one owner, and p0 in use", LEFT, Rejection.EXCLUSIVE),
                row(COPY, "p1 in use", full, Rejection.PAGE_IN_USE),
                row(new Cow.Copy(A, V0, P0, false), "p0 in use, as it is the original", SHARED, Rejection.PAGE_IN_USE),
                row(new Cow.Copy(B, V0, P2, true), "B protects",
                        SHARED.then(new Mprotect(B, V0, 1, Prot.RO, false)), Rejection.MMAP_LOCKED));
    }
}
