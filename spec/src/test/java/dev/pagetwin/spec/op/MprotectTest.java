package dev.pagetwin.spec.op;

import static dev.pagetwin.spec.Scenario.A;
import static dev.pagetwin.spec.Scenario.B;
import static dev.pagetwin.spec.Scenario.C;
import static dev.pagetwin.spec.Scenario.P0;
import static dev.pagetwin.spec.Scenario.P1;
import static dev.pagetwin.spec.Scenario.S0;
import static dev.pagetwin.spec.Scenario.V0;
import static dev.pagetwin.spec.Scenario.V1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Scenario;
import dev.pagetwin.spec.op.Op.Alloc;
import dev.pagetwin.spec.state.Call.Protecting;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.TagState;
import dev.pagetwin.spec.state.Vma;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** mprotect: its steps; what the call itself refuses stands in {@link RangeCallsTest}. */
class MprotectTest extends PathTest {
    private static final Scenario PLAIN = Scenario.boot().untagged(A, V0, P0);
    private static final Scenario SHARED = PLAIN.fork(A, B);
    private static final Mprotect TAG_A = new Mprotect(A, V0, 1, Prot.RW, true);
    private static final Mprotect TAG_B = new Mprotect(B, V0, 1, Prot.RW, true);
    private static final Op CLEAR_A = new Mprotect.ClearTags(A);
    private static final Op CLEAR_B = new Mprotect.ClearTags(B);
    private static final Op ENTRY_A = new Mprotect.Entry(A);
    private static final Op ENTRY_B = new Mprotect.Entry(B);

    static Stream<Arguments> protections() {
        return Stream.of(
                // area and entry before, asked for, entry after
                arguments(Prot.RW, Prot.RW, Prot.RW),
                arguments(Prot.RW, Prot.RO, Prot.RO),
                arguments(Prot.RW, Prot.NONE, Prot.NONE),
                arguments(Prot.RO, Prot.RW, Prot.RO),
                arguments(Prot.RO, Prot.RO, Prot.RO),
                arguments(Prot.RO, Prot.NONE, Prot.NONE),
                arguments(Prot.NONE, Prot.RW, Prot.RO),
                arguments(Prot.NONE, Prot.RO, Prot.RO),
                arguments(Prot.NONE, Prot.NONE, Prot.NONE));
    }

    @ParameterizedTest(name = "{0} then {1} gives {2}")
    @MethodSource("protections")
    void anEntryIsNeverRaisedAboveReadOnly(Prot before, Prot asked, Prot after) {
        Scenario s = PLAIN.protect(A, V0, before, false).protect(A, V0, asked, false);

        assertThat(s.machine().mm(A).presentAt(V0).prot()).isEqualTo(after);
        assertThat(s.machine().mm(A).vmas().at(V0).prot()).isEqualTo(asked);
    }

    @Test
    void theAreasChangeAtOnceAndTheEntriesOneByOne() {
        Scenario s = PLAIN.untagged(A, V1, P1).then(new Mprotect(A, V0, 2, Prot.RO, false));
        Scenario one = s.then(ENTRY_A);
        Scenario two = one.then(ENTRY_A);

        assertThat(s.machine().mm(A).vmas().at(V1)).isEqualTo(new Vma(Prot.RO, false));
        assertThat(s.machine().mm(A).presentAt(V0).prot()).isEqualTo(Prot.RW);
        assertThat(one.machine().mm(A).presentAt(V0).prot()).isEqualTo(Prot.RO);
        assertThat(one.machine().mm(A).presentAt(V1).prot()).isEqualTo(Prot.RW);
        assertThat(one.machine().mm(A).call()).isEqualTo(new Protecting(V1, V1, false));
        assertThat(two.machine().mm(A).presentAt(V1).prot()).isEqualTo(Prot.RO);
        assertThat(two.machine().mm(A).call()).isNull();
    }

    @Test
    void withoutPresentEntriesItIsOverAtOnce() {
        Machine m = PLAIN.swapOut(A, V0, S0).then(TAG_A).machine();
        assertThat(m.mm(A).call()).isNull();
        assertThat(m.mm(A).vmas().at(V0)).isEqualTo(new Vma(Prot.RW, true));
    }

    @Test
    void clearTagsLocksThePageUntilTheEntryExposesZeroes() {
        Scenario locked = PLAIN.then(TAG_A).then(CLEAR_A);
        Scenario exposed = locked.then(ENTRY_A);

        assertThat(locked.machine().page(P0).tagState()).isEqualTo(TagState.LOCKED);
        assertThat(locked.machine().pteLocked(A, V0)).isTrue();
        assertThat(exposed.machine().page(P0).tagState()).isEqualTo(TagState.TAGGED);
        assertThat(exposed.machine().mm(A).presentAt(V0)).isEqualTo(new Pte.Present(P0, Prot.RW, true, true));
        exposed.readsTag(A, V0, 0);
    }

    @Test
    void anEntryThatStaysClosedNeedsNoClearing() {
        Scenario closed = PLAIN.then(new Mprotect(A, V0, 1, Prot.NONE, true));
        Machine m = closed.rejects(CLEAR_A, Rejection.TAGS_VALID).then(ENTRY_A).machine();

        assertThat(m.mm(A).presentAt(V0).tagged()).isTrue();
        assertThat(m.page(P0).tagState()).isEqualTo(TagState.UNTAGGED);
    }

    @Test
    void anEntryThatReclaimTookIsPassedOver() {
        Scenario taken = PLAIN.then(TAG_A).addToSwap(P0, S0).unmap(A, V0);
        Machine m = taken.then(ENTRY_A).machine();

        assertThat(m.mm(A).swap(V0)).isEqualTo(new Pte.Swap(S0, true));
        assertThat(m.mm(A).call()).isNull();
    }

    @Override
    List<Row> refusals() {
        Scenario asked = PLAIN.then(TAG_A);
        Scenario taken = asked.addToSwap(P0, S0).unmap(A, V0);
        Scenario race = SHARED.then(TAG_A).then(TAG_B).then(CLEAR_A);
        Scenario tagged = Scenario.boot().tagged(A, V0, P0).then(TAG_A);
        return List.of(
                row(CLEAR_B, "no process B", asked, Rejection.NO_SUCH_MM),
                row(CLEAR_A, "A has no call", PLAIN, Rejection.NO_SUCH_CALL),
                row(CLEAR_A, "A forks", PLAIN.then(new Fork(A, B)), Rejection.NO_SUCH_CALL),
                row(CLEAR_A, "reclaim took the entry", taken, Rejection.NOT_PRESENT),
                row(CLEAR_A, "the page is tagged", tagged, Rejection.TAGS_VALID),
                row(CLEAR_A, "A clears it already", asked.then(CLEAR_A), Rejection.TAGS_VALID),
                row(CLEAR_A, "PROT_MTE is not asked for",
                        PLAIN.then(new Mprotect(A, V0, 1, Prot.RO, false)), Rejection.TAGS_VALID),
                row(CLEAR_B, "A clears the page", race, Rejection.TAGS_LOCKED),
                row(CLEAR_B, "A has cleared the page", race.then(ENTRY_A), Rejection.TAGS_VALID),
                row(ENTRY_B, "no process B", asked, Rejection.NO_SUCH_MM),
                row(ENTRY_A, "A has no call", PLAIN, Rejection.NO_SUCH_CALL),
                row(ENTRY_B, "A clears the page", race, Rejection.TAGS_LOCKED),
                row(ENTRY_A, "nobody has cleared the page", asked, Rejection.TAGS_NOT_CLEARED),
                row(new Fork.Entry(A, Alloc.OK), "A protects", asked, Rejection.NO_SUCH_CALL),
                row(new Zap(A), "A protects", asked, Rejection.NO_SUCH_CALL),
                row(new Fork(A, C), "A protects", asked, Rejection.MMAP_LOCKED));
    }
}
