package dev.pagetwin.spec.op;

import static dev.pagetwin.spec.Scenario.A;
import static dev.pagetwin.spec.Scenario.B;
import static dev.pagetwin.spec.Scenario.P0;
import static dev.pagetwin.spec.Scenario.P1;
import static dev.pagetwin.spec.Scenario.P2;
import static dev.pagetwin.spec.Scenario.S0;
import static dev.pagetwin.spec.Scenario.V0;
import static dev.pagetwin.spec.Scenario.V1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Scenario;
import dev.pagetwin.spec.state.Call.SwappingIn;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.SlotState;
import dev.pagetwin.spec.state.TagState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SwapInTest extends PathTest {
    private static final Scenario OWNER = Scenario.boot().tagged(A, V0, P0).store(A, V0, 5).stg(A, V0, 6);
    private static final Scenario SWAPPED = OWNER.swapOut(A, V0, S0);
    private static final Scenario LOOKED = SWAPPED.then(new SwapIn.Lookup(A, V0));
    private static final Scenario READ = LOOKED.then(new SwapIn.Read(A, P1, false));
    private static final Scenario BYPASS = LOOKED.then(new SwapIn.Read(A, P1, true));
    private static final Op LOOKUP = new SwapIn.Lookup(A, V0);
    private static final Op MAP = new SwapIn.Map(A);
    private static final Op RETRY = new SwapIn.Retry(A);

    @Test
    void lookupFindsNothingOrHoldsTheCachedPage() {
        Machine miss = LOOKED.machine();
        Machine hit = SWAPPED.then(new Readahead(S0, P1)).then(LOOKUP).machine();

        assertThat(miss.mm(A).call()).isEqualTo(new SwappingIn(V0, S0, null, false));
        assertThat(hit.mm(A).call()).isEqualTo(new SwappingIn(V0, S0, P1, false));
        assertThat(hit.references(P1)).isEqualTo(2);
    }

    @Test
    void readBringsTheDataAndLeavesTheTagsDue() {
        Machine m = READ.machine();
        assertThat(m.folio(P1)).isEqualTo(Folio.NEW.withSlot(S0));
        assertThat(m.page(P1)).isEqualTo(m.blank().withData(5));
        assertThat(m.slot(S0).due()).isEqualTo(SWAPPED.machine().slot(S0).due().withData(0));
    }

    @Test
    void bypassClaimsTheSlotAndLeavesTheSwapCacheAlone() {
        Machine m = BYPASS.machine();
        assertThat(m.claimed(S0)).isTrue();
        assertThat(m.cachedAt(S0)).isNull();
        assertThat(m.page(P1).data()).isEqualTo(5);
        assertThat(m.slot(S0)).isEqualTo(SWAPPED.machine().slot(S0));
    }

    @Test
    void readWithoutAFrameFailsAndTheFaultIsOver() {
        Machine m = LOOKED.fails(new SwapIn.Read(A, null, false), Errno.ENOMEM).machine();
        assertThat(m).isEqualTo(SWAPPED.machine());
    }

    @Test
    void mapRestoresTheTagsAndInstallsAReadOnlyEntry() {
        Machine m = READ.then(MAP).machine();
        assertThat(m.page(P1)).isEqualTo(OWNER.machine().page(P0));
        assertThat(m.mm(A).presentAt(V0)).isEqualTo(new Pte.Present(P1, Prot.RO, true, false));
        assertThat(m.slot(S0).state()).as("the record lives as long as the slot").isEqualTo(SlotState.IN_USE);
        assertThat(m.cachedAt(S0)).as("only free-swap or a write fault takes it out").isEqualTo(P1);
    }

    @Test
    void mapAfterABypassFreesTheSlot() {
        Machine m = BYPASS.then(MAP).machine();
        assertThat(m.page(P1)).isEqualTo(OWNER.machine().page(P0));
        assertThat(m.slot(S0).state()).isEqualTo(SlotState.RETURNING);
        assertThat(m.folio(P1)).isEqualTo(Folio.NEW);
    }

    @Test
    void mapOfARecordlessPageInATaggedAreaClearsItsTags() {
        Scenario s = Scenario.boot().untagged(A, V0, P0).swapOut(A, V0, S0).protect(A, V0, Prot.RW, true);
        assertThat(s.swapIn(A, V0, P1).readsTag(A, V0, 0).machine().page(P1).tagState()).isEqualTo(TagState.TAGGED);
    }

    @Test
    void mapStartsAgainIfThePageLeftTheSwapCache() {
        Scenario shared = OWNER.fork(A, B).addToSwap(P0, S0).unmap(A, V0).putback(P0);
        Scenario held = shared.then(LOOKUP).then(new Swapoff()).then(new Unuse(A, V0));
        Machine m = held.then(new FreeSwap(P0)).fails(MAP, Errno.EAGAIN).machine();
        assertThat(m.mm(A).presentAt(V0).page()).isEqualTo(P0);
        assertThat(m.mm(A).call()).isNull();
    }

    @Test
    void retryEndsAFaultWhosePageIsInTheCacheByNow() {
        Machine m = LOOKED.then(new Readahead(S0, P1)).then(RETRY).machine();
        assertThat(m.mm(A).call()).isNull();
    }

    @Test
    void aClaimedSlotIsNotFreedByItsLastUser() {
        Scenario claimed = staleClaim();
        Scenario gone = claimed.then(new Exit(B)).zapAll(B);
        assertThat(gone.machine().slot(S0).state()).isEqualTo(SlotState.IN_USE);
        gone.rejects(new Reclaim.AddToSwap(P0, S0), Rejection.SLOT_IN_USE);
        assertThat(gone.fails(MAP, Errno.EAGAIN).machine().slot(S0).state()).isEqualTo(SlotState.RETURNING);
    }

    /** A's fault has looked at s0; swapoff took that page in; now s0 is B's, and A's fault reads it past the cache. */
    private static Scenario staleClaim() {
        return OWNER.fork(A, B)
                .then(new Cow.Copy(B, V0, P1, false))
                .then(new Cow.Map(B))
                .swapOut(A, V0, S0)
                .then(LOOKUP)
                .then(new Swapoff())
                .then(new Readahead(S0, P0))
                .then(new Unuse(A, V0))
                .then(new FreeSwap(P0))
                .fails(new Swapoff.Interrupt(), Errno.EINTR)
                .swapOut(B, V0, S0)
                .then(new SwapIn.Read(A, P2, true));
    }

    @Test
    void aStaleBypassLetsGoOfTheSlotThatItClaimed() {
        Scenario claimed = staleClaim();
        Machine m = claimed.fails(MAP, Errno.EAGAIN).machine();
        assertThat(m.claimed(S0)).isFalse();
        assertThat(m.users(S0)).isEqualTo(1);
        assertThat(m.free(P2)).isTrue();
    }

    @Override
    List<Row> refusals() {
        List<Row> rows = new ArrayList<>();
        rows.addAll(lookups());
        rows.addAll(reads());
        rows.addAll(maps());
        rows.addAll(retries());
        return rows;
    }

    private static List<Row> lookups() {
        return List.of(
                row(new SwapIn.Lookup(B, V0), "no process B", SWAPPED, Rejection.NO_SUCH_MM),
                row(LOOKUP, "A looks up already", LOOKED, Rejection.MMAP_LOCKED),
                row(LOOKUP, "no area", Scenario.boot(), Rejection.NOT_MAPPED),
                row(LOOKUP, "the area is closed", SWAPPED.protect(A, V0, Prot.NONE, false), Rejection.NOT_PERMITTED),
                row(LOOKUP, "the area is closed, and the entry present",
                        OWNER.protect(A, V0, Prot.NONE, false), Rejection.NOT_PERMITTED),
                row(LOOKUP, "present", OWNER, Rejection.NOT_SWAPPED),
                row(LOOKUP, "not populated",
                        Scenario.boot().then(new Mmap(A, V0, 1, Prot.RW, true)), Rejection.NOT_SWAPPED));
    }

    private static List<Row> reads() {
        Op read = new SwapIn.Read(A, P1, false);
        Op bypass = new SwapIn.Read(A, P1, true);
        Scenario async = Scenario.boot(Scenario.ASYNC).tagged(A, V0, P0).swapOut(A, V0, S0).then(LOOKUP);
        Scenario full = SWAPPED.tagged(A, V1, P1).then(LOOKUP);
        Scenario gone = LOOKED.then(new Swapoff()).then(new Readahead(S0, P1)).then(new Unuse(A, V0))
                .then(new FreeSwap(P1));
        return List.of(
                row(new SwapIn.Read(B, P1, false), "no process B", LOOKED, Rejection.NO_SUCH_MM),
                row(read, "A has no call", SWAPPED, Rejection.NO_SUCH_CALL),
                row(read, "A holds a page", READ, Rejection.CACHED),
                row(bypass, "A holds a page past the cache", BYPASS, Rejection.CACHED),
                row(read, "readahead was faster", LOOKED.then(new Readahead(S0, P2)), Rejection.CACHED),
                row(read, "swapoff took the entry", gone, Rejection.SLOT_UNUSED),
                row(bypass, "swapoff took the entry, and p1 in use", gone, Rejection.SLOT_UNUSED),
                row(new SwapIn.Read(B, P1, false), "A claimed the slot",
                        staleClaim().then(new SwapIn.Lookup(B, V0)), Rejection.SLOT_CLAIMED),
                row(bypass, "the device is asynchronous", async, Rejection.NO_BYPASS),
                row(bypass, "the slot is shared", SWAPPED.fork(A, B).then(LOOKUP), Rejection.NO_BYPASS),
                row(new SwapIn.Read(A, null, true), "asynchronous, and no frame", async, Rejection.NO_BYPASS),
                row(read, "p1 in use", full, Rejection.PAGE_IN_USE),
                row(bypass, "p1 in use", full, Rejection.PAGE_IN_USE));
    }

    private static List<Row> maps() {
        Scenario clearing = Scenario.boot().untagged(A, V0, P0).fork(A, B).addToSwap(P0, S0).unmap(A, V0).putback(P0)
                .protect(A, V0, Prot.RW, true)
                .then(LOOKUP)
                .then(new Mprotect(B, V0, 1, Prot.RW, true))
                .then(new Mprotect.ClearTags(B));
        return List.of(
                row(new SwapIn.Map(B), "no process B", READ, Rejection.NO_SUCH_MM),
                row(MAP, "A has no call", SWAPPED, Rejection.NO_SUCH_CALL),
                row(MAP, "A has no page yet", LOOKED, Rejection.NOT_CACHED),
                row(MAP, "reclaim has isolated the page", READ.then(new Reclaim.Isolate(P1)), Rejection.FOLIO_LOCKED),
                row(MAP, "B clears the page", clearing, Rejection.TAGS_LOCKED),
                row(MAP, "B clears the page, and reclaim has isolated it",
                        clearing.then(new Reclaim.Isolate(P0)), Rejection.FOLIO_LOCKED));
    }

    private static List<Row> retries() {
        return List.of(
                row(new SwapIn.Retry(B), "no process B", LOOKED, Rejection.NO_SUCH_MM),
                row(RETRY, "A has no call", SWAPPED, Rejection.NO_SUCH_CALL),
                row(RETRY, "A holds a page", READ, Rejection.CACHED),
                row(RETRY, "the slot can be read", LOOKED, Rejection.SLOT_READABLE));
    }
}
