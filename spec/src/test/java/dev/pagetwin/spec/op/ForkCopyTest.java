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
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.TagState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForkCopyTest extends PathTest {
    private static final Scenario PINNED = Scenario.boot().tagged(A, V0, P0).store(A, V0, 5).stg(A, V0, 6)
            .then(new Pin(A, V0, true));
    private static final Scenario FORKING = PINNED.then(new Fork(A, B));
    private static final Op ENTRY = new Fork.Entry(A, Alloc.OK);
    private static final Op COPY = new ForkCopy(A, P1);

    @Test
    void theChildGetsDataAndTagsInAPageOfItsOwn() {
        Scenario forked = FORKING.then(COPY).reads(B, V0, 5).readsTag(B, V0, 6);
        assertThat(forked.machine().mm(B).presentAt(V0)).isEqualTo(new Pte.Present(P1, Prot.RW, true, true));
        assertThat(forked.machine().page(P1).exclusive()).isTrue();
        assertThat(forked.machine().mm(B).pins().isEmpty()).isTrue();
        assertThat(forked.machine().mm(A)).isEqualTo(PINNED.machine().mm(A));
        forked.store(A, V0, 7).then(new Dma(A, V0, 8)).reads(A, V0, 8).reads(B, V0, 5);
    }

    @Test
    void aPageWithoutTagsIsCopiedWithoutTags() {
        Scenario untagged = Scenario.boot().untagged(A, V0, P0).then(new Pin(A, V0, true)).then(new Fork(A, B));
        assertThat(untagged.then(COPY).machine().page(P1).tagState()).isEqualTo(TagState.UNTAGGED);
    }

    @Test
    void theChildOfAReadOnlyAreaGetsAReadOnlyEntry() {
        Machine m = PINNED.protect(A, V0, Prot.RO, false).then(new Fork(A, B)).then(COPY).machine();
        assertThat(m.mm(B).presentAt(V0)).isEqualTo(new Pte.Present(P1, Prot.RO, true, true));
    }

    @Test
    void withoutAFrameTheChildIsTornDown() {
        Scenario failed = PINNED.tagged(A, V1, P1).then(new Fork(A, B)).fails(new ForkCopy(A, null), Errno.ENOMEM);
        assertThat(failed.machine()).isEqualTo(PINNED.tagged(A, V1, P1).machine());
    }

    @Test
    void aPageThatIsNotPinnedAnyMoreIsShared() {
        Scenario shared = FORKING.then(new Unpin(A, V0)).rejects(COPY, Rejection.NOT_PINNED).then(ENTRY);
        assertThat(shared.machine().mappings(P0)).isEqualTo(2);
    }

    @Override
    List<Row> refusals() {
        List<Row> rows = new ArrayList<>();
        rows.add(row(new ForkCopy(B, P1), "no process B", PINNED, Rejection.NO_SUCH_MM));
        rows.add(row(COPY, "A does not fork", PINNED, Rejection.NO_SUCH_CALL));
        rows.add(row(COPY, "the next page is not pinned",
                Scenario.boot().tagged(A, V0, P0).then(new Fork(A, B)), Rejection.NOT_PINNED));
        rows.add(row(new ForkCopy(A, P0), "the next page is out, and p0 in use",
                Scenario.boot().tagged(A, V0, P0).swapOut(A, V0, S0).tagged(A, V1, P0).then(new Fork(A, B)),
                Rejection.NOT_PINNED));
        rows.add(row(new ForkCopy(A, P0), "p0 in use", FORKING, Rejection.PAGE_IN_USE));
        rows.add(row(ENTRY, "the next page is pinned", FORKING, Rejection.PINNED));
        return rows;
    }
}
