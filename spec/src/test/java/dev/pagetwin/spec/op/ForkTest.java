package dev.pagetwin.spec.op;

import static dev.pagetwin.spec.Scenario.A;
import static dev.pagetwin.spec.Scenario.B;
import static dev.pagetwin.spec.Scenario.C;
import static dev.pagetwin.spec.Scenario.P0;
import static dev.pagetwin.spec.Scenario.P1;
import static dev.pagetwin.spec.Scenario.S0;
import static dev.pagetwin.spec.Scenario.V0;
import static dev.pagetwin.spec.Scenario.V1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Scenario;
import dev.pagetwin.spec.op.Op.Alloc;
import dev.pagetwin.spec.state.Call.Forking;
import dev.pagetwin.spec.state.Call.ZapReason;
import dev.pagetwin.spec.state.Call.Zapping;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Va;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForkTest extends PathTest {
    private static final Scenario OWNER = Scenario.boot().tagged(A, V0, P0).stg(A, V0, 6);
    private static final Scenario SWAPPED = OWNER.swapOut(A, V0, S0);
    private static final Scenario FORKING = OWNER.then(new Fork(A, B));
    private static final Op ENTRY = new Fork.Entry(A, Alloc.OK);
    private static final Op ENTRY_FAILS = new Fork.Entry(A, Alloc.FAILS);

    @Test
    void theChildHasTheAreasAtOnceAndNothingStoredYet() {
        Machine m = FORKING.machine();

        assertThat(m.mm(B).vmas()).isEqualTo(m.mm(A).vmas());
        assertThat(m.mm(B).ptes().isEmpty()).isTrue();
        assertThat(m.mm(B).ghost().at(V0)).isEqualTo(m.nothingStored());
        assertThat(m.mm(A).call()).isEqualTo(new Forking(B, V0));
    }

    @Test
    void forkOfAnEmptyProcessIsOverAtOnce() {
        Machine m = Scenario.boot().then(new Mmap(A, V0, 3, Prot.RW, true)).then(new Fork(A, B)).machine();
        assertThat(m.mmapLocked(A)).isFalse();
        assertThat(m.mmapLocked(B)).isFalse();
    }

    @Test
    void aPresentEntryIsWriteProtectedOnBothSides() {
        Machine m = FORKING.then(ENTRY).machine();

        Pte.Present entry = new Pte.Present(P0, Prot.RO, true, true);
        assertThat(m.mm(A).ptes().get(V0)).isEqualTo(entry);
        assertThat(m.mm(B).ptes().get(V0)).isEqualTo(entry);
        assertThat(m.mm(B).ghost().at(V0)).isEqualTo(m.mm(A).ghost().at(V0));
        assertThat(m.mappings(P0)).isEqualTo(2);
    }

    @Test
    void aSwapEntryIsOneMoreUserOfItsSlot() {
        Machine m = SWAPPED.fork(A, B).machine();

        assertThat(m.users(S0)).isEqualTo(2);
        assertThat(m.mm(B).swap(V0)).isEqualTo(new Pte.Swap(S0, false));
        assertThat(m.mm(B).ghost().at(V0)).isEqualTo(m.mm(A).ghost().at(V0));
    }

    @Test
    void aClosedEntryStaysClosedInTheChild() {
        Machine m = OWNER.protect(A, V0, Prot.NONE, false).fork(A, B).machine();
        assertThat(m.mm(B).presentAt(V0).prot()).isEqualTo(Prot.NONE);
    }

    @Test
    void anEntryThatReclaimTakesInBetweenIsCopiedAsASwapEntry() {
        Machine m = FORKING.addToSwap(P0, S0).unmap(A, V0).then(ENTRY).machine();
        assertThat(m.users(S0)).isEqualTo(2);
        assertThat(m.mappings(P0)).isZero();
    }

    @Test
    void entriesAreCopiedInTheOrderOfAddresses() {
        Scenario s = OWNER.tagged(A, V1, P1).then(new Fork(A, B)).then(ENTRY);
        assertThat(s.machine().mm(A).call()).isEqualTo(new Forking(B, V1));
        assertThat(s.then(ENTRY).machine().mm(A).call()).isNull();
    }

    @Test
    void aCountThatCannotBeRaisedTearsTheChildDown() {
        Machine m = OWNER.tagged(A, V1, P1).swapOut(A, V1, S0).then(new Fork(A, B)).then(ENTRY)
                .fails(ENTRY_FAILS, Errno.ENOMEM).machine();

        assertThat(m.mm(A).call()).isNull();
        assertThat(m.mm(B).call()).isEqualTo(new Zapping(V0, Va.of(2), ZapReason.EXIT));
        assertThat(m.users(S0)).isEqualTo(1);
    }

    @Test
    void aChildWithoutEntriesIsGoneAtOnceWhenForkFails() {
        Machine m = SWAPPED.then(new Fork(A, B)).fails(ENTRY_FAILS, Errno.ENOMEM).machine();
        assertThat(m.alive(B)).isFalse();
    }

    @Override
    List<Row> refusals() {
        return List.of(
                row(new Fork(B, C), "no process B", OWNER, Rejection.NO_SUCH_MM),
                row(new Fork(B, A), "no process B, and A exists", OWNER, Rejection.NO_SUCH_MM),
                row(new Fork(A, C), "A forks", FORKING, Rejection.MMAP_LOCKED),
                row(new Fork(B, C), "B is being forked", FORKING, Rejection.MMAP_LOCKED),
                row(new Fork(A, B), "A forks, and B exists", FORKING, Rejection.MMAP_LOCKED),
                row(new Fork(A, B), "B exists", OWNER.fork(A, B), Rejection.MM_EXISTS),
                row(new Fork(A, A), "A is not its own child", OWNER, Rejection.MM_EXISTS),
                row(new Fork.Entry(B, Alloc.OK), "no process B", OWNER, Rejection.NO_SUCH_MM),
                row(ENTRY, "A has no call", OWNER, Rejection.NO_SUCH_CALL),
                row(ENTRY_FAILS, "A has no call", OWNER, Rejection.NO_SUCH_CALL),
                row(new Fork.Entry(B, Alloc.OK), "B is the child", FORKING, Rejection.NO_SUCH_CALL),
                row(ENTRY_FAILS, "the entry is present", FORKING, Rejection.CANNOT_FAIL));
    }
}
