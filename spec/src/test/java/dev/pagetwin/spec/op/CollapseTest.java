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
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.FolioLock;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CollapseTest extends PathTest {
    private static final Op BEGIN = new Collapse(A, V0, 1, P2, false);
    private static final Op COPY = new Collapse.Copy(A);
    private static final Op INSTALL = new Collapse.Install(A);
    private static final Op ABORT = new Collapse.Abort(A);

    /** p0 at v0, with data and tags; nothing at v1. */
    private static Scenario one() {
        return LargeTest.boot().then(new Mmap(A, V0, 2, Prot.RW, true)).then(new Fault(A, V0, true, P0))
                .store(A, V0, 3).stg(A, V0, 5);
    }

    private static Scenario two() {
        return one().then(new Fault(A, V1, true, P1)).stg(A, V1, 6);
    }

    @Test
    void thePagesAreCopiedWithTheirTagsAndFreed() {
        Scenario s = two().then(BEGIN).then(COPY).then(INSTALL);
        s.reads(A, V0, 3).readsTag(A, V0, 5).readsTag(A, V1, 6)
                .shows(m -> m.folio(P3), Folio.of(1)).shows(m -> m.free(P0) && m.free(P1), true);
    }

    @Test
    void aHoleIsZeroedAndUntaggedUntilItIsMapped() {
        Scenario copied = one().then(BEGIN).then(COPY);
        copied.shows(m -> m.page(P3), copied.machine().blank());
        copied.then(INSTALL).reads(A, V1, 0).readsTag(A, V1, 0)
                .shows(m -> m.mm(A).presentAt(V1), new Pte.Present(P3, Prot.RW, true, true));
    }

    @Test
    void theZeroPageIsAHole() {
        Scenario s = one().then(new ZeroPage.Fault(A, V1)).then(BEGIN).then(COPY).then(INSTALL);
        s.reads(A, V1, 0).readsTag(A, V0, 5).readsTag(A, V1, 0)
                .shows(m -> m.mm(A).presentAt(V1), new Pte.Present(P3, Prot.RW, true, true));
        LargeTest.boot().then(new Mmap(A, V0, 2, Prot.RW, true)).then(new ZeroPage.Fault(A, V0))
                .rejects(BEGIN, Rejection.NOT_PRESENT);
    }

    @Test
    void nobodyReachesTheRangeMeanwhile() {
        Scenario begun = two().then(BEGIN);
        begun.rejects(new Store(A, V0, 1), Rejection.PTE_LOCKED)
                .rejects(new Ldg(A, V1, 0), Rejection.PTE_LOCKED)
                .rejects(new Migrate.Unmap(A, V0), Rejection.PTE_LOCKED)
                .rejects(new Reclaim.AddToSwap(P0, S0), Rejection.FOLIO_LOCKED);
        assertThat(begun.machine().folio(P0).lock()).isEqualTo(FolioLock.COLLAPSE);
    }

    @Test
    void abortedItLeavesEverythingAsItWas() {
        assertThat(two().then(BEGIN).then(COPY).then(ABORT).machine()).isEqualTo(two().machine());
        assertThat(one().then(BEGIN).then(ABORT).machine()).isEqualTo(one().machine());
    }

    @Test
    void aPageThatSomebodyElseHoldsIsNotCollapsed() {
        Scenario s = two();
        assertThat(s.fails(new Collapse(A, V0, 1, P2, true), Errno.EBUSY).machine()).isEqualTo(s.machine());
        assertThat(s.fails(new Collapse(A, V0, 1, null, false), Errno.ENOMEM).machine()).isEqualTo(s.machine());
        Scenario copying = one().fork(A, B).then(new Cow.Copy(B, V0, P1, false));
        copying.fails(BEGIN, Errno.EBUSY);
    }

    @Test
    void aSharedPageStaysWithWhoeverElseMapsIt() {
        Scenario s = one().fork(A, B).then(BEGIN).then(COPY).then(INSTALL).stg(A, V0, 9);
        s.readsTag(A, V0, 9).readsTag(B, V0, 5);
    }

    @Test
    void aPartOfALargeFolioIsCollapsedToo() {
        Machine m = LargeTest.owner().then(BEGIN).then(COPY).then(INSTALL).readsTag(A, V1, 6).machine();
        assertThat(m.free(P1)).isTrue();
    }

    @Override
    List<Row> refusals() {
        Scenario area = LargeTest.boot().then(new Mmap(A, V0, 2, Prot.RW, true));
        Scenario begun = one().then(BEGIN);
        List<Row> rows = new ArrayList<>(List.of(
                row(new Collapse(B, V0, 1, P2, false), "no process B", one(), Rejection.NO_SUCH_MM),
                row(BEGIN, "A collapses already", begun, Rejection.MMAP_LOCKED),
                row(new Collapse(A, V2, 1, P2, false), "the range leaves A", one(), Rejection.OUT_OF_RANGE),
                row(new Collapse(A, V1, 1, P2, false), "not aligned, and no area", one(), Rejection.NOT_MAPPED),
                row(new Collapse(A, V1, 1, P2, false), "v1 is not aligned",
                        LargeTest.boot().then(new Mmap(A, V0, 3, Prot.RW, true)), Rejection.NOT_ALIGNED),
                row(BEGIN, "two areas, one closed", LargeTest.boot().then(new Mmap(A, V0, 1, Prot.NONE, true))
                        .then(new Mmap(A, V1, 1, Prot.RW, true)), Rejection.NOT_ONE_AREA),
                row(BEGIN, "closed, and empty", LargeTest.boot().then(new Mmap(A, V0, 2, Prot.NONE, true)),
                        Rejection.NOT_PERMITTED),
                row(BEGIN, "nothing there", area, Rejection.NOT_PRESENT),
                row(BEGIN, "v0 swapped, p1 locked", two().swapOut(A, V0, S0).then(new Migrate.Isolate(P1)),
                        Rejection.NOT_PRESENT),
                row(BEGIN, "p1 locked, and p2 in use", two().tagged(A, V2, P2).then(new Migrate.Isolate(P1)),
                        Rejection.FOLIO_LOCKED),
                row(new Collapse(A, V0, 1, P1, false), "p1 is not aligned", one(), Rejection.NOT_ALIGNED),
                row(BEGIN, "p3 in use", one().tagged(A, V2, P3), Rejection.PAGE_IN_USE)));
        rows.addAll(List.of(
                row(new Collapse.Copy(B), "no process B", begun, Rejection.NO_SUCH_MM),
                row(COPY, "A does not collapse", one(), Rejection.NO_SUCH_CALL),
                row(COPY, "copied", begun.then(COPY), Rejection.COPIED),
                row(new Collapse.Install(B), "no process B", begun, Rejection.NO_SUCH_MM),
                row(INSTALL, "A does not collapse", one(), Rejection.NO_SUCH_CALL),
                row(INSTALL, "not copied", begun, Rejection.NOT_COPIED),
                row(new Collapse.Abort(B), "no process B", begun, Rejection.NO_SUCH_MM),
                row(ABORT, "A does not collapse", one(), Rejection.NO_SUCH_CALL)));
        return rows;
    }
}
