package dev.pagetwin.spec.op;

import static dev.pagetwin.spec.Scenario.A;
import static dev.pagetwin.spec.Scenario.B;
import static dev.pagetwin.spec.Scenario.P0;
import static dev.pagetwin.spec.Scenario.P1;
import static dev.pagetwin.spec.Scenario.S0;
import static dev.pagetwin.spec.Scenario.V0;
import static dev.pagetwin.spec.Scenario.V1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.Scenario;
import dev.pagetwin.spec.state.Content;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Page;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.TagState;
import dev.pagetwin.spec.state.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** store, stg, load, ldg: what hardware does without a lock. */
class AccessTest extends PathTest {
    private static final Scenario OWNER = Scenario.boot().tagged(A, V0, P0);

    @Test
    void storeChangesThePageTheEntryAndWhatTheProgramStored() {
        Scenario copied = OWNER.fork(A, B).then(new Cow.Copy(A, V0, P1, false)).then(new Cow.Map(A));
        Machine m = copied.store(A, V0, 9).machine();

        assertThat(m.page(P1).data()).isEqualTo(9);
        assertThat(m.page(P0).data()).isZero();
        assertThat(m.mm(A).presentAt(V0).dirty()).isTrue();
        assertThat(m.mm(A).ghost().at(V0)).isEqualTo(new Content(9, Tags.zero(2)));
        assertThat(m.mm(B).ghost().at(V0)).isEqualTo(m.nothingStored());
    }

    @Test
    void stgChangesOneGranule() {
        Machine m = OWNER.then(new Stg(A, V0, 1, 12)).machine();

        assertThat(m.page(P0)).isEqualTo(new Page(0, Tags.of((byte) 0, (byte) 12), TagState.TAGGED, true));
        assertThat(m.mm(A).ghost().at(V0)).isEqualTo(new Content(0, Tags.of((byte) 0, (byte) 12)));
    }

    @Test
    void storesMakeTheEntryDirty() {
        Scenario clean = OWNER.swapOut(A, V0, S0).swapIn(A, V0, P0).reuse(A, V0);
        // The write fault that opened the entry has made it dirty; a store keeps it so.
        assertThat(clean.store(A, V0, 1).machine().mm(A).presentAt(V0).dirty()).isTrue();
        assertThat(clean.stg(A, V0, 1).machine().mm(A).presentAt(V0).dirty()).isTrue();
    }

    @Test
    void observationsAnswerAndChangeNothing() {
        Machine m = OWNER.store(A, V0, 5).stg(A, V0, 10).machine();

        assertThat(new Load(A, V0).apply(m).result()).isEqualTo(new Result.Value(5));
        assertThat(new Ldg(A, V0, 0).apply(m).result()).isEqualTo(new Result.Value(10));
        assertThat(new Ldg(A, V0, 1).apply(m).result()).isEqualTo(new Result.Value(0));
        assertThat(new Load(A, V0).apply(m).machine()).isSameAs(m);
        assertThat(new Ldg(A, V0, 0).apply(m).machine()).isSameAs(m);
    }

    @Test
    void accessesGoOnWhileACallIsInFlight() {
        Scenario unmapping = OWNER.then(new Munmap(A, V0, 1));
        unmapping.store(A, V0, 4).stg(A, V0, 4).reads(A, V0, 4).readsTag(A, V0, 4);
    }

    @Test
    void onlyTheEntryWhosePageIsBeingClearedWaits() {
        Scenario clearing = Scenario.boot().untagged(A, V0, P0).untagged(A, V1, P1)
                .then(new Mprotect(A, V0, 2, Prot.RW, true))
                .then(new Mprotect.ClearTags(A));
        clearing.rejects(new Store(A, V0, 3), Rejection.PTE_LOCKED).store(A, V1, 3).reads(A, V1, 3);
    }

    @Override
    List<Row> refusals() {
        List<Row> rows = new ArrayList<>();
        List<Function<MmId, Op>> data = List.of(mm -> new Load(mm, V0), mm -> new Store(mm, V0, 3));
        List<Function<MmId, Op>> tags = List.of(mm -> new Ldg(mm, V0, 0), mm -> new Stg(mm, V0, 0, 3));
        data.forEach(access -> rows.addAll(closed(access)));
        tags.forEach(access -> rows.addAll(closed(access)));
        tags.forEach(access -> rows.addAll(untagged(access.apply(A))));
        rows.addAll(readOnly());
        return rows;
    }

    private static List<Row> closed(Function<MmId, Op> access) {
        Scenario plain = Scenario.boot().untagged(A, V0, P0);
        Scenario clearing = plain.then(new Mprotect(A, V0, 1, Prot.RW, true)).then(new Mprotect.ClearTags(A));
        Scenario clearingClosed = plain.protect(A, V0, Prot.NONE, false)
                .then(new Mprotect(A, V0, 1, Prot.RO, true))
                .then(new Mprotect.ClearTags(A));
        Op op = access.apply(A);
        return List.of(
                row(access.apply(B), "no process B", OWNER, Rejection.NO_SUCH_MM),
                row(op, "nothing mapped", Scenario.boot(), Rejection.NOT_PRESENT),
                row(op, "another page mapped", Scenario.boot().tagged(A, V1, P0), Rejection.NOT_PRESENT),
                row(op, "swapped", OWNER.swapOut(A, V0, S0), Rejection.NOT_PRESENT),
                row(op, "A clears the page", clearing, Rejection.PTE_LOCKED),
                row(op, "A clears the page, and the entry is closed", clearingClosed, Rejection.PTE_LOCKED),
                row(op, "the entry is closed", OWNER.protect(A, V0, Prot.NONE, false), Rejection.NOT_ACCESSIBLE),
                row(op, "the entry is closed, and untagged",
                        plain.protect(A, V0, Prot.NONE, false), Rejection.NOT_ACCESSIBLE));
    }

    private static List<Row> untagged(Op op) {
        Scenario plain = Scenario.boot().untagged(A, V0, P0);
        Scenario closed = plain.then(new Mprotect(A, V0, 1, Prot.RW, true));
        return List.of(
                row(op, "the area is untagged", plain, Rejection.NOT_TAGGED),
                row(op, "PROT_MTE is asked for, and the entry not changed yet", closed, Rejection.NOT_TAGGED));
    }

    private static List<Row> readOnly() {
        Scenario shared = OWNER.fork(A, B);
        Scenario plain = Scenario.boot().untagged(A, V0, P0).fork(A, B);
        Op stg = new Stg(A, V0, 0, 1);
        return List.of(
                row(new Store(A, V0, 1), "shared after fork", shared, Rejection.NOT_ACCESSIBLE),
                row(new Store(B, V0, 1), "shared after fork", shared, Rejection.NOT_ACCESSIBLE),
                row(stg, "shared after fork", shared, Rejection.NOT_ACCESSIBLE),
                row(stg, "shared after fork, and untagged", plain, Rejection.NOT_ACCESSIBLE));
    }
}
