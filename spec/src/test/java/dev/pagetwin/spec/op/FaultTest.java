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
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.Page;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.TagState;
import dev.pagetwin.spec.state.Tags;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultTest extends PathTest {
    private static final Op READ = new Fault(A, V0, false, P0);
    private static final Op WRITE = new Fault(A, V0, true, P0);

    @Test
    void aWriteMapsAZeroedPageWritableAndDirty() {
        Machine m = area(Prot.RW, true).then(WRITE).machine();
        assertThat(m.mm(A).presentAt(V0)).isEqualTo(new Pte.Present(P0, Prot.RW, true, true));
        assertThat(m.page(P0)).isEqualTo(new Page(0, Tags.zero(2), TagState.TAGGED, true));
        assertThat(m.folio(P0)).isEqualTo(Folio.NEW);
    }

    @Test
    void aReadMapsItReadOnlyAndClean() {
        Machine m = area(Prot.RW, true).then(READ).machine();
        assertThat(m.mm(A).presentAt(V0)).isEqualTo(new Pte.Present(P0, Prot.RO, true, false));
    }

    @Test
    void anUntaggedAreaGetsAPageWithoutTags() {
        Machine m = area(Prot.RW, false).then(WRITE).machine();
        assertThat(m.page(P0).tagState()).isEqualTo(TagState.UNTAGGED);
        assertThat(m.mm(A).presentAt(V0).tagged()).isFalse();
    }

    @Test
    void withoutAFrameItFailsAndChangesNothing() {
        Scenario s = area(Prot.RW, true);
        assertThat(s.fails(new Fault(A, V0, true, null), Errno.ENOMEM).machine()).isEqualTo(s.machine());
    }

    private static Scenario area(Prot prot, boolean mte) {
        return Scenario.boot().then(new Mmap(A, V0, 1, prot, mte));
    }

    @Override
    List<Row> refusals() {
        Scenario boot = Scenario.boot();
        Scenario owner = boot.tagged(A, V0, P0);
        Scenario empty = boot.tagged(A, V1, P0).then(new Mmap(A, V0, 1, Prot.RW, true));
        Scenario emptyReadOnly = boot.tagged(A, V1, P0).then(new Mmap(A, V0, 1, Prot.RO, true));
        return List.of(
                row(new Fault(B, V0, true, P0), "no process B", boot, Rejection.NO_SUCH_MM),
                row(WRITE, "A forks", empty.then(new Fork(A, B)), Rejection.MMAP_LOCKED),
                row(WRITE, "A unmaps, and has no area", owner.then(new Munmap(A, V0, 1)), Rejection.MMAP_LOCKED),
                row(WRITE, "no area", boot, Rejection.NOT_MAPPED),
                row(WRITE, "the area is read-only", area(Prot.RO, true), Rejection.NOT_PERMITTED),
                row(READ, "the area is closed", area(Prot.NONE, true), Rejection.NOT_PERMITTED),
                row(WRITE, "the area is read-only, and p0 in use", emptyReadOnly, Rejection.NOT_PERMITTED),
                row(WRITE, "populated, and the area is read-only",
                        area(Prot.RO, true).then(READ), Rejection.NOT_PERMITTED),
                row(WRITE, "the entry is present, and p0 in use", owner, Rejection.POPULATED),
                row(new Fault(A, V0, true, P1), "the entry is present", owner, Rejection.POPULATED),
                row(WRITE, "the entry is a swap entry", owner.swapOut(A, V0, S0), Rejection.POPULATED),
                row(new Fault(A, V0, true, null), "present, and no frame", owner, Rejection.POPULATED),
                row(WRITE, "p0 in use", empty, Rejection.PAGE_IN_USE));
    }
}
