package dev.pagetwin.spec.op;

import static dev.pagetwin.spec.Scenario.A;
import static dev.pagetwin.spec.Scenario.B;
import static dev.pagetwin.spec.Scenario.P0;
import static dev.pagetwin.spec.Scenario.P1;
import static dev.pagetwin.spec.Scenario.S0;
import static dev.pagetwin.spec.Scenario.V0;
import static dev.pagetwin.spec.Scenario.V1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Scenario;
import dev.pagetwin.spec.op.Op.Alloc;
import dev.pagetwin.spec.state.Slot;
import dev.pagetwin.spec.state.SlotState;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZapTest extends PathTest {
    private static final Scenario OWNER = Scenario.boot().tagged(A, V0, P0).stg(A, V0, 6);
    private static final Op ZAP = new Zap(A);

    @Test
    void theLastMappingTakesThePageAlong() {
        Machine m = OWNER.then(new Munmap(A, V0, 1)).then(ZAP).machine();
        assertThat(m).isEqualTo(Scenario.boot().machine());
    }

    @Test
    void entriesGoInTheOrderOfAddresses() {
        Scenario s = OWNER.tagged(A, V1, P1).then(new Munmap(A, V0, 2)).then(ZAP);
        assertThat(s.machine().mm(A).ptes().keys()).containsExactly(V1);
        assertThat(s.then(ZAP).machine().mm(A).call()).isNull();
    }

    @Test
    void aSharedPageStays() {
        Machine m = OWNER.fork(A, B).then(new Munmap(A, V0, 1)).then(ZAP).machine();
        assertThat(m.mappings(P0)).isEqualTo(1);
        assertThat(m.free(P0)).isFalse();
    }

    @Test
    void theEntryHandsItsDirtinessToTheFolio() {
        Machine m = OWNER.fork(A, B).then(new Munmap(A, V0, 1)).then(ZAP).machine();
        assertThat(m.folio(P0).dirty()).isTrue();
    }

    @Test
    void aSlotWithUsersLeftKeepsWhatIsDue() {
        Scenario shared = OWNER.swapOut(A, V0, S0).fork(A, B);
        Machine m = shared.then(new Munmap(A, V0, 1)).then(ZAP).machine();
        assertThat(m.slot(S0)).isEqualTo(shared.machine().slot(S0));
        assertThat(m.users(S0)).isEqualTo(1);
    }

    @Test
    void theLastUserOfASlotTakesItsUnmappedCachedPageAlong() {
        Scenario ahead = OWNER.swapOut(A, V0, S0).then(new Readahead(S0, P1));
        Machine m = ahead.then(new Munmap(A, V0, 1)).then(ZAP).machine();
        assertThat(m.free(P1)).isTrue();
        assertThat(m.slot(S0)).isEqualTo(Slot.free(2).withState(SlotState.RETURNING));
    }

    @Test
    void theLastUserOfASlotLeavesACachedPageThatIsMapped() {
        Scenario half = OWNER.fork(A, B).addToSwap(P0, S0).unmap(A, V0).putback(P0);
        Machine m = half.then(new Munmap(A, V0, 1)).then(ZAP).machine();
        assertThat(m.cachedAt(S0)).isEqualTo(P0);
        assertThat(m.users(S0)).isZero();
        assertThat(m.slot(S0).state()).isEqualTo(SlotState.IN_USE);
    }

    @Test
    void aPageUnderWritebackOutlivesItsLastUser() {
        Scenario writing = Scenario.boot(Scenario.ASYNC).tagged(A, V0, P0).addToSwap(P0, S0).unmap(A, V0)
                .then(new Reclaim.Writeback(P0, Alloc.OK));
        Machine m = writing.then(new Munmap(A, V0, 1)).then(ZAP).machine();
        assertThat(m.cachedAt(S0)).isEqualTo(P0);
    }

    @Override
    List<Row> refusals() {
        return List.of(
                row(new Zap(B), "no process B", OWNER, Rejection.NO_SUCH_MM),
                row(ZAP, "A has no call", OWNER, Rejection.NO_SUCH_CALL),
                row(ZAP, "A forks", OWNER.then(new Fork(A, B)), Rejection.NO_SUCH_CALL));
    }
}
