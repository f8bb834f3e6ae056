package dev.pagetwin.spec.op;

import static dev.pagetwin.spec.Scenario.A;
import static dev.pagetwin.spec.Scenario.P0;
import static dev.pagetwin.spec.Scenario.P1;
import static dev.pagetwin.spec.Scenario.P2;
import static dev.pagetwin.spec.Scenario.V0;
import static dev.pagetwin.spec.Scenario.V1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Scenario;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.FolioLock;
import dev.pagetwin.spec.state.Prot;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoftOfflineTest extends PathTest {
    private static final Op OFFLINE = new SoftOffline(P0);
    private static final Scenario OWNER = Scenario.boot().tagged(A, V0, P0).store(A, V0, 5).stg(A, V0, 6);
    private static final Scenario UNMAPPED = OWNER.then(new Migrate.Isolate(P0)).then(new Migrate.Unmap(A, V0));
    private static final Scenario MOVED = UNMAPPED.then(new Migrate.Copy(P0, P1)).then(new Migrate.Move(P0, false));
    private static final Scenario OUT = MOVED.then(new Migrate.Remap(A, V0)).then(OFFLINE);

    @Test
    void thePageHasMovedWithItsTags() {
        OUT.reads(A, V0, 5).readsTag(A, V0, 6);
        assertThat(OUT.machine().folio(P1).lock()).isEqualTo(FolioLock.NONE);
    }

    @Test
    void theFrameIsBlankAndNeverHandedOutAgain() {
        Machine m = OUT.machine();
        assertThat(m.folio(P0)).isEqualTo(Folio.NEW.withLock(FolioLock.OFFLINE));
        assertThat(m.page(P0)).isEqualTo(m.blank());
        Scenario more = OUT.then(new Mmap(A, V1, 1, Prot.RW, true));
        more.rejects(new Fault(A, V1, true, P0), Rejection.PAGE_IN_USE);
        more.rejects(new Migrate.Isolate(P0), Rejection.FOLIO_LOCKED);
        more.rejects(new Reclaim.Putback(P0), Rejection.NOT_ISOLATED);
    }

    @Override
    List<Row> refusals() {
        Scenario large = LargeTest.owner().then(new Migrate.Isolate(P0)).then(new Migrate.Unmap(A, V0))
                .then(new Migrate.Unmap(A, V1)).then(new Migrate.Copy(P0, P2)).then(new Migrate.Move(P0, false));
        return List.of(
                row(new SoftOffline(P1), "an entry of the folio's other page is left",
                        large.then(new Migrate.Remap(A, V1)), Rejection.STILL_MIGRATING),
                row(new SoftOffline(P1), "free", OWNER, Rejection.PAGE_FREE),
                row(OFFLINE, "in use", OWNER, Rejection.NOT_ISOLATED),
                row(OFFLINE, "out of use already", OUT, Rejection.NOT_ISOLATED),
                row(OFFLINE, "not moved", UNMAPPED, Rejection.NOT_MOVED),
                row(OFFLINE, "an entry is left", MOVED, Rejection.STILL_MIGRATING));
    }
}
