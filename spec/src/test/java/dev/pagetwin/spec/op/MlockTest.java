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

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Scenario;
import dev.pagetwin.spec.op.Madvise.Advice;
import dev.pagetwin.spec.op.Op.Alloc;
import dev.pagetwin.spec.state.Offset;
import dev.pagetwin.spec.state.Prot;
import java.util.List;
import org.junit.jupiter.api.Test;

class MlockTest extends PathTest {
    private static final Scenario BOOT = Scenario.from(Machine.boot(Scenario.BOUNDS.withOffsets(1)));
    private static final Scenario OWNER = BOOT.tagged(A, V0, P0).store(A, V0, 5).stg(A, V0, 6);
    private static final Op LOCK = new Mlock(A, V0, 1);
    private static final Scenario LOCKED = OWNER.then(LOCK);

    private static boolean locked(Scenario s, Op last) {
        return s.then(last).machine().mm(A).vmas().at(V0).locked();
    }

    @Test
    void anAreaStaysLockedUntilItIsUnlocked() {
        assertThat(locked(OWNER, LOCK)).isTrue();
        assertThat(locked(LOCKED, new Mprotect(A, V0, 1, Prot.RO, true))).isTrue();
        assertThat(locked(LOCKED, new Munlock(A, V0, 1))).isFalse();
    }

    @Test
    void aChildIsNotLockedAndReclaimTakesItsEntry() {
        Scenario child = LOCKED.fork(A, B).addToSwap(P0, S0).unmap(B, V0);
        assertThat(child.machine().mm(B).vmas().at(V0).locked()).isFalse();
        assertThat(child.machine().mm(A).present(V0)).isNotNull();
    }

    @Test
    void aMovedAreaIsLockedWhereItIsNow() {
        Scenario moved = LOCKED.then(new Mremap(A, V0, 1, 1, V2)).then(new Mremap.Entry(A, Alloc.OK));
        assertThat(moved.machine().mm(A).vmas().at(V2).locked()).isTrue();
        assertThat(moved.then(new Mmap(A, V0, 1, Prot.RW, true)).machine().mm(A).vmas().at(V0).locked()).isFalse();
    }

    @Test
    void aPageThatWasSwappedOutComesBackLocked() {
        Scenario back = OWNER.swapOut(A, V0, S0).then(LOCK).swapIn(A, V0, P1).readsTag(A, V0, 6);
        assertThat(new Reclaim.Isolate(P1).guard(back.machine())).isNull();
        Scenario isolated = back.then(new Reclaim.Isolate(P1));
        assertThat(new Reclaim.Unmap(A, V0, Alloc.OK, Alloc.OK).guard(isolated.machine()))
                .isEqualTo(Rejection.MLOCKED);
    }

    @Test
    void migrationAsksNobody() {
        assertThat(new Migrate.Unmap(A, V0).guard(LOCKED.then(new Migrate.Isolate(P0)).machine())).isNull();
    }

    @Override
    List<Row> refusals() {
        Op mark = new LazyFree.Mark(A, V0);
        Scenario file = BOOT.then(new Shmem.Mmap(A, V0, 1, Offset.of(0), Prot.RW, false))
                .then(new Shmem.Add(Offset.of(0), P0)).then(new Shmem.Fault(A, V0, true)).then(LOCK);
        Op unlock = new Munlock(A, V0, 1);
        return List.of(
                row(LOCK, "nothing mapped", BOOT, Rejection.NOT_MAPPED),
                row(new Mlock(A, V0, 2), "half of it mapped", OWNER, Rejection.NOT_MAPPED),
                row(new Mlock(A, V2, 2), "beyond the end", OWNER, Rejection.OUT_OF_RANGE),
                row(new Mlock(B, V0, 1), "no process B", OWNER, Rejection.NO_SUCH_MM),
                row(LOCK, "A forks", OWNER.then(new Fork(A, B)), Rejection.MMAP_LOCKED),
                row(unlock, "nothing mapped", BOOT, Rejection.NOT_MAPPED),
                row(new Munlock(A, V2, 2), "beyond the end", OWNER, Rejection.OUT_OF_RANGE),
                row(new Munlock(B, V0, 1), "no process B", OWNER, Rejection.NO_SUCH_MM),
                row(unlock, "A forks", OWNER.then(new Fork(A, B)), Rejection.MMAP_LOCKED),
                row(new Reclaim.Unmap(A, V0, Alloc.OK, Alloc.OK), "locked", LOCKED.addToSwap(P0, S0),
                        Rejection.MLOCKED),
                row(new Pageout.Unmap(A, V0), "locked", file.then(new Pageout.Isolate(P0)), Rejection.MLOCKED),
                row(new Madvise(A, V0, 2, Advice.DONTNEED), "its first page is locked",
                        LOCKED.tagged(A, V1, P1), Rejection.MLOCKED),
                row(new Madvise(A, V0, 1, Advice.PAGEOUT), "locked", LOCKED, Rejection.MLOCKED),
                row(mark, "locked", LOCKED, Rejection.MLOCKED),
                row(new LazyFree.Discard(A, V0, false), "locked since", OWNER.then(mark).then(LOCK),
                        Rejection.MLOCKED));
    }
}
