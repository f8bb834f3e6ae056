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
import dev.pagetwin.spec.state.Call.Copying;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.SlotState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnshareTest extends PathTest {
    private static final Scenario OWNER = Scenario.boot().tagged(A, V0, P0).store(A, V0, 5).stg(A, V0, 6);
    private static final Scenario SHARED = OWNER.fork(A, B);
    private static final Scenario LEFT = SHARED.then(new Exit(B)).zapAll(B);
    private static final Op REUSE = new Unshare.Reuse(A, V0);
    private static final Op COPY = new Unshare.Copy(A, V0, P1, false);
    private static final Op COPY_BUSY = new Unshare.Copy(A, V0, P1, true);

    @Test
    void thePageOfOneOwnerIsExclusiveAndItsEntryStays() {
        Machine m = LEFT.addToSwap(P0, S0).putback(P0).then(REUSE).machine();
        assertThat(m.page(P0).exclusive()).isTrue();
        assertThat(m.slot(S0).state()).isEqualTo(SlotState.RETURNING);
        assertThat(m.mm(A).presentAt(V0)).isEqualTo(LEFT.machine().mm(A).presentAt(V0));
    }

    @Test
    void aSharedPageIsCopiedAndTheCopyMappedReadOnly() {
        Scenario copied = SHARED.then(COPY);
        copied.shows(m -> m.mm(A).call(), new Copying(V0, P0, P1, true));
        Scenario mapped = copied.then(new Cow.Map(A)).reads(A, V0, 5).readsTag(A, V0, 6);
        assertThat(mapped.machine().mm(A).presentAt(V0)).isEqualTo(new Pte.Present(P1, Prot.RO, true, false));
        mapped.then(new Pin(A, V0, false)).reuse(A, V0).store(A, V0, 7).reads(B, V0, 5);
    }

    @Test
    void aReadOnlyAreaIsUnsharedToo() {
        SHARED.protect(A, V0, Prot.RO, false).then(COPY).then(new Cow.Map(A)).then(new Pin(A, V0, false));
    }

    @Test
    void aCopyIsNotMappedWhereTheEntryHasChanged() {
        Scenario taken = SHARED.then(COPY).addToSwap(P0, S0).unmap(A, V0);
        assertThat(taken.fails(new Cow.Map(A), Errno.EAGAIN).machine().free(P1)).isTrue();
    }

    @Test
    void withoutAFrameNothingChanges() {
        Op op = new Unshare.Copy(A, V0, null, false);
        assertThat(SHARED.fails(op, Errno.ENOMEM).machine()).isEqualTo(SHARED.machine());
    }

    @Override
    List<Row> refusals() {
        List<Row> rows = new ArrayList<>();
        for (Op op : List.of(REUSE, COPY, COPY_BUSY)) {
            rows.add(row(op, "A is gone", SHARED.then(new Exit(A)).zapAll(A), Rejection.NO_SUCH_MM));
            rows.add(row(op, "A forks", OWNER.then(new Fork(A, B)), Rejection.MMAP_LOCKED));
            rows.add(row(op, "no area", Scenario.boot(), Rejection.NOT_MAPPED));
            rows.add(row(op, "swapped", OWNER.swapOut(A, V0, S0), Rejection.NOT_PRESENT));
            rows.add(row(op, "the entry is writable, and the page exclusive", OWNER, Rejection.NOT_ACCESSIBLE));
            rows.add(row(op, "the entry is closed", SHARED.protect(A, V0, Prot.NONE, false),
                    Rejection.NOT_ACCESSIBLE));
            rows.add(row(op, "exclusive", OWNER.protect(A, V0, Prot.RO, false), Rejection.EXCLUSIVE));
        }
        rows.add(row(REUSE, "two processes map the page", SHARED, Rejection.SHARED));
        rows.add(row(COPY, "one owner", LEFT, Rejection.EXCLUSIVE));
        rows.add(row(new Unshare.Copy(A, V0, P0, true), "p0 in use", LEFT, Rejection.PAGE_IN_USE));
        rows.add(row(COPY, "p1 in use", SHARED.tagged(A, V1, P1), Rejection.PAGE_IN_USE));
        return rows;
    }
}
