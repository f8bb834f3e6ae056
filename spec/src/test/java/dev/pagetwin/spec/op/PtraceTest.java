package dev.pagetwin.spec.op;

import static dev.pagetwin.spec.Scenario.A;
import static dev.pagetwin.spec.Scenario.B;
import static dev.pagetwin.spec.Scenario.P0;
import static dev.pagetwin.spec.Scenario.S0;
import static dev.pagetwin.spec.Scenario.V0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.Scenario;
import dev.pagetwin.spec.state.Prot;
import java.util.List;
import org.junit.jupiter.api.Test;

class PtraceTest extends PathTest {
    private static final Op PEEK = new Ptrace.Peek(A, V0, 0);
    private static final Op POKE = new Ptrace.Poke(A, V0, 0, 7);
    private static final Op FINISH = new Ptrace.Finish(A);
    private static final Scenario OWNER = Scenario.boot().tagged(A, V0, P0).stg(A, V0, 6);
    private static final Scenario POKING = OWNER.then(POKE);

    private static Scenario area(Prot prot, boolean mte) {
        return Scenario.boot().then(new Mmap(A, V0, 1, prot, mte));
    }

    private static void peeks(Scenario s, int tag) {
        s.then(PEEK, new Result.Value(tag));
    }

    @Test
    void aTracerReadsWhatTheProgramStoredAlsoBehindAClosedEntry() {
        peeks(OWNER, 6);
        peeks(OWNER.protect(A, V0, Prot.NONE, false), 6);
    }

    @Test
    void theZeroPageAndAPageWithoutTagsReadAsZero() {
        peeks(area(Prot.RW, true).then(new ZeroPage.Fault(A, V0)), 0);
        peeks(Scenario.boot().untagged(A, V0, P0).protect(A, V0, Prot.NONE, true), 0);
    }

    @Test
    void whatTheTracerStoresTheProgramReads() {
        Scenario done = POKING.readsTag(A, V0, 7).then(FINISH).readsTag(A, V0, 7);
        assertThat(done.machine().folio(P0).dirty()).isTrue();
        assertThat(done.machine().references(P0)).isEqualTo(1);
    }

    @Test
    void inBetweenTheReferenceKeepsThePage() {
        Scenario marked = OWNER.then(new LazyFree.Mark(A, V0)).then(POKE);
        marked.fails(new LazyFree.Discard(A, V0, false), Errno.EBUSY).then(FINISH).readsTag(A, V0, 7);
    }

    @Test
    void afterwardsTheFolioIsDirtyAndStays() {
        Scenario done = OWNER.then(new LazyFree.Mark(A, V0)).then(POKE).then(FINISH);
        done.fails(new LazyFree.Discard(A, V0, false), Errno.EBUSY).readsTag(A, V0, 7);
    }

    @Test
    void whatReclaimHasTakenMeanwhileComesBackWithTheTag() {
        Scenario out = POKING.addToSwap(P0, S0).then(new Reclaim.Unmap(A, V0, Op.Alloc.OK, Op.Alloc.OK))
                .then(new Reclaim.Writeback(P0, Op.Alloc.OK))
                .rejects(FINISH, Rejection.FOLIO_LOCKED)
                .fails(new Reclaim.Drop(P0, false), Errno.EBUSY)
                .then(FINISH);
        out.then(new SwapIn.Lookup(A, V0)).then(new SwapIn.Map(A)).readsTag(A, V0, 7);
    }

    @Override
    List<Row> refusals() {
        Scenario boot = Scenario.boot();
        Scenario zero = area(Prot.RW, true).then(new ZeroPage.Fault(A, V0));
        Scenario untagged = boot.untagged(A, V0, P0);
        return List.of(
                row(new Ptrace.Peek(B, V0, 0), "no process B", OWNER, Rejection.NO_SUCH_MM),
                row(PEEK, "A forks", OWNER.then(new Fork(A, B)), Rejection.MMAP_LOCKED),
                row(PEEK, "no area", boot, Rejection.NOT_MAPPED),
                row(PEEK, "nothing there", area(Prot.RW, true), Rejection.NOT_PRESENT),
                row(PEEK, "swapped out", OWNER.swapOut(A, V0, S0), Rejection.NOT_PRESENT),
                row(PEEK, "an area without tags", untagged, Rejection.NOT_TAGGED),
                row(new Ptrace.Poke(B, V0, 0, 7), "no process B", OWNER, Rejection.NO_SUCH_MM),
                row(POKE, "another poke", POKING, Rejection.MMAP_LOCKED),
                row(POKE, "no area", boot, Rejection.NOT_MAPPED),
                row(POKE, "nothing there", area(Prot.RW, true), Rejection.NOT_PRESENT),
                row(POKE, "the zero page", zero, Rejection.NOT_ACCESSIBLE),
                row(POKE, "shared after fork", OWNER.fork(A, B), Rejection.NOT_ACCESSIBLE),
                row(POKE, "closed, and without tags",
                        untagged.protect(A, V0, Prot.NONE, false), Rejection.NOT_ACCESSIBLE),
                row(POKE, "an area without tags", untagged, Rejection.NOT_TAGGED),
                row(new Ptrace.Finish(B), "no process B", POKING, Rejection.NO_SUCH_MM),
                row(FINISH, "no poke", OWNER, Rejection.NO_SUCH_CALL),
                row(FINISH, "another call", OWNER.then(new Fork(A, B)), Rejection.NO_SUCH_CALL),
                row(FINISH, "under migration", POKING.then(new Migrate.Isolate(P0)), Rejection.FOLIO_LOCKED));
    }
}
