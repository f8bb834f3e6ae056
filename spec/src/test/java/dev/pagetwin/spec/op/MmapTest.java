package dev.pagetwin.spec.op;

import static dev.pagetwin.spec.Scenario.A;
import static dev.pagetwin.spec.Scenario.B;
import static dev.pagetwin.spec.Scenario.P0;
import static dev.pagetwin.spec.Scenario.V0;
import static dev.pagetwin.spec.Scenario.V1;
import static dev.pagetwin.spec.Scenario.V2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Scenario;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Va;
import dev.pagetwin.spec.state.Vma;
import java.util.List;
import org.junit.jupiter.api.Test;

class MmapTest extends PathTest {
    private static final Scenario BOOT = Scenario.boot();

    @Test
    void givesEachPageOfTheRangeAnAreaWithNothingStored() {
        Machine m = BOOT.then(new Mmap(A, V1, 2, Prot.RO, true)).machine();

        assertThat(m.mm(A).vmas().keys()).containsExactly(V1, V2);
        assertThat(m.mm(A).vmas().at(V2)).isEqualTo(new Vma(Prot.RO, true));
        assertThat(m.mm(A).ghost().at(V2)).isEqualTo(m.nothingStored());
        assertThat(m.mm(A).ptes().isEmpty()).isTrue();
    }

    @Test
    void anAreaCanLieBesideAnother() {
        BOOT.then(new Mmap(A, V0, 1, Prot.RW, true)).then(new Mmap(A, V1, 2, Prot.NONE, false));
    }

    @Override
    List<Row> refusals() {
        Scenario mapped = BOOT.tagged(A, V1, P0);
        Scenario forking = mapped.then(new Fork(A, B));
        return List.of(
                row(mmap(B, 0, 1), "no process B", BOOT, Rejection.NO_SUCH_MM),
                row(mmap(B, 2, 2), "no process B, and out of range", BOOT, Rejection.NO_SUCH_MM),
                row(mmap(A, 0, 1), "A forks", forking, Rejection.MMAP_LOCKED),
                row(mmap(B, 0, 1), "B is being forked", forking, Rejection.MMAP_LOCKED),
                row(mmap(A, 2, 2), "A forks, and out of range", forking, Rejection.MMAP_LOCKED),
                row(mmap(A, 2, 2), "three pages in all", BOOT, Rejection.OUT_OF_RANGE),
                row(mmap(A, 1, 3), "out of range, and v1 mapped", mapped, Rejection.OUT_OF_RANGE),
                row(mmap(A, 1, 1), "v1 mapped", mapped, Rejection.ALREADY_MAPPED),
                row(mmap(A, 0, 3), "v1 mapped, in the middle", mapped, Rejection.ALREADY_MAPPED));
    }

    private static Mmap mmap(MmId mm, int va, int len) {
        return new Mmap(mm, Va.of(va), len, Prot.RW, true);
    }
}
