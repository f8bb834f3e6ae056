package dev.pagetwin.spec.op;

import static dev.pagetwin.spec.Scenario.A;
import static dev.pagetwin.spec.Scenario.B;
import static dev.pagetwin.spec.Scenario.P0;
import static dev.pagetwin.spec.Scenario.P1;
import static dev.pagetwin.spec.Scenario.P2;
import static dev.pagetwin.spec.Scenario.V0;
import static dev.pagetwin.spec.Scenario.V1;
import static dev.pagetwin.spec.Scenario.V2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Scenario;
import dev.pagetwin.spec.op.Op.Alloc;
import dev.pagetwin.spec.state.Offset;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Va;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchTest extends PathTest {
    private static final Va V3 = Va.of(3);
    private static final Op FREE = new Batch.Free(A, V0);
    private static final Op DISCARD = new Batch.Discard(A, V0, false);

    private static Scenario boot() {
        Bounds b = Scenario.BOUNDS;
        return Scenario.from(Machine.boot(new Bounds(
                b.mms(), 4, b.pages(), b.slots(), b.granules(), b.tags(), b.data(), b.profile()).withOffsets(1).withOrder(1)));
    }

    private static Scenario owner() {
        return boot().then(new Mmap(A, V0, 2, Prot.RW, true)).then(new Large.Fault(A, V0, 1, P0))
                .store(A, V0, 3).stg(A, V0, 5).store(A, V1, 4).stg(A, V1, 6);
    }

    private static Scenario freed() {
        return owner().then(FREE);
    }

    @Test
    void aBatchOfForkIsItsEntriesOneAfterTheOther() {
        Scenario forking = owner().then(new Fork(A, B));
        Op one = new Fork.Entry(A, Alloc.OK);
        assertThat(forking.then(new Batch.Fork(A)).machine()).isEqualTo(forking.then(one).then(one).machine());
    }

    @Test
    void aBatchOfZapIsItsEntriesOneAfterTheOther() {
        Scenario zapping = owner().then(new Munmap(A, V0, 2));
        assertThat(zapping.then(new Batch.Zap(A)).machine()).isEqualTo(zapping.zapAll(A).machine());
    }

    @Test
    void aBatchOfMoveIsItsEntriesOneAfterTheOther() {
        Scenario moving = owner().then(new Mremap(A, V0, 2, 2, V2));
        Op one = new Mremap.Entry(A, Alloc.OK);
        Scenario moved = moving.then(new Batch.Move(A)).reads(A, V2, 3).readsTag(A, V3, 6);
        assertThat(moved.machine()).isEqualTo(moving.then(one).then(one).machine());
    }

    @Test
    void aBatchOfMprotectIsItsEntriesOneAfterTheOther() {
        Scenario protecting = owner().then(new Mprotect(A, V0, 2, Prot.RO, true));
        Op one = new Mprotect.Entry(A);
        Scenario done = protecting.then(new Batch.Protect(A)).reads(A, V1, 4).readsTag(A, V0, 5);
        assertThat(done.machine()).isEqualTo(protecting.then(one).then(one).machine());
    }

    @Test
    void aBatchOfMprotectEndsWhereFirstTagsAreNeeded() {
        boot().then(new Mmap(A, V0, 2, Prot.RW, false)).then(new Large.Fault(A, V0, 1, P0)).fork(A, B)
                .protect(B, V0, Prot.RW, true).then(new Mprotect(A, V0, 2, Prot.RW, true))
                .rejects(new Batch.Protect(A), Rejection.NOT_LARGE).then(new Mprotect.Entry(A))
                .rejects(new Batch.Protect(A), Rejection.TAGS_NOT_CLEARED);
    }

    @Test
    void whatWasWrittenThroughOneCountsForAllThatMoveWithIt() {
        Machine moved = freed().store(A, V1, 1).then(new Mremap(A, V0, 2, 2, V2)).then(new Batch.Move(A)).machine();
        assertThat(moved.mm(A).presentAt(V2).dirty()).isTrue();
    }

    @Test
    void aFolioThatWasLetGoVanishesWholeOrNotAtAll() {
        Scenario gone = freed().then(DISCARD);
        assertThat(gone.machine().free(P0)).isTrue();
        assertThat(gone.machine().mm(A).ptes().isEmpty()).isTrue();
        Machine kept = freed().store(A, V1, 2).fails(DISCARD, Errno.EBUSY).reads(A, V1, 2).readsTag(A, V0, 5).machine();
        assertThat(kept.folio(P0).lazyFree()).isFalse();
        assertThat(kept.folio(P0).dirty()).isTrue();
    }

    @Test
    void aDeviceStoresAsAProgramDoes() {
        assertThat(freed().then(new Smmu.Store(A, V0, 2)).machine()).isEqualTo(freed().store(A, V0, 2).machine());
    }

    @Override
    List<Row> refusals() {
        Scenario small = boot().tagged(A, V0, P0).tagged(A, V1, P1);
        Scenario pinned = owner().then(new Pin(A, V0, true));
        Scenario file = boot().then(new Shmem.Mmap(A, V0, 1, Offset.of(0), Prot.RW, true));
        Scenario untagged = boot().then(new Mmap(A, V0, 2, Prot.RW, false)).then(new Large.Fault(A, V0, 1, P0));
        Op tag = new Mprotect(A, V0, 2, Prot.RW, true);
        Scenario later = untagged.then(tag);
        Scenario clearing = later.then(new Mprotect.ClearTags(A));
        Scenario locked = untagged.fork(A, B).then(new Mprotect(B, V0, 2, Prot.RW, true))
                .then(new Mprotect.ClearTags(B)).then(tag);
        Scenario huge = boot().then(new Mmap(A, V0, 2, Prot.RW, true)).then(new Pmd.Fault(A, V0, P0));
        Op fork = new Batch.Fork(A);
        Op zap = new Batch.Zap(A);
        Op move = new Batch.Move(A);
        Op protect = new Batch.Protect(A);
        Op store = new Smmu.Store(A, V0, 1);
        return List.of(
                row(new Batch.Fork(B), "no process B", owner(), Rejection.NO_SUCH_MM),
                row(fork, "no fork", owner(), Rejection.NO_SUCH_CALL),
                row(fork, "the first page is pinned", pinned.then(new Fork(A, B)), Rejection.PINNED),
                row(fork, "small folios", small.then(new Fork(A, B)), Rejection.NOT_LARGE),
                row(new Batch.Zap(B), "no process B", owner(), Rejection.NO_SUCH_MM),
                row(zap, "no zap", owner(), Rejection.NO_SUCH_CALL),
                row(zap, "one page of it", owner().then(new Munmap(A, V1, 1)), Rejection.NOT_LARGE),
                row(new Batch.Move(B), "no process B", owner(), Rejection.NO_SUCH_MM),
                row(move, "no move", owner(), Rejection.NO_SUCH_CALL),
                row(move, "small folios", small.then(new Mremap(A, V0, 1, 1, V2)), Rejection.NOT_LARGE),
                row(new Batch.Protect(B), "no process B", owner(), Rejection.NO_SUCH_MM),
                row(protect, "no mprotect", owner(), Rejection.NO_SUCH_CALL),
                row(protect, "another clears the tags", locked, Rejection.TAGS_LOCKED),
                row(protect, "tags not cleared", later, Rejection.TAGS_NOT_CLEARED),
                row(protect, "its first tags are being cleared", clearing, Rejection.NOT_LARGE),
                row(protect, "one page of it", owner().then(new Mprotect(A, V1, 1, Prot.RO, true)), Rejection.NOT_LARGE),
                row(new Batch.Free(B, V0), "no process B", owner(), Rejection.NO_SUCH_MM),
                row(FREE, "A forks", owner().then(new Fork(A, B)), Rejection.MMAP_LOCKED),
                row(FREE, "nothing mapped", boot(), Rejection.NOT_MAPPED),
                row(FREE, "a shared area", file, Rejection.FILE_BACKED),
                row(FREE, "locked", owner().then(new Mlock(A, V0, 2)), Rejection.MLOCKED),
                row(FREE, "a small folio", small, Rejection.NOT_LARGE),
                row(new Batch.Free(A, V1), "not the first page", owner(), Rejection.NOT_LARGE),
                row(new Batch.Discard(B, V0, false), "no process B", freed(), Rejection.NO_SUCH_MM),
                row(new Batch.Discard(A, V2, false), "nothing there", freed(), Rejection.NOT_PRESENT),
                row(DISCARD, "one huge entry", huge, Rejection.PMD_MAPPED),
                row(DISCARD, "its tags are being cleared", clearing, Rejection.PTE_LOCKED),
                row(DISCARD, "a copy is made", small.fork(A, B).then(new LazyFree.Mark(B, V1))
                        .then(new Cow.Copy(A, V0, P2, false)), Rejection.NOT_LAZY_FREE),
                row(DISCARD, "isolated", freed().then(new Migrate.Isolate(P0)), Rejection.FOLIO_LOCKED),
                row(DISCARD, "not let go", owner(), Rejection.NOT_LAZY_FREE),
                row(DISCARD, "locked since", freed().then(new Mlock(A, V0, 2)), Rejection.MLOCKED),
                row(new Batch.Discard(A, V1, false), "not the first page", freed(), Rejection.NOT_LARGE),
                row(new LazyFree.Discard(A, V0, false), "a large folio", freed(), Rejection.LARGE),
                row(new Smmu.Store(B, V0, 1), "no process B", owner(), Rejection.NO_SUCH_MM),
                row(store, "nothing there", boot(), Rejection.NOT_PRESENT),
                row(store, "its tags are being cleared", clearing, Rejection.PTE_LOCKED),
                row(store, "read-only", owner().protect(A, V0, Prot.RO, true), Rejection.NOT_ACCESSIBLE));
    }
}
