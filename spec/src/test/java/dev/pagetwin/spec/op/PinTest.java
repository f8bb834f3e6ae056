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
import dev.pagetwin.spec.op.Op.Alloc;
import dev.pagetwin.spec.state.PinnedPage;
import dev.pagetwin.spec.state.Prot;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PinTest extends PathTest {
    private static final Scenario OWNER = Scenario.boot().tagged(A, V0, P0).store(A, V0, 5).stg(A, V0, 6);
    private static final Scenario SHARED = OWNER.fork(A, B);
    private static final Scenario BACK = OWNER.swapOut(A, V0, S0).swapIn(A, V0, P0);
    private static final Op PIN = new Pin(A, V0, true);
    private static final Op PIN_TO_READ = new Pin(A, V0, false);
    private static final Op DMA = new Dma(A, V0, 9);
    private static final Op UNPIN = new Unpin(A, V0);
    private static final Op UNMAP = new Reclaim.Unmap(A, V0, Alloc.OK, Alloc.OK);
    private static final Scenario PINNED = OWNER.then(PIN);

    @Test
    void aPinHoldsThePage() {
        Machine m = PINNED.machine();
        assertThat(m.mm(A).pins().at(V0)).isEqualTo(new PinnedPage(P0, true, true));
        assertThat(m.references(P0)).isEqualTo(2);
        assertThat(PINNED.then(UNPIN).machine()).isEqualTo(OWNER.machine());
    }

    @Test
    void theProgramReadsWhatTheDeviceStored() {
        PINNED.then(DMA).reads(A, V0, 9).readsTag(A, V0, 6);
    }

    @Test
    void theDeviceStoresToThePageWhereverItWasMoved() {
        Scenario moved = PINNED.then(new Mremap(A, V0, 1, 1, V1)).then(new Mremap.Entry(A, Alloc.OK));
        moved.shows(m -> m.mm(A).pins().at(V0), new PinnedPage(P0, true, false)).then(DMA).reads(A, V1, 9);
    }

    @Test
    void aPinOutlivesMunmapAndThePageGoesWithIt() {
        Scenario unmapped = PINNED.then(new Munmap(A, V0, 1)).then(new Zap(A));
        assertThat(unmapped.machine().mm(A).pins().at(V0)).isEqualTo(new PinnedPage(P0, true, false));
        assertThat(unmapped.machine().free(P0)).isFalse();
        unmapped.tagged(A, V0, P1).then(DMA).reads(A, V0, 0);
        assertThat(unmapped.then(UNPIN).machine().free(P0)).isTrue();
    }

    @Test
    void pinsGoWithTheLastEntryOfAnAddressSpace() {
        Scenario two = Scenario.boot().fork(A, B).tagged(B, V0, P0).then(new Pin(B, V0, true)).then(new Exit(B));
        assertThat(two.machine().free(P0)).isFalse();
        assertThat(two.then(new Zap(B)).machine().free(P0)).isTrue();
    }

    @Test
    void reclaimDoesNotTakeAPinnedPageFromItsEntry() {
        Scenario late = OWNER.addToSwap(P0, S0).then(PIN);
        assertThat(late.fails(UNMAP, Errno.EBUSY).machine()).isEqualTo(late.machine());
        late.putback(P0).then(UNPIN).then(new Reclaim.Isolate(P0)).unmap(A, V0);
    }

    @Test
    void reclaimDoesNotFreeAPinnedPageThatTheProgramHasUnmapped() {
        OWNER.addToSwap(P0, S0).then(PIN).then(new Munmap(A, V0, 1)).then(new Zap(A))
                .then(new Reclaim.Writeback(P0, Alloc.OK))
                .shows(m -> m.free(P0), false)
                .then(UNPIN)
                .shows(m -> m.free(P0), true);
    }

    @Test
    void migrationDoesNotTakeAPinnedPageFromItsEntry() {
        Scenario isolated = PINNED.then(new Migrate.Isolate(P0));
        assertThat(isolated.fails(new Migrate.Unmap(A, V0), Errno.EBUSY).machine()).isEqualTo(isolated.machine());
        assertThat(isolated.then(new Migrate.Finish(P0)).machine()).isEqualTo(PINNED.machine());
    }

    @Test
    void migrationDoesNotMoveAPinnedPageThatTheProgramHasUnmapped() {
        PINNED.then(new Migrate.Isolate(P0)).then(new Munmap(A, V0, 1)).then(new Zap(A))
                .then(new Migrate.Copy(P0, P1))
                .fails(new Migrate.Move(P0, false), Errno.EAGAIN);
    }

    @Test
    void aWriteFaultLeavesAPinnedPageWhereItIs() {
        Scenario read = BACK.then(PIN_TO_READ);
        read.reuse(A, V0).store(A, V0, 7).shows(m -> m.page(P0).data(), 7);
    }

    @Override
    List<Row> refusals() {
        List<Row> rows = new ArrayList<>();
        Scenario dying = SHARED.then(new Exit(B));
        for (boolean write : List.of(false, true)) {
            rows.add(row(new Pin(B, V0, write), "no process B", OWNER, Rejection.NO_SUCH_MM));
            rows.add(row(new Pin(A, V0, write), "A forks", OWNER.then(new Fork(A, B)), Rejection.MMAP_LOCKED));
            rows.add(row(new Pin(B, V0, write), "B is being forked",
                    OWNER.tagged(A, V1, P1).then(new Fork(A, B)).then(new Fork.Entry(A, Alloc.OK)),
                    Rejection.MMAP_LOCKED));
            rows.add(row(new Pin(B, V0, write), "B exits", dying, Rejection.MMAP_LOCKED));
            rows.add(row(new Pin(A, V0, write), "swapped", OWNER.swapOut(A, V0, S0), Rejection.NOT_PRESENT));
            rows.add(row(new Pin(A, V0, write), "first tags are being written",
                    Scenario.boot().untagged(A, V0, P0).then(new Mprotect(A, V0, 1, Prot.RW, true))
                            .then(new Mprotect.ClearTags(A)), Rejection.PTE_LOCKED));
            rows.add(row(new Pin(A, V0, write), "closed", OWNER.protect(A, V0, Prot.NONE, false),
                    Rejection.NOT_ACCESSIBLE));
            rows.add(row(new Pin(A, V0, write), "pinned here", PINNED, Rejection.PINNED));
        }
        rows.add(row(PIN, "the entry is read-only, and shared", SHARED, Rejection.NOT_ACCESSIBLE));
        rows.add(row(PIN_TO_READ, "shared", SHARED, Rejection.NOT_EXCLUSIVE));
        rows.add(row(PIN_TO_READ, "shared, and another page pinned here",
                PINNED.then(new Munmap(A, V0, 1)).then(new Zap(A)).tagged(A, V0, P1).fork(A, B),
                Rejection.NOT_EXCLUSIVE));
        rows.add(row(PIN_TO_READ, "one owner, but nobody has proven it",
                SHARED.then(new Cow.Copy(B, V0, P1, false)).then(new Cow.Map(B)), Rejection.NOT_EXCLUSIVE));
        for (Op op : List.of(new Unpin(B, V0), new Dma(B, V0, 9))) {
            rows.add(row(op, "no process B", PINNED, Rejection.NO_SUCH_MM));
        }
        for (Op op : List.of(UNPIN, DMA)) {
            rows.add(row(op, "nothing pinned", OWNER, Rejection.NOT_PINNED));
        }
        rows.add(row(DMA, "pinned to be read", OWNER.then(PIN_TO_READ), Rejection.NOT_PERMITTED));
        rows.add(row(new Reclaim.AddToSwap(P0, S0), "pinned", PINNED, Rejection.PINNED));
        rows.add(row(new Reclaim.AddToSwap(P0, S0), "pinned, and the slot in use",
                OWNER.tagged(A, V1, P2).swapOut(A, V1, S0).then(PIN), Rejection.PINNED));
        rows.add(row(new Reclaim.AddToSwap(P0, S0), "pinned, and unmapped",
                PINNED.then(new Munmap(A, V0, 1)).then(new Zap(A)), Rejection.NOT_MAPPED));
        return rows;
    }
}
