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
import java.util.List;
import org.junit.jupiter.api.Test;

class ExitTest extends PathTest {
    private static final Scenario OWNER = Scenario.boot().tagged(A, V0, P0);
    private static final Scenario SHARED = OWNER.fork(A, B);

    @Test
    void takesTheAreasAtOnceAndTheProcessWithItsLastEntry() {
        Scenario leaving = SHARED.then(new Exit(B));
        assertThat(leaving.machine().mm(B).vmas().isEmpty()).isTrue();
        assertThat(leaving.machine().writeLocked(B)).isTrue();

        Machine m = leaving.then(new Zap(B)).machine();
        assertThat(m.alive(B)).isFalse();
        assertThat(m.mappings(P0)).isEqualTo(1);
    }

    @Test
    void aProcessWithoutEntriesIsGoneAtOnce() {
        Machine m = Scenario.boot().fork(A, B).then(new Exit(A)).machine();
        assertThat(m.mms().keys()).containsExactly(B);
    }

    @Test
    void whoeverIsLeftIsTheLastWhileTheOthersAreTornDown() {
        SHARED.then(new Exit(A)).rejects(new Exit(B), Rejection.LAST_MM);
    }

    @Test
    void theParentIsTheLastWhileTheChildOfAFailedForkIsTornDown() {
        Scenario half = OWNER.tagged(A, V1, P1)
                .swapOut(A, V1, S0)
                .then(new Fork(A, B))
                .then(new Fork.Entry(A, Alloc.OK))
                .fails(new Fork.Entry(A, Alloc.FAILS), Errno.ENOMEM);
        half.rejects(new Exit(A), Rejection.LAST_MM);
    }

    @Override
    List<Row> refusals() {
        Scenario forking = OWNER.then(new Fork(A, B));
        Scenario unmapping = OWNER.then(new Munmap(A, V0, 1));
        return List.of(
                row(new Exit(B), "no process B", OWNER, Rejection.NO_SUCH_MM),
                row(new Exit(A), "A forks", forking, Rejection.MMAP_LOCKED),
                row(new Exit(B), "B is being forked", forking, Rejection.MMAP_LOCKED),
                row(new Exit(A), "A unmaps, and is the last", unmapping, Rejection.MMAP_LOCKED),
                row(new Exit(B), "B exits already", SHARED.then(new Exit(B)), Rejection.MMAP_LOCKED),
                row(new Exit(A), "A is the last", OWNER, Rejection.LAST_MM),
                row(new Exit(C), "no process C, and A is the last", OWNER, Rejection.NO_SUCH_MM));
    }
}
