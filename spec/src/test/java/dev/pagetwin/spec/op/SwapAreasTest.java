package dev.pagetwin.spec.op;

import static dev.pagetwin.spec.Scenario.A;
import static dev.pagetwin.spec.Scenario.P0;
import static dev.pagetwin.spec.Scenario.P1;
import static dev.pagetwin.spec.Scenario.S0;
import static dev.pagetwin.spec.Scenario.S1;
import static dev.pagetwin.spec.Scenario.V0;
import static dev.pagetwin.spec.Scenario.V1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Scenario;
import dev.pagetwin.spec.op.Op.Alloc;
import dev.pagetwin.spec.state.AreaId;
import dev.pagetwin.spec.state.Offset;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.SlotState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two swap areas of one slot each. */
class SwapAreasTest extends PathTest {
    private static final AreaId SECOND = AreaId.of(1);
    private static final Scenario BOOT =
            Scenario.from(Machine.boot(Scenario.BOUNDS.withOffsets(1).withAreas(2)));
    private static final Scenario OWNER = BOOT.tagged(A, V0, P0).store(A, V0, 5).stg(A, V0, 6);
    private static final Scenario SWAPPED = OWNER.swapOut(A, V0, S0);
    private static final Scenario BOTH = SWAPPED.tagged(A, V1, P1).stg(A, V1, 7).swapOut(A, V1, S1);

    @Test
    void anAreaThatIsEmptiedMovesItsPagesToTheOther() {
        Scenario moved = SWAPPED.then(new Swapoff()).then(new Readahead(S0, P1)).then(new Unuse(A, V0))
                .then(new FreeSwap(P1)).swapOut(A, V0, S1).then(new Swapoff.Finish());
        assertThat(moved.machine().slot(S0).state()).isEqualTo(SlotState.FREE);
        moved.swapIn(A, V0, P0).reads(A, V0, 5).readsTag(A, V0, 6);
    }

    @Test
    void tagsInTheOtherAreaOutliveSwapoff() {
        Scenario one = BOTH.then(new Swapoff()).then(new Readahead(S0, P0)).then(new Unuse(A, V0))
                .then(new FreeSwap(P0)).then(new Swapoff.Finish());
        one.swapIn(A, V1, P1).readsTag(A, V1, 7).readsTag(A, V0, 6);
    }

    @Override
    List<Row> refusals() {
        Scenario second = BOTH.then(new Swapoff(SECOND)).then(new Readahead(S0, P0));
        Scenario first = SWAPPED.then(new Swapoff());
        Scenario file = BOOT.then(new Shmem.Mmap(A, V0, 1, Offset.of(0), Prot.RW, false))
                .then(new Shmem.Add(Offset.of(0), P0)).then(new Pageout.Isolate(P0));
        Scenario filed = file.then(new Pageout.Writepage(P0, S0, Alloc.OK));
        Scenario written = filed.then(new Reclaim.Writeback(P0, Alloc.OK)).then(new Reclaim.Putback(P0));
        Op add = new Reclaim.AddToSwap(P0, S1);
        return List.of(
                row(add, "s0 is free", OWNER, Rejection.AREA_HAS_ROOM),
                row(new Reclaim.AddToSwap(P0, S0), "its area is left", OWNER.then(new Swapoff()),
                        Rejection.SWAP_NOT_ON),
                row(add, "its area is left", OWNER.then(new Swapoff(SECOND)), Rejection.SWAP_NOT_ON),
                row(new Pageout.Writepage(P0, S1, Alloc.OK), "s0 is free", file, Rejection.AREA_HAS_ROOM),
                row(new Swapoff(SECOND), "the first is left", first, Rejection.SWAPOFF_RUNNING),
                row(new Swapoff.Finish(SECOND), "the first is left", first, Rejection.SWAP_NOT_LEAVING),
                row(new Unuse(A, V0), "the other area is left", second, Rejection.SWAP_NOT_LEAVING),
                row(new Shmem.Unuse(Offset.of(0)), "the other area is left", written.then(new Swapoff(SECOND)),
                        Rejection.SWAP_NOT_LEAVING));
    }
}
