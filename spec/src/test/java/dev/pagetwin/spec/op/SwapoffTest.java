package dev.pagetwin.spec.op;

import static dev.pagetwin.spec.Scenario.A;
import static dev.pagetwin.spec.Scenario.ASYNC;
import static dev.pagetwin.spec.Scenario.B;
import static dev.pagetwin.spec.Scenario.P0;
import static dev.pagetwin.spec.Scenario.P1;
import static dev.pagetwin.spec.Scenario.S0;
import static dev.pagetwin.spec.Scenario.V0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Scenario;
import dev.pagetwin.spec.op.Op.Alloc;
import dev.pagetwin.spec.state.AreaId;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Slot;
import dev.pagetwin.spec.state.SlotState;
import dev.pagetwin.spec.state.SwapArea;
import dev.pagetwin.spec.state.TagState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** swapon, swapoff and unuse. */
class SwapoffTest extends PathTest {
    private static final Scenario OWNER = owner(Scenario.SYNC);
    private static final Scenario SWAPPED = OWNER.swapOut(A, V0, S0);
    private static final Scenario LEAVING = SWAPPED.then(new Swapoff());
    private static final Scenario AHEAD = LEAVING.then(new Readahead(S0, P1));
    private static final Op UNUSE = new Unuse(A, V0);
    private static final Op FINISH = new Swapoff.Finish();
    private static final Op INTERRUPT = new Swapoff.Interrupt();

    private static Scenario owner(Profile profile) {
        return Scenario.boot(profile).tagged(A, V0, P0).store(A, V0, 5).stg(A, V0, 6);
    }

    @Test
    void swapoffDrainsTheReturnCache() {
        Scenario returning = SWAPPED.swapIn(A, V0, P0).then(new FreeSwap(P0));
        assertThat(returning.machine().slot(S0).state()).isEqualTo(SlotState.RETURNING);

        Machine m = returning.then(new Swapoff()).machine();
        assertThat(m.areas().at(AreaId.FIRST)).isEqualTo(SwapArea.LEAVING);
        assertThat(m.slot(S0)).isEqualTo(Slot.free(2));
    }

    @Test
    void swapoffLeavesWhatIsInUse() {
        assertThat(LEAVING.machine()).isEqualTo(SWAPPED.machine().withArea(AreaId.FIRST, SwapArea.LEAVING));
    }

    @Test
    void unuseRestoresTagsAndMapsReadOnly() {
        Machine m = AHEAD.then(UNUSE).machine();
        assertThat(m.page(P1)).isEqualTo(OWNER.machine().page(P0));
        assertThat(m.mm(A).presentAt(V0)).isEqualTo(new Pte.Present(P1, Prot.RO, true, false));
        assertThat(m.users(S0)).isZero();
        assertThat(m.cachedAt(S0)).isEqualTo(P1);
    }

    @Test
    void unuseOfAClosedAreaMapsAClosedEntryWithItsTagsBack() {
        Machine m = SWAPPED.protect(A, V0, Prot.NONE, false).then(new Swapoff()).then(new Readahead(S0, P1))
                .then(UNUSE).machine();
        assertThat(m.mm(A).presentAt(V0).prot()).isEqualTo(Prot.NONE);
        assertThat(m.page(P1).tagState()).isEqualTo(TagState.TAGGED);
    }

    @Test
    void unuseWorksWhileAFaultHoldsTheLockForReading() {
        Scenario faulting = AHEAD.then(new SwapIn.Lookup(A, V0)).then(UNUSE);
        faulting.fails(new SwapIn.Map(A), Errno.EAGAIN);
    }

    @Test
    void finishTurnsAnEmptyAreaOff() {
        Machine m = AHEAD.then(UNUSE).then(new FreeSwap(P1)).then(FINISH).machine();
        assertThat(m.areas().at(AreaId.FIRST)).isEqualTo(SwapArea.OFF);
    }

    @Test
    void interruptTurnsTheAreaOnAgainWithWhatIsLeft() {
        Machine m = LEAVING.fails(INTERRUPT, Errno.EINTR).machine();
        assertThat(m).isEqualTo(SWAPPED.machine());
    }

    @Test
    void swaponTurnsTheAreaOn() {
        Machine m = OWNER.then(new Swapoff()).then(FINISH).then(new Swapon()).machine();
        assertThat(m).isEqualTo(OWNER.machine());
    }

    @Override
    List<Row> refusals() {
        List<Row> rows = new ArrayList<>(unuses());
        Scenario off = OWNER.then(new Swapoff()).then(FINISH);
        rows.add(row(new Swapon(), "on", OWNER, Rejection.SWAP_NOT_OFF));
        rows.add(row(new Swapon(), "swapoff runs", LEAVING, Rejection.SWAP_NOT_OFF));
        rows.add(row(new Swapoff(), "off", off, Rejection.SWAP_NOT_ON));
        rows.add(row(new Swapoff(), "swapoff runs", LEAVING, Rejection.SWAP_NOT_ON));
        rows.add(row(FINISH, "on, and in use", SWAPPED, Rejection.SWAP_NOT_LEAVING));
        rows.add(row(FINISH, "off", off, Rejection.SWAP_NOT_LEAVING));
        rows.add(row(FINISH, "a slot has users", LEAVING, Rejection.SLOT_IN_USE));
        rows.add(row(FINISH, "a page is still cached", AHEAD.then(UNUSE), Rejection.SLOT_IN_USE));
        rows.add(row(INTERRUPT, "on", OWNER, Rejection.SWAP_NOT_LEAVING));
        return rows;
    }

    private static List<Row> unuses() {
        Scenario isolated = AHEAD.then(new Reclaim.Isolate(P1));
        Scenario writing = owner(ASYNC).addToSwap(P0, S0).unmap(A, V0)
                .then(new Reclaim.Writeback(P0, Alloc.OK)).then(new Swapoff());
        Scenario clearing = Scenario.boot().untagged(A, V0, P0).fork(A, B).addToSwap(P0, S0).unmap(A, V0)
                .protect(A, V0, Prot.RW, true)
                .then(new Mprotect(B, V0, 1, Prot.RW, true))
                .then(new Mprotect.ClearTags(B))
                .then(new Swapoff());
        return List.of(
                row(UNUSE, "swap is on", SWAPPED, Rejection.SWAP_NOT_LEAVING),
                row(new Unuse(B, V0), "swap is on, and no process B", SWAPPED, Rejection.SWAP_NOT_LEAVING),
                row(new Unuse(B, V0), "no process B", LEAVING, Rejection.NO_SUCH_MM),
                row(UNUSE, "A forks", AHEAD.then(new Fork(A, B)), Rejection.MMAP_LOCKED),
                row(new Unuse(B, V0), "B is being forked", AHEAD.then(new Fork(A, B)), Rejection.MMAP_LOCKED),
                row(UNUSE, "A unmaps", AHEAD.then(new Munmap(A, V0, 1)), Rejection.MMAP_LOCKED),
                row(UNUSE, "present", OWNER.then(new Swapoff()), Rejection.NOT_SWAPPED),
                row(UNUSE, "nothing mapped", Scenario.boot().then(new Swapoff()), Rejection.NOT_SWAPPED),
                row(UNUSE, "not read yet", LEAVING, Rejection.NOT_CACHED),
                row(UNUSE, "reclaim has isolated the page", isolated, Rejection.FOLIO_LOCKED),
                row(UNUSE, "the device writes", writing, Rejection.UNDER_WRITEBACK),
                row(UNUSE, "B clears the page, and reclaim has isolated it", clearing, Rejection.FOLIO_LOCKED),
                row(UNUSE, "B clears the page", clearing.putback(P0), Rejection.TAGS_LOCKED));
    }
}
