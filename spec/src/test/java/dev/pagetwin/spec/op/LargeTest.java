package dev.pagetwin.spec.op;

import static dev.pagetwin.spec.Scenario.A;
import static dev.pagetwin.spec.Scenario.B;
import static dev.pagetwin.spec.Scenario.P0;
import static dev.pagetwin.spec.Scenario.P1;
import static dev.pagetwin.spec.Scenario.P2;
import static dev.pagetwin.spec.Scenario.P3;
import static dev.pagetwin.spec.Scenario.S0;
import static dev.pagetwin.spec.Scenario.S1;
import static dev.pagetwin.spec.Scenario.V0;
import static dev.pagetwin.spec.Scenario.V1;
import static dev.pagetwin.spec.Scenario.V2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Scenario;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.Page;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.SlotState;
import dev.pagetwin.spec.state.TagState;
import dev.pagetwin.spec.state.Tags;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LargeTest extends PathTest {
    private static final Op FAULT = new Large.Fault(A, V0, 1, P0);
    private static final Op SAVE_FAILS = new Large.WritebackFails(P0, 1);

    /** Room for folios of two pages. */
    static Scenario boot() {
        return Scenario.from(Machine.boot(Scenario.BOUNDS.withOrder(1)));
    }

    /** Two tagged pages in one folio, p0 and p1, each with data and tags of its own. */
    static Scenario owner() {
        return boot().then(new Mmap(A, V0, 2, Prot.RW, true)).then(FAULT)
                .store(A, V0, 3).stg(A, V0, 5).store(A, V1, 4).stg(A, V1, 6);
    }

    /** The same, unmapped for reclaim. */
    static Scenario unmapped() {
        return owner().addToSwap(P0, S0).unmap(A, V0).unmap(A, V1);
    }

    // ---- the folio of a page

    @Test
    void everyPageFindsItsFolio() {
        Machine m = owner().machine();
        assertThat(m.head(P1)).isEqualTo(P0);
        assertThat(m.folio(P1)).isSameAs(m.folio(P0));
        assertThat(m.pagesOf(P1)).containsExactly(P0, P1);
        assertThat(m.free(P1)).isFalse();
        assertThat(m.head(P3)).as("a free frame").isEqualTo(P3);
        assertThat(m.references(P1)).isEqualTo(2);
    }

    @Test
    void theLargestOrderThatHoldsThePageIsFound() {
        Bounds b = new Bounds(1, 8, 8, 8, 1, 2, 2, Scenario.SYNC).withOrder(2);
        Machine m = Machine.boot(b).withFolio(Pfn.of(4), Folio.of(2)).withFolio(P2, Folio.of(1));
        assertThat(b.pfns().stream().map(m::head).map(Pfn::index).toList()).containsExactly(0, 1, 2, 2, 4, 4, 4, 4);
    }

    @Test
    void anOrderThatNoFrameHoldsIsNoBound() {
        assertThatThrownBy(() -> Scenario.BOUNDS.withOrder(3)).hasMessageContaining("order=3");
        assertThatThrownBy(() -> Scenario.BOUNDS.withOrder(-1)).hasMessageContaining("order=-1");
    }

    // ---- fault and zap

    @Test
    void aFaultMapsEachPageWritableAndZeroed() {
        Machine m = boot().then(new Mmap(A, V0, 2, Prot.RW, true)).then(FAULT).machine();
        assertThat(m.mm(A).presentAt(V1)).isEqualTo(new Pte.Present(P1, Prot.RW, true, true));
        assertThat(m.page(P1)).isEqualTo(new Page(0, Tags.zero(2), TagState.TAGGED, true));
        assertThat(m.folio(P0)).isEqualTo(Folio.of(1));
        assertThat(boot().then(new Mmap(A, V0, 2, Prot.RW, false)).then(FAULT).machine().page(P1).tagged()).isFalse();
    }

    @Test
    void withoutFramesItFailsAndChangesNothing() {
        Scenario s = boot().then(new Mmap(A, V0, 2, Prot.RW, true));
        assertThat(s.fails(new Large.Fault(A, V0, 1, null), Errno.ENOMEM).machine()).isEqualTo(s.machine());
    }

    @Test
    void aPartlyMappedFolioStaysWholeUntilItsLastPageGoes() {
        Scenario half = owner().then(new Munmap(A, V0, 1)).zapAll(A);
        assertThat(half.machine().free(P0)).isFalse();
        half.reads(A, V1, 4).readsTag(A, V1, 6);
        Machine none = half.then(new Munmap(A, V1, 1)).zapAll(A).machine();
        assertThat(none.free(P0)).isTrue();
        assertThat(none.pages()).isEqualTo(boot().machine().pages());
    }

    @Test
    void aWriteFaultReusesAnExclusivePageOfALargeFolio() {
        owner().protect(A, V0, Prot.RO, true).protect(A, V0, Prot.RW, true).then(new Cow.Reuse(A, V0))
                .reads(A, V0, 3).readsTag(A, V0, 5);
    }

    @Test
    void theReferencesOfALargeFolioProveNothing() {
        Scenario half = owner().then(new Munmap(A, V1, 1)).zapAll(A).fork(A, B).then(new Exit(B)).zapAll(B);
        half.rejects(new Cow.Reuse(A, V0), Rejection.SHARED);
        Scenario copied = half.then(new Cow.Copy(A, V0, P2, false)).then(new Cow.Map(A));
        copied.reads(A, V0, 3).readsTag(A, V0, 5).shows(m -> m.free(P0), true);
    }

    // ---- swap

    @Test
    void eachPageHasASlotOfItsOwn() {
        Machine m = unmapped().machine();
        assertThat(m.mm(A).ptes().at(V1)).isEqualTo(new Pte.Swap(S1, true));
        assertThat(m.cachedAt(S1)).isEqualTo(P1);
        assertThat(m.slotOf(P1)).isEqualTo(S1);
        assertThat(m.references(P0)).as("two for the cache, one for the lock").isEqualTo(3);
    }

    @Test
    void theFolioGoesOutWholeAndComesBackPageByPage() {
        Scenario out = unmapped().write(P0).drop(P1);
        out.shows(m -> m.free(P0) && m.free(P1), true);
        Scenario back = out.swapIn(A, V1, P3).swapIn(A, V0, P1);
        back.reads(A, V0, 3).readsTag(A, V0, 5).reads(A, V1, 4).readsTag(A, V1, 6);
    }

    @Test
    void aFaultOnAFolioStillInTheSwapCacheMapsThatPageAlone() {
        Scenario s = unmapped().putback(P0).mapCached(A, V1);
        s.reads(A, V1, 4).readsTag(A, V1, 6).shows(m -> m.mm(A).swap(V0), new Pte.Swap(S0, true));
        s.rejects(new FreeSwap(P0), Rejection.SLOT_HAS_USERS);
    }

    @Test
    void aFolioLeavesTheSwapCacheOnceNoSlotOfItHasUsers() {
        Scenario s = unmapped().putback(P0).mapCached(A, V1).mapCached(A, V0).then(new FreeSwap(P1));
        s.shows(m -> m.folio(P0).cached(), false).shows(m -> m.slot(S1).state(), SlotState.RETURNING);
    }

    @Test
    void aSaveThatFailsInTheMiddleLosesNothing() {
        Scenario s = unmapped().fails(SAVE_FAILS, Errno.ENOMEM);
        s.shows(m -> m.folio(P0).dirty() && !m.folio(P0).locked(), true)
                .shows(m -> m.slot(S0).due().tagged(), false);
        s.then(new Reclaim.Isolate(P0)).write(P0).drop(P0).swapIn(A, V0, P0).readsTag(A, V0, 5);
    }

    // ---- migration

    @Test
    void migrationMovesPagesAndSlotsTogether() {
        Scenario s = unmapped().putback(P0).then(new Migrate.Isolate(P1)).migrateTo(P0, P2)
                .then(new Migrate.Finish(P0));
        s.shows(m -> m.cachedAt(S1), P3).shows(m -> m.free(P1), true);
        s.mapCached(A, V1).reads(A, V1, 4).readsTag(A, V1, 6);
    }

    @Test
    void anEntryIsRemappedToItsOwnPageOfTheDestination() {
        Scenario s = owner().migrateUnmap(A, V1).then(new Migrate.Unmap(A, V0)).migrateTo(P0, P2)
                .then(new Migrate.Remap(A, V1)).then(new Migrate.Remap(A, V0));
        s.rejects(new Migrate.Undo(P1), Rejection.MOVED).then(new Migrate.Finish(P1))
                .shows(m -> m.mm(A).presentAt(V1).page(), P3).readsTag(A, V1, 6).readsTag(A, V0, 5);
    }

    // ---- guards

    @Override
    List<Row> refusals() {
        Scenario empty = boot().then(new Mmap(A, V0, 2, Prot.RW, true));
        List<Row> rows = new ArrayList<>(List.of(
                row(new Large.Fault(B, V0, 1, P0), "no process B", boot(), Rejection.NO_SUCH_MM),
                row(FAULT, "A forks", owner().then(new Fork(A, B)), Rejection.MMAP_LOCKED),
                row(new Large.Fault(A, V2, 1, P0), "the range leaves A", empty, Rejection.OUT_OF_RANGE),
                row(new Large.Fault(A, V1, 1, P0), "not aligned, and v2 has no area", empty, Rejection.NOT_MAPPED),
                row(new Large.Fault(A, V1, 1, P0), "v1 is not aligned",
                        boot().then(new Mmap(A, V0, 3, Prot.RW, true)), Rejection.NOT_ALIGNED),
                row(FAULT, "two areas, the first read-only", boot().then(new Mmap(A, V0, 1, Prot.RO, true))
                        .then(new Mmap(A, V1, 1, Prot.RW, true)), Rejection.NOT_ONE_AREA),
                row(FAULT, "read-only, and p0 in use", boot().tagged(A, V2, P0)
                        .then(new Mmap(A, V0, 2, Prot.RO, true)), Rejection.NOT_PERMITTED),
                row(FAULT, "v1 is populated, and p0 in use", empty.then(new Fault(A, V1, true, P0)),
                        Rejection.POPULATED),
                row(new Large.Fault(A, V0, 1, P1), "p1 is not aligned", empty, Rejection.NOT_ALIGNED),
                row(FAULT, "p1 in use", empty.tagged(A, V2, P1), Rejection.PAGE_IN_USE)));
        rows.addAll(List.of(
                row(new Reclaim.AddToSwap(P0, S1), "s1 is not aligned", owner(), Rejection.NOT_ALIGNED),
                row(new Reclaim.AddToSwap(P0, S0), "s1 in use", owner().tagged(A, V2, P2).addToSwap(P2, S1),
                        Rejection.SLOT_IN_USE),
                row(new Reclaim.AddToSwap(P0, S0), "swapoff runs", owner().then(new Swapoff()), Rejection.SWAP_NOT_ON),
                row(new Migrate.Copy(P0, P1), "p1 is not aligned", owner().migrateUnmap(A, V0)
                        .then(new Migrate.Unmap(A, V1)), Rejection.NOT_ALIGNED),
                row(new Migrate.Copy(P0, P2), "v1 still maps", owner().migrateUnmap(A, V0), Rejection.STILL_MAPPED),
                row(new Migrate.Copy(P0, P2), "p3 in use", owner().tagged(A, V2, P3).migrateUnmap(A, V0)
                        .then(new Migrate.Unmap(A, V1)), Rejection.PAGE_IN_USE),
                row(SAVE_FAILS, "p0 is free", boot(), Rejection.PAGE_FREE),
                row(SAVE_FAILS, "nobody has isolated it", owner(), Rejection.NOT_ISOLATED),
                row(SAVE_FAILS, "v1 still maps", owner().addToSwap(P0, S0).unmap(A, V0), Rejection.STILL_MAPPED),
                row(SAVE_FAILS, "written", unmapped().write(P0), Rejection.CLEAN),
                row(SAVE_FAILS, "one page only", boot().tagged(A, V0, P0).addToSwap(P0, S0).unmap(A, V0),
                        Rejection.CANNOT_FAIL),
                row(SAVE_FAILS, "no tags", boot().then(new Mmap(A, V0, 2, Prot.RW, false)).then(FAULT)
                        .addToSwap(P0, S0).unmap(A, V0).unmap(A, V1), Rejection.CANNOT_FAIL)));
        return rows;
    }
}
