package dev.pagetwin.spec.op;

import static dev.pagetwin.spec.Scenario.A;
import static dev.pagetwin.spec.Scenario.ASYNC;
import static dev.pagetwin.spec.Scenario.B;
import static dev.pagetwin.spec.Scenario.DIRECT;
import static dev.pagetwin.spec.Scenario.P0;
import static dev.pagetwin.spec.Scenario.P1;
import static dev.pagetwin.spec.Scenario.S0;
import static dev.pagetwin.spec.Scenario.S1;
import static dev.pagetwin.spec.Scenario.V0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Scenario;
import dev.pagetwin.spec.op.Op.Alloc;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.Slot;
import dev.pagetwin.spec.state.SlotState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** readahead, free-swap, flush-slot. */
class SwapCacheTest extends PathTest {
    private static final Scenario OWNER = owner(Scenario.SYNC);
    private static final Scenario SWAPPED = OWNER.swapOut(A, V0, S0);
    private static final Scenario BACK = SWAPPED.swapIn(A, V0, P0);
    private static final Op AHEAD = new Readahead(S0, P1);
    private static final Op FREE = new FreeSwap(P0);

    private static Scenario owner(Profile profile) {
        return Scenario.boot(profile).tagged(A, V0, P0).store(A, V0, 5).stg(A, V0, 6);
    }

    @Test
    void readaheadBringsTheDataAndLeavesTheTagsDue() {
        Machine m = SWAPPED.then(AHEAD).machine();
        assertThat(m.folio(P1)).isEqualTo(Folio.NEW.withSlot(S0));
        assertThat(m.page(P1)).isEqualTo(m.blank().withData(5));
        assertThat(m.slot(S0).due().tags()).isEqualTo(SWAPPED.machine().slot(S0).due().tags());
    }

    @Test
    void freeSwapTakesThePageOutAndMakesItDirty() {
        Machine m = BACK.then(FREE).machine();
        assertThat(m.folio(P0)).isEqualTo(Folio.NEW.withDirty(true));
        assertThat(m.slot(S0)).isEqualTo(Slot.free(2).withState(SlotState.RETURNING));
    }

    @Test
    void freeSwapFreesAPageThatNobodyReaches() {
        Scenario left = OWNER.addToSwap(P0, S0).unmap(A, V0).then(new Munmap(A, V0, 1)).zapAll(A).putback(P0);
        assertThat(left.then(FREE).machine().free(P0)).isTrue();
    }

    @Test
    void withoutAReturnCacheTheSlotIsFreeAtOnce() {
        Machine m = owner(DIRECT).swapOut(A, V0, S0).swapIn(A, V0, P0).then(FREE).machine();
        assertThat(m.slot(S0)).isEqualTo(Slot.free(2));
    }

    @Test
    void whileSwapoffRunsTheSlotIsFreeAtOnce() {
        assertThat(BACK.then(new Swapoff()).then(FREE).machine().slot(S0)).isEqualTo(Slot.free(2));
    }

    @Test
    void flushSlotMakesTheSlotFree() {
        assertThat(BACK.then(FREE).then(new FlushSlot(S0)).machine().slot(S0)).isEqualTo(Slot.free(2));
    }

    @Override
    List<Row> refusals() {
        Scenario claimed = SWAPPED.then(new SwapIn.Lookup(A, V0)).then(new SwapIn.Read(A, P0, true));
        Scenario cached = OWNER.addToSwap(P0, S0).putback(P0);
        Scenario writing = owner(ASYNC).addToSwap(P0, S0).unmap(A, V0).then(new Reclaim.Writeback(P0, Alloc.OK));
        Scenario half = OWNER.fork(A, B).addToSwap(P0, S0).unmap(A, V0);
        return List.of(
                row(AHEAD, "s0 is free", OWNER, Rejection.SLOT_UNUSED),
                row(AHEAD, "s0 is cached, and without users", cached, Rejection.SLOT_UNUSED),
                row(new Readahead(S1, P0), "s1 is free, and p0 in use", OWNER, Rejection.SLOT_UNUSED),
                row(AHEAD, "cached", half, Rejection.CACHED),
                row(new Readahead(S0, P0), "cached, and p0 in use", half, Rejection.CACHED),
                row(AHEAD, "claimed", claimed, Rejection.SLOT_CLAIMED),
                row(new Readahead(S0, P0), "claimed, and p0 in use", claimed, Rejection.SLOT_CLAIMED),
                row(AHEAD, "p1 in use", SWAPPED.tagged(A, Scenario.V1, P1), Rejection.PAGE_IN_USE),
                row(FREE, "p0 is free", Scenario.boot(), Rejection.PAGE_FREE),
                row(FREE, "isolated", OWNER.addToSwap(P0, S0), Rejection.FOLIO_LOCKED),
                row(FREE, "isolated, and with users", half, Rejection.FOLIO_LOCKED),
                row(FREE, "not cached", OWNER, Rejection.NOT_CACHED),
                row(FREE, "the device writes, and with users", writing, Rejection.UNDER_WRITEBACK),
                row(FREE, "with users", half.putback(P0), Rejection.SLOT_HAS_USERS),
                row(new FlushSlot(S0), "s0 is free", OWNER, Rejection.SLOT_NOT_RETURNING),
                row(new FlushSlot(S0), "s0 is in use", SWAPPED, Rejection.SLOT_NOT_RETURNING));
    }
}
