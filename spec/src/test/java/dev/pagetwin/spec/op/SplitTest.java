package dev.pagetwin.spec.op;

import static dev.pagetwin.spec.Scenario.A;
import static dev.pagetwin.spec.Scenario.B;
import static dev.pagetwin.spec.Scenario.P0;
import static dev.pagetwin.spec.Scenario.P1;
import static dev.pagetwin.spec.Scenario.P2;
import static dev.pagetwin.spec.Scenario.S0;
import static dev.pagetwin.spec.Scenario.S1;
import static dev.pagetwin.spec.Scenario.V0;
import static dev.pagetwin.spec.Scenario.V1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Scenario;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.FolioLock;
import dev.pagetwin.spec.state.Prot;
import java.util.List;
import org.junit.jupiter.api.Test;

class SplitTest extends PathTest {
    private static final Op SPLIT = new Split(P0, false);

    private static Scenario isolated() {
        return LargeTest.owner().migrateUnmap(A, V0).then(new Migrate.Unmap(A, V1));
    }

    private static Scenario remapped(Scenario s) {
        return s.then(new Migrate.Remap(A, V0)).then(new Migrate.Remap(A, V1));
    }

    @Test
    void eachPageKeepsWhatIsItsOwn() {
        Scenario s = remapped(isolated().then(SPLIT)).then(new Migrate.Finish(P0)).then(new Migrate.Finish(P1));
        s.reads(A, V0, 3).readsTag(A, V0, 5).reads(A, V1, 4).readsTag(A, V1, 6);
        assertThat(s.machine().folio(P1)).isEqualTo(Folio.NEW.withDirty(true));
    }

    @Test
    void eachPageOfTheSwapCacheKeepsItsSlot() {
        Scenario s = LargeTest.unmapped().putback(P0).then(new Migrate.Isolate(P0)).then(new Split(P1, false));
        Folio piece = Folio.NEW.withLock(FolioLock.MIGRATION).withDirty(true);
        s.shows(m -> m.folio(P0), piece.withSlot(S0)).shows(m -> m.folio(P1), piece.withSlot(S1));
        assertThat(s.machine().references(P1)).isEqualTo(2);
    }

    @Test
    void aPageThatNobodyMapsIsFreedWhenItIsUnlocked() {
        Machine m = LargeTest.owner().then(new Munmap(A, V0, 1)).zapAll(A).migrateUnmap(A, V1).then(SPLIT)
                .then(new Migrate.Finish(P0)).machine();
        assertThat(m.free(P0)).isTrue();
        assertThat(m.free(P1)).isFalse();
    }

    @Test
    void heldBySomebodyElseItStaysWholeAndIsMappedAgain() {
        Scenario s = isolated().fails(new Split(P0, true), Errno.EAGAIN);
        Scenario back = remapped(s).then(new Migrate.Finish(P0));
        back.shows(m -> m.folio(P1), Folio.of(1).withDirty(true)).readsTag(A, V1, 6);
        Scenario held = LargeTest.owner().fork(A, B).then(new Cow.Copy(B, V0, P2, false)).migrateUnmap(A, V0)
                .then(new Migrate.Unmap(A, V1)).then(new Migrate.Unmap(B, V0)).then(new Migrate.Unmap(B, V1));
        held.fails(SPLIT, Errno.EAGAIN);
    }

    @Override
    List<Row> refusals() {
        return List.of(
                row(SPLIT, "p0 is free", LargeTest.boot(), Rejection.PAGE_FREE),
                row(SPLIT, "nobody has isolated it", LargeTest.owner(), Rejection.NOT_ISOLATED),
                row(SPLIT, "copied", isolated().then(new Migrate.Copy(P0, P2)), Rejection.COPIED),
                row(SPLIT, "split already", isolated().then(SPLIT), Rejection.NOT_LARGE),
                row(SPLIT, "one page, still mapped", LargeTest.boot().then(new Mmap(A, V0, 1, Prot.RW, true))
                        .then(new Fault(A, V0, true, P0)).then(new Migrate.Isolate(P0)), Rejection.NOT_LARGE),
                row(SPLIT, "v1 still maps", LargeTest.owner().migrateUnmap(A, V0), Rejection.STILL_MAPPED));
    }
}
