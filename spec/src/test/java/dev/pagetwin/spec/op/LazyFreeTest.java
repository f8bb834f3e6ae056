package dev.pagetwin.spec.op;

import static dev.pagetwin.spec.Scenario.A;
import static dev.pagetwin.spec.Scenario.B;
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
import dev.pagetwin.spec.state.Content;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.SlotState;
import dev.pagetwin.spec.state.Tags;
import java.util.List;
import org.junit.jupiter.api.Test;

class LazyFreeTest extends PathTest {
    private static final Op MARK = new LazyFree.Mark(A, V0);
    private static final Op DISCARD = new LazyFree.Discard(A, V0, false);
    private static final Scenario OWNER = Scenario.boot().tagged(A, V0, P0).store(A, V0, 5).stg(A, V0, 6);
    private static final Scenario MARKED = OWNER.then(MARK);

    @Test
    void aMarkedPageIsCleanAndStillThere() {
        Machine m = MARKED.reads(A, V0, 5).readsTag(A, V0, 6).machine();
        assertThat(m.folio(P0).lazyFree()).isTrue();
        assertThat(m.folio(P0).dirty()).isFalse();
        assertThat(m.mm(A).presentAt(V0)).isEqualTo(new Pte.Present(P0, Prot.RW, true, false));
        assertThat(m.mm(A).ghost().at(V0).mayVanish()).isTrue();
    }

    @Test
    void itVanishesDataAndTagsTogether() {
        Scenario gone = MARKED.then(DISCARD);
        assertThat(gone.machine().free(P0)).isTrue();
        assertThat(gone.machine().mm(A).ghost().at(V0)).isEqualTo(Content.zero(2));
        gone.then(new Fault(A, V0, false, P0)).reads(A, V0, 0).readsTag(A, V0, 0);
    }

    @Test
    void aTagStoreKeepsIt() {
        Scenario kept = MARKED.stg(A, V0, 7).fails(DISCARD, Errno.EBUSY);
        kept.readsTag(A, V0, 7).reads(A, V0, 5).then(new Reclaim.AddToSwap(P0, S0));
    }

    @Test
    void aStoreKeepsItsTagsToo() {
        Scenario kept = MARKED.store(A, V0, 8).fails(DISCARD, Errno.EBUSY);
        assertThat(kept.machine().mm(A).ghost().at(V0)).isEqualTo(new Content(8, Tags.of((byte) 6, (byte) 0)));
        kept.rejects(DISCARD, Rejection.NOT_LAZY_FREE).readsTag(A, V0, 6);
    }

    @Test
    void whoeverHoldsItKeepsIt() {
        Machine m = MARKED.fails(new LazyFree.Discard(A, V0, true), Errno.EBUSY).readsTag(A, V0, 6).machine();
        assertThat(m.folio(P0).lazyFree()).isFalse();
    }

    @Test
    void aSwapEntryIsFreedAtOnce() {
        Machine m = OWNER.swapOut(A, V0, S0).then(MARK).machine();
        assertThat(m.mm(A).ptes().isEmpty()).isTrue();
        assertThat(m.mm(A).ghost().at(V0)).isEqualTo(Content.zero(2));
        assertThat(m.slot(S0).state()).isNotEqualTo(SlotState.IN_USE);
    }

    @Test
    void aPageOfTheSwapCacheLeavesIt() {
        Machine m = OWNER.addToSwap(P0, S0).putback(P0).then(MARK).machine();
        assertThat(m.folio(P0).cached()).isFalse();
        assertThat(m.folio(P0).lazyFree()).isTrue();
    }

    @Test
    void aPageThatIsBeingReclaimedIsPassedOver() {
        Machine m = OWNER.addToSwap(P0, S0).then(MARK).machine();
        assertThat(m.folio(P0).lazyFree()).isFalse();
        assertThat(m.folio(P0).cached()).isTrue();
    }

    @Test
    void aPageThatOthersMapIsPassedOver() {
        Machine m = OWNER.fork(A, B).then(MARK).machine();
        assertThat(m.folio(P0).lazyFree()).isFalse();
        assertThat(m.mm(B).ghost().at(V0).mayVanish()).isFalse();
    }

    @Test
    void nothingHappensWhereNothingIs() {
        Scenario area = Scenario.boot().then(new Mmap(A, V0, 1, Prot.RW, true));
        assertThat(area.then(MARK).machine()).isEqualTo(area.machine());
    }

    @Test
    void aChildInheritsWhatMayVanishAndLosesItAlone() {
        Scenario s = MARKED.fork(A, B).then(new LazyFree.Discard(B, V0, false));
        assertThat(s.machine().mm(B).ptes().isEmpty()).isTrue();
        s.readsTag(A, V0, 6);
    }

    @Test
    void forkAndMremapPassOverAnEntryThatIsDiscardedMeanwhile() {
        Machine forked = MARKED.then(new Fork(A, B)).then(DISCARD).then(new Fork.Entry(A, Alloc.OK)).machine();
        assertThat(forked.mm(A).call()).isNull();
        assertThat(forked.mm(B).ptes().isEmpty()).isTrue();
        Machine moved = MARKED.then(new Mremap(A, V0, 1, 1, V1)).then(DISCARD)
                .then(new Mremap.Entry(A, Alloc.OK)).machine();
        assertThat(moved.mm(A).call()).isNull();
        assertThat(moved.mm(A).ghost().at(V1)).isEqualTo(Content.zero(2));
    }

    @Test
    void migrationTakesTheMarkAlong() {
        Machine m = MARKED.then(new Migrate.Isolate(P0))
                .then(new Migrate.Unmap(A, V0))
                .then(new Migrate.Copy(P0, P1))
                .then(new Migrate.Move(P0, false))
                .then(new Migrate.Remap(A, V0))
                .then(new Migrate.Finish(P0))
                .readsTag(A, V0, 6)
                .machine();
        assertThat(m.folio(P1).lazyFree()).isTrue();
    }

    @Override
    List<Row> refusals() {
        Scenario boot = Scenario.boot();
        Scenario clearing = boot.untagged(A, V0, P0).then(MARK)
                .then(new Mprotect(A, V0, 1, Prot.RW, true)).then(new Mprotect.ClearTags(A));
        return List.of(
                row(new LazyFree.Mark(B, V0), "no process B", boot, Rejection.NO_SUCH_MM),
                row(MARK, "A forks", OWNER.then(new Fork(A, B)), Rejection.MMAP_LOCKED),
                row(MARK, "no area", boot, Rejection.NOT_MAPPED),
                row(new LazyFree.Discard(B, V0, false), "no process B", MARKED, Rejection.NO_SUCH_MM),
                row(DISCARD, "swapped out", OWNER.swapOut(A, V0, S0), Rejection.NOT_PRESENT),
                row(DISCARD, "its tags are being cleared", clearing, Rejection.PTE_LOCKED),
                row(DISCARD, "under migration", MARKED.then(new Migrate.Isolate(P0)), Rejection.FOLIO_LOCKED),
                row(DISCARD, "reclaim has it, and nobody let it go", OWNER.addToSwap(P0, S0), Rejection.FOLIO_LOCKED),
                row(DISCARD, "nobody let it go", OWNER, Rejection.NOT_LAZY_FREE),
                row(new Reclaim.AddToSwap(P0, S0), "A let it go", MARKED, Rejection.LAZY_FREE));
    }
}
