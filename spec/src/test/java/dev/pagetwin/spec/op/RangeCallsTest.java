package dev.pagetwin.spec.op;

import static dev.pagetwin.spec.Scenario.A;
import static dev.pagetwin.spec.Scenario.B;
import static dev.pagetwin.spec.Scenario.P0;
import static dev.pagetwin.spec.Scenario.P1;
import static dev.pagetwin.spec.Scenario.S0;
import static dev.pagetwin.spec.Scenario.V0;
import static dev.pagetwin.spec.Scenario.V1;
import static dev.pagetwin.spec.Scenario.V2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Scenario;
import dev.pagetwin.spec.op.Madvise.Advice;
import dev.pagetwin.spec.state.Call.ZapReason;
import dev.pagetwin.spec.state.Call.Zapping;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Va;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** munmap and madvise; mprotect refuses as they do. */
class RangeCallsTest extends PathTest {
    /** v0 populated, v1 with an area only, v2 nothing. */
    private static final Scenario TWO =
            Scenario.boot().tagged(A, V0, P0).then(new Mmap(A, V1, 1, Prot.RW, true));

    @Test
    void munmapTakesTheAreasAtOnceAndLeavesTheEntriesToZap() {
        Machine m = TWO.then(new Munmap(A, V0, 2)).machine();

        assertThat(m.mm(A).vmas().isEmpty()).isTrue();
        assertThat(m.mm(A).ptes().keys()).containsExactly(V0);
        assertThat(m.mm(A).ghost().keys()).containsExactly(V0);
        assertThat(m.mm(A).call()).isEqualTo(new Zapping(V0, V1, ZapReason.MUNMAP));
    }

    @Test
    void munmapOfWhatWasNeverPopulatedIsOverAtOnce() {
        Machine m = TWO.then(new Munmap(A, V1, 1)).machine();

        assertThat(m.mm(A).call()).isNull();
        assertThat(m.mm(A).ghost().keys()).containsExactly(V0);
    }

    @Test
    void dontneedKeepsTheAreas() {
        Machine m = TWO.then(new Madvise(A, V0, 2, Advice.DONTNEED)).machine();

        assertThat(m.mm(A).vmas().keys()).containsExactly(V0, V1);
        assertThat(m.mm(A).call()).isEqualTo(new Zapping(V0, V1, ZapReason.DONTNEED));
        assertThat(m.writeLocked(A)).isFalse();
    }

    @Test
    void dontneedOfASwappedPageForgetsWhatWasStored() {
        Scenario s = TWO.stg(A, V0, 7).swapOut(A, V0, S0);
        Machine m = s.then(new Madvise(A, V0, 1, Advice.DONTNEED)).then(new Zap(A)).machine();

        assertThat(m.mm(A).ghost().at(V0)).isEqualTo(m.nothingStored());
        assertThat(m.mm(A).ptes().has(V0)).isFalse();
    }

    @Test
    void pageoutIsAHintAndChangesNothing() {
        Machine m = TWO.machine();
        assertThat(new Madvise(A, V0, 1, Advice.PAGEOUT).step(m).machine()).isSameAs(m);
    }

    @Override
    List<Row> refusals() {
        List<Row> rows = new ArrayList<>();
        rows.addAll(refusals(range -> new Munmap(range.mm, range.va, range.len)));
        rows.addAll(refusals(range -> new Mprotect(range.mm, range.va, range.len, Prot.RO, true)));
        rows.addAll(refusals(range -> new Madvise(range.mm, range.va, range.len, Advice.DONTNEED)));
        rows.addAll(refusals(range -> new Madvise(range.mm, range.va, range.len, Advice.PAGEOUT)));
        return rows;
    }

    private record Range(MmId mm, Va va, int len) {}

    private static List<Row> refusals(Function<Range, Op> call) {
        Scenario forking = TWO.then(new Fork(A, B));
        Scenario faulting = TWO.swapOut(A, V0, S0).then(new SwapIn.Lookup(A, V0));
        Scenario copying = TWO.fork(A, B).then(new Cow.Copy(A, V0, P1, false));
        Op first = call.apply(new Range(A, V0, 1));
        Op all = call.apply(new Range(A, V0, 3));
        Op beyond = call.apply(new Range(A, V2, 2));
        Op child = call.apply(new Range(B, V0, 1));
        return List.of(
                row(child, "no process B", TWO, Rejection.NO_SUCH_MM),
                row(first, "A forks", forking, Rejection.MMAP_LOCKED),
                row(child, "B is being forked", forking, Rejection.MMAP_LOCKED),
                row(first, "A swaps in", faulting, Rejection.MMAP_LOCKED),
                row(first, "A copies for a write fault", copying, Rejection.MMAP_LOCKED),
                row(beyond, "A forks, and out of range", forking, Rejection.MMAP_LOCKED),
                row(beyond, "three pages in all, and no area at v2", TWO, Rejection.OUT_OF_RANGE),
                row(all, "no area at v2", TWO, Rejection.NOT_MAPPED));
    }
}
