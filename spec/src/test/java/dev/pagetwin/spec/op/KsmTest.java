package dev.pagetwin.spec.op;

import static dev.pagetwin.spec.Scenario.A;
import static dev.pagetwin.spec.Scenario.B;
import static dev.pagetwin.spec.Scenario.P0;
import static dev.pagetwin.spec.Scenario.P1;
import static dev.pagetwin.spec.Scenario.P2;
import static dev.pagetwin.spec.Scenario.P3;
import static dev.pagetwin.spec.Scenario.S0;
import static dev.pagetwin.spec.Scenario.V0;
import static dev.pagetwin.spec.Scenario.V1;
import static dev.pagetwin.spec.Scenario.V2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Scenario;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Va;
import java.util.List;
import org.junit.jupiter.api.Test;

class KsmTest extends PathTest {
    private static final Op MERGE = new Ksm.Merge(A, V0, P1);
    private static final Op ZERO = new Ksm.MergeZero(A, V0);
    private static final Scenario TWO =
            Scenario.boot().untagged(A, V0, P0).store(A, V0, 5).untagged(A, V1, P1).store(A, V1, 5);
    private static final Scenario READY = protect(protect(TWO, V0), V1);
    private static final Scenario MERGED = READY.then(MERGE);

    private static Scenario protect(Scenario s, Va va) {
        return s.then(new Ksm.Protect(A, va, false));
    }

    @Test
    void protectMakesTheEntryReadOnlyAndTheFolioDirty() {
        Machine m = READY.rejects(new Store(A, V0, 6), Rejection.NOT_ACCESSIBLE).machine();
        assertThat(m.mm(A).presentAt(V0)).isEqualTo(new Pte.Present(P0, Prot.RO, false, false));
        assertThat(m.folio(P0).dirty()).isTrue();
    }

    @Test
    void equalPagesBecomeOne() {
        Machine m = MERGED.reads(A, V0, 5).reads(A, V1, 5).machine();
        assertThat(m.free(P0)).isTrue();
        assertThat(m.mappings(P1)).isEqualTo(2);
        assertThat(m.folio(P1).dirty()).isTrue();
    }

    @Test
    void aWritePartsThemAgain() {
        Scenario parted = MERGED.then(new Cow.Copy(A, V0, P0, false)).then(new Cow.Map(A)).store(A, V0, 9);
        parted.reads(A, V0, 9).reads(A, V1, 5);
    }

    @Test
    void aMergedPageIsSwappedOutForBoth() {
        Machine m = MERGED.addToSwap(P1, S0)
                .then(new Reclaim.Unmap(A, V0, Op.Alloc.OK, Op.Alloc.OK))
                .then(new Reclaim.Unmap(A, V1, Op.Alloc.OK, Op.Alloc.OK))
                .then(new Reclaim.Writeback(P1, Op.Alloc.OK))
                .then(new Reclaim.Drop(P1, false))
                .machine();
        assertThat(m.users(S0)).isEqualTo(2);
    }

    @Test
    void taggedPagesNeverMerge() {
        Scenario tagged = Scenario.boot().tagged(A, V0, P0).tagged(A, V1, P1)
                .then(new Ksm.Protect(A, V0, false)).then(new Ksm.Protect(A, V1, false));
        tagged.rejects(MERGE, Rejection.DIFFERENT);
        tagged.rejects(ZERO, Rejection.DIFFERENT);
        Scenario later = READY.protect(A, V0, Prot.RO, true);
        later.rejects(MERGE, Rejection.DIFFERENT);
        later.rejects(new Ksm.Merge(A, V1, P0), Rejection.DIFFERENT);
    }

    @Test
    void whoHoldsThePageStopsIt() {
        Scenario s = TWO.fails(new Ksm.Protect(A, V0, true), Errno.EBUSY);
        assertThat(s.machine()).isEqualTo(TWO.machine());
    }

    @Test
    void aPageThatItsMapperLetGoIsWantedAgainOnceItIsMerged() {
        Scenario merged = READY.then(new LazyFree.Mark(A, V1)).then(MERGE);
        merged.fails(new LazyFree.Discard(A, V0, false), Errno.EBUSY).reads(A, V0, 5);
    }

    @Test
    void zeroDataMayBecomeTheZeroPage() {
        Machine m = protect(Scenario.boot().untagged(A, V0, P0), V0).then(ZERO).reads(A, V0, 0).machine();
        assertThat(m.mm(A).zero(V0)).isEqualTo(new Pte.Zero(true, false));
        assertThat(m.free(P0)).isTrue();
    }

    @Override
    List<Row> refusals() {
        Scenario boot = Scenario.boot();
        Scenario locked = READY.then(new Migrate.Isolate(P0));
        Scenario large = LargeTest.boot().then(new Mmap(A, V0, 2, Prot.RW, false)).then(new Large.Fault(A, V0, 1, P0));
        Op protect = new Ksm.Protect(A, V0, false);
        return List.of(
                row(protect, "a page of a large folio", large, Rejection.LARGE),
                row(MERGE, "a page of a large folio", large, Rejection.LARGE),
                row(new Ksm.Merge(A, V2, P0), "the other is of a large folio", large.untagged(A, V2, P2), Rejection.LARGE),
                row(ZERO, "a page of a large folio", large, Rejection.LARGE),
                row(new Ksm.Protect(B, V0, false), "no process B", TWO, Rejection.NO_SUCH_MM),
                row(protect, "A forks", TWO.then(new Fork(A, B)), Rejection.MMAP_LOCKED),
                row(protect, "no area", boot, Rejection.NOT_MAPPED),
                row(protect, "nothing there", boot.then(new Mmap(A, V0, 1, Prot.RW, false)), Rejection.NOT_PRESENT),
                row(protect, "under migration", TWO.then(new Migrate.Isolate(P0)), Rejection.FOLIO_LOCKED),
                row(new Ksm.Merge(B, V0, P1), "no process B", READY, Rejection.NO_SUCH_MM),
                row(MERGE, "A forks", READY.then(new Fork(A, B)), Rejection.MMAP_LOCKED),
                row(MERGE, "no area", boot, Rejection.NOT_MAPPED),
                row(MERGE, "swapped out", TWO.swapOut(A, V0, S0), Rejection.NOT_PRESENT),
                row(new Ksm.Merge(A, V0, P2), "p2 is free", READY, Rejection.PAGE_FREE),
                row(new Ksm.Merge(A, V0, P0), "its own page", READY, Rejection.MERGED),
                row(new Ksm.Merge(A, V0, P2), "nobody maps p2",
                        READY.untagged(A, V2, P3).swapOut(A, V2, S0).then(new Readahead(S0, P2)),
                        Rejection.NOT_MAPPED),
                row(MERGE, "under migration", locked, Rejection.FOLIO_LOCKED),
                row(new Ksm.Merge(A, V1, P0), "the other under migration", locked, Rejection.FOLIO_LOCKED),
                row(MERGE, "still writable", TWO, Rejection.WRITABLE),
                row(MERGE, "the other still writable", protect(TWO, V0), Rejection.WRITABLE),
                row(MERGE, "different data",
                        protect(protect(TWO.store(A, V0, 6), V0), V1), Rejection.DIFFERENT),
                row(new Ksm.MergeZero(B, V0), "no process B", READY, Rejection.NO_SUCH_MM),
                row(ZERO, "A forks", READY.then(new Fork(A, B)), Rejection.MMAP_LOCKED),
                row(ZERO, "no area", boot, Rejection.NOT_MAPPED),
                row(ZERO, "swapped out", TWO.swapOut(A, V0, S0), Rejection.NOT_PRESENT),
                row(ZERO, "under migration", locked, Rejection.FOLIO_LOCKED),
                row(ZERO, "still writable", TWO, Rejection.WRITABLE),
                row(ZERO, "data", READY, Rejection.DIFFERENT));
    }
}
