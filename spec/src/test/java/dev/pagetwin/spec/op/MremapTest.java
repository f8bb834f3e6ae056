package dev.pagetwin.spec.op;

import static dev.pagetwin.spec.Scenario.A;
import static dev.pagetwin.spec.Scenario.B;
import static dev.pagetwin.spec.Scenario.P0;
import static dev.pagetwin.spec.Scenario.P1;
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
import dev.pagetwin.spec.state.Call.Moving;
import dev.pagetwin.spec.state.Call.ZapReason;
import dev.pagetwin.spec.state.Call.Zapping;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Vma;
import java.util.List;
import org.junit.jupiter.api.Test;

class MremapTest extends PathTest {
    private static final Scenario OWNER = Scenario.boot().tagged(A, V0, P0).stg(A, V0, 6);
    private static final Scenario SWAPPED = OWNER.swapOut(A, V0, S0);
    private static final Op MOVE = new Mremap(A, V0, 1, 1, V1);
    private static final Scenario MOVING = OWNER.then(MOVE);
    private static final Scenario TAKEN = OWNER.tagged(A, V1, P1).stg(A, V1, 3);
    private static final Scenario CLEARING = TAKEN.then(MOVE);
    private static final Scenario PAIR = Scenario.boot().then(new Mmap(A, V0, 2, Prot.RW, true))
            .then(new Fault(A, V0, true, P0)).then(new Fault(A, V1, true, P1)).stg(A, V1, 5);
    private static final Op ENTRY = new Mremap.Entry(A, Alloc.OK);
    private static final Op ENTRY_FAILS = new Mremap.Entry(A, Alloc.FAILS);
    private static final Op CLEAR = new Mremap.Clear(A);
    private static final Scenario WIDE = Scenario.from(Machine.boot(new Bounds(1, 4, 2, 1, 2, 16, 16, Scenario.SYNC)))
            .then(new Mmap(A, V0, 2, Prot.RW, true))
            .then(new Fault(A, V0, true, P0)).then(new Fault(A, V1, true, P1)).stg(A, V0, 5);
    private static final Scenario HALF =
            WIDE.then(new Mremap(A, V0, 2, 2, V2)).then(ENTRY).fails(ENTRY_FAILS, Errno.ENOMEM);

    // ---- where it is

    @Test
    void growingAddsAreasOfTheSameKindInWhichNothingIsStored() {
        Machine m = OWNER.then(new Mremap(A, V0, 1, 3, null)).machine();

        assertThat(m.mm(A).vmas().keys()).containsExactly(V0, V1, V2);
        assertThat(m.mm(A).vmas().at(V2)).isEqualTo(new Vma(Prot.RW, true));
        assertThat(m.mm(A).ghost().at(V2)).isEqualTo(m.nothingStored());
        assertThat(m.mm(A).call()).isNull();
    }

    @Test
    void shrinkingZapsTheTail() {
        Machine m = PAIR.then(new Mremap(A, V0, 2, 1, null)).machine();

        assertThat(m.mm(A).vmas().keys()).containsExactly(V0);
        assertThat(m.mm(A).call()).isEqualTo(new Zapping(V1, V1, ZapReason.MUNMAP));
    }

    @Test
    void theSameSizeInTheSamePlaceChangesNothing() {
        assertThat(PAIR.then(new Mremap(A, V0, 2, 2, null)).machine()).isEqualTo(PAIR.machine());
    }

    // ---- another place

    @Test
    void tagsAndDataMoveWithThePage() {
        Machine m = MOVING.then(ENTRY).then(new Ldg(A, V1, 0), new Result.Value(6)).machine();

        assertThat(m.mm(A).vmas().keys()).containsExactly(V1);
        assertThat(m.mm(A).ptes().keys()).containsExactly(V1);
        assertThat(m.mm(A).ghost().keys()).containsExactly(V1);
        assertThat(m.mm(A).ghost().at(V1)).isEqualTo(OWNER.machine().mm(A).ghost().at(V0));
        assertThat(m.mm(A).call()).isNull();
    }

    @Test
    void aSwapEntryMovesAsItIsAndTheTagsComeBackAtTheNewPlace() {
        Scenario moved = SWAPPED.then(MOVE).then(ENTRY);

        assertThat(moved.machine().mm(A).swap(V1)).isEqualTo(new Pte.Swap(S0, true));
        assertThat(moved.machine().users(S0)).isEqualTo(1);
        moved.swapIn(A, V1, P1).then(new Ldg(A, V1, 0), new Result.Value(6));
    }

    @Test
    void anEntryThatReclaimTakesInBetweenMovesAsASwapEntry() {
        Machine m = MOVING.addToSwap(P0, S0).unmap(A, V0).then(ENTRY).machine();
        assertThat(m.mm(A).swap(V1)).isEqualTo(new Pte.Swap(S0, true));
    }

    @Test
    void partOfAnAreaMovesAndTheRestStays() {
        Machine m = PAIR.then(new Mremap(A, V1, 1, 1, V2)).then(ENTRY).machine();

        assertThat(m.mm(A).vmas().keys()).containsExactly(V0, V2);
        assertThat(m.mm(A).ptes().keys()).containsExactly(V0, V2);
    }

    @Test
    void aMoveOfNothingIsOverAtOnce() {
        Machine m = Scenario.boot().then(new Mmap(A, V0, 1, Prot.RW, true)).then(MOVE).machine();

        assertThat(m.mm(A).call()).isNull();
        assertThat(m.mm(A).vmas().keys()).containsExactly(V1);
    }

    @Test
    void aMoveMayGrow() {
        Machine m = OWNER.then(new Mremap(A, V0, 1, 2, V1)).then(ENTRY).machine();

        assertThat(m.mm(A).vmas().keys()).containsExactly(V1, V2);
        assertThat(m.mm(A).ptes().keys()).containsExactly(V1);
    }

    @Test
    void aMoveMayShrinkAndThenClearsTheTailFirst() {
        Scenario shrinking = PAIR.then(new Mremap(A, V0, 2, 1, V2));
        assertThat(shrinking.machine().mm(A).vmas().keys()).containsExactly(V0);
        assertThat(shrinking.machine().mm(A).call()).isEqualTo(new Moving(V0, 2, V2, 1));

        Machine m = shrinking.then(CLEAR).then(ENTRY).machine();
        assertThat(m.mm(A).vmas().keys()).containsExactly(V2);
        assertThat(m.mm(A).ptes().keys()).containsExactly(V2);
        assertThat(m.free(P1)).isTrue();
    }

    // ---- onto an existing mapping

    @Test
    void whatLiesAtTheDestinationGoesFirst() {
        assertThat(CLEARING.machine().mm(A).vmas().has(V1)).isFalse();

        Machine m = CLEARING.then(CLEAR).then(ENTRY).then(new Ldg(A, V1, 0), new Result.Value(6)).machine();
        assertThat(m.mm(A).presentAt(V1).page()).isEqualTo(P0);
        assertThat(m.free(P1)).isTrue();
    }

    @Test
    void aSwapEntryAtTheDestinationGivesItsSlotBack() {
        Machine m = TAKEN.swapOut(A, V1, S0).then(MOVE).then(CLEAR).then(ENTRY).machine();
        assertThat(m.users(S0)).isZero();
    }

    @Test
    void anAreaWithNothingInItIsInNobodysWay() {
        Machine m = OWNER.then(new Mmap(A, V1, 1, Prot.RO, false)).then(MOVE).machine();
        assertThat(m.mm(A).call()).isEqualTo(new Moving(V0, 1, V1, 1).at(V0));
        assertThat(m.mm(A).vmas().at(V1)).isEqualTo(new Vma(Prot.RW, true));
    }

    // ---- failure

    @Test
    void withoutAPageTableNothingHasMoved() {
        Machine m = MOVING.fails(ENTRY_FAILS, Errno.ENOMEM).machine();
        assertThat(m).isEqualTo(OWNER.machine());
    }

    @Test
    void whatHasMovedMovesBack() {
        assertThat(HALF.machine().mm(A).call()).isEqualTo(new Moving(V2, 2, V0, 2, V2, true));
        assertThat(HALF.then(ENTRY).machine()).isEqualTo(WIDE.machine());
    }

    @Test
    void whatWasClearedStaysGoneWhenTheMoveFails() {
        Machine m = CLEARING.then(CLEAR).fails(ENTRY_FAILS, Errno.ENOMEM).machine();

        assertThat(m.mm(A).vmas().keys()).containsExactly(V0);
        assertThat(m.mm(A).call()).isNull();
        assertThat(m.free(P1)).isTrue();
    }

    @Test
    void whatWasCutOffStaysGoneWhenTheMoveFails() {
        Machine m = WIDE.then(new Mremap(A, V0, 2, 1, V2)).then(CLEAR).fails(ENTRY_FAILS, Errno.ENOMEM).machine();

        assertThat(m.mm(A).vmas().keys()).containsExactly(V0);
        assertThat(m.mm(A).ptes().keys()).containsExactly(V0);
        assertThat(m.mm(A).call()).isNull();
    }

    @Test
    void shrinkingInPlaceMayCutOffAnotherArea() {
        Scenario mixed = OWNER.then(new Mmap(A, V1, 1, Prot.RO, true));
        assertThat(mixed.then(new Mremap(A, V0, 2, 1, null)).machine().mm(A).vmas().keys()).containsExactly(V0);
    }

    @Override
    List<Row> refusals() {
        Scenario mixed = OWNER.then(new Mmap(A, V1, 1, Prot.RO, true));
        return List.of(
                row(new Mremap(B, V0, 1, 1, V1), "no process B", OWNER, Rejection.NO_SUCH_MM),
                row(MOVE, "A moves already", MOVING, Rejection.MMAP_LOCKED),
                row(new Mremap(A, V2, 2, 1, V0), "v3 is no page, v2 not mapped", OWNER, Rejection.OUT_OF_RANGE),
                row(new Mremap(A, V1, 1, 1, V0), "nothing at v1, v0 taken", OWNER, Rejection.NOT_MAPPED),
                row(new Mremap(A, V0, 2, 2, V1), "two areas, overlapping", mixed, Rejection.OVERLAPS),
                row(new Mremap(A, V0, 2, 3, null), "two areas", mixed, Rejection.NOT_ONE_AREA),
                row(new Mremap(A, V0, 1, 2, V2), "v3 is no page", OWNER, Rejection.OUT_OF_RANGE),
                row(new Mremap(A, V1, 1, 3, null), "v3 is no page", mixed, Rejection.OUT_OF_RANGE),
                row(new Mremap(A, V0, 1, 2, null), "v1 is in the way", mixed, Rejection.ALREADY_MAPPED),
                row(new Mremap(A, V0, 2, 2, V1), "onto itself", PAIR, Rejection.OVERLAPS),
                row(new Mremap(A, V1, 1, 2, V0), "onto itself as it grows", PAIR, Rejection.OVERLAPS),
                row(new Mremap.Clear(B), "no process B", OWNER, Rejection.NO_SUCH_MM),
                row(CLEAR, "A has no call", OWNER, Rejection.NO_SUCH_CALL),
                row(CLEAR, "nothing left to clear", MOVING, Rejection.NO_SUCH_CALL),
                row(new Mremap.Entry(B, Alloc.OK), "no process B", OWNER, Rejection.NO_SUCH_MM),
                row(ENTRY, "A has no call", OWNER, Rejection.NO_SUCH_CALL),
                row(ENTRY_FAILS, "A is not that far", CLEARING, Rejection.NO_SUCH_CALL),
                row(ENTRY_FAILS, "A goes back", HALF, Rejection.CANNOT_FAIL));
    }
}
