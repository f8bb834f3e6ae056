package dev.pagetwin.spec.op;

import static dev.pagetwin.spec.Scenario.A;
import static dev.pagetwin.spec.Scenario.B;
import static dev.pagetwin.spec.Scenario.P0;
import static dev.pagetwin.spec.Scenario.P2;
import static dev.pagetwin.spec.Scenario.V0;
import static dev.pagetwin.spec.Scenario.V1;
import static dev.pagetwin.spec.Scenario.V2;
import static dev.pagetwin.spec.state.Age.OLD;
import static dev.pagetwin.spec.state.Age.UNKNOWN;
import static dev.pagetwin.spec.state.Age.YOUNG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Scenario;
import dev.pagetwin.spec.op.Op.Alloc;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Offset;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Va;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgeTest extends PathTest {
    private static final Va V3 = Va.of(3);
    private static final Op REFERENCE = new Age.Reference(A, V0);
    private static final Op COLD = new Age.Cold(A, V0, false);
    private static final Op TOUCH = new Age.Touch(A, V0);

    private static Scenario boot() {
        Bounds b = Scenario.BOUNDS;
        return Scenario.from(Machine.boot(new Bounds(
                b.mms(), 4, b.pages(), b.slots(), b.granules(), b.tags(), b.data(), b.profile()).withOffsets(1).withOrder(1)));
    }

    private static Scenario owner() {
        return boot().then(new Mmap(A, V0, 2, Prot.RW, true)).then(new Large.Fault(A, V0, 1, P0)).store(A, V0, 3);
    }

    private static Scenario old() {
        return owner().then(REFERENCE);
    }

    private static Pte.Present entry(Scenario s, MmId mm, Va va) {
        return s.machine().mm(mm).presentAt(va);
    }

    private static List<dev.pagetwin.spec.state.Age> ages(Scenario s, Va... vas) {
        return List.of(vas).stream().map(va -> entry(s, A, va).age()).toList();
    }

    @Test
    void reclaimTakesNoticeOfAWholeFolioAndChangesNothingElse() {
        assertThat(ages(owner(), V0, V1)).containsExactly(YOUNG, YOUNG);
        assertThat(ages(old(), V0, V1)).containsExactly(OLD, OLD);
        assertThat(old().then(TOUCH).then(new Age.Touch(A, V1)).machine()).isEqualTo(owner().machine());
    }

    @Test
    void anAccessIsNotedForItsPageAndPerhapsForTheOthersOfItsFolio() {
        assertThat(ages(old().then(TOUCH), V0, V1)).containsExactly(YOUNG, UNKNOWN);
        assertThat(ages(old().store(A, V1, 1), V0, V1)).containsExactly(UNKNOWN, YOUNG);
        assertThat(ages(old().stg(A, V1, 1), V0, V1)).containsExactly(UNKNOWN, YOUNG);
    }

    @Test
    void anAccessSaysNothingOfAnotherFolio() {
        Scenario two = owner().then(new Mmap(A, V2, 2, Prot.RW, true)).then(new Large.Fault(A, V2, 1, P2));
        Scenario both = two.then(REFERENCE).then(new Age.Reference(A, V3));
        assertThat(ages(both.then(TOUCH), V0, V1, V2, V3)).containsExactly(YOUNG, UNKNOWN, OLD, OLD);
    }

    @Test
    void aLookLeavesNoTrace() {
        assertThat(old().reads(A, V0, 3).machine()).isEqualTo(old().machine());
    }

    @Test
    void theZeroPageHasNoAge() {
        Scenario zero = boot().then(new Mmap(A, V0, 1, Prot.RW, false)).then(new ZeroPage.Fault(A, V0));
        assertThat(zero.then(TOUCH).machine()).isEqualTo(zero.machine());
    }

    @Test
    void aDeviceReadsAsAProgramDoes() {
        assertThat(old().then(new Smmu.Touch(A, V1)).machine()).isEqualTo(old().then(new Age.Touch(A, V1)).machine());
    }

    @Test
    void whatIsColdIsOldAndAsDirtyAsBefore() {
        assertThat(owner().then(COLD).machine()).isEqualTo(old().machine());
        assertThat(entry(owner().then(COLD), A, V0).dirty()).isTrue();
    }

    @Test
    void aWriteInTheMiddleOfTheAdviceStaysNoted() {
        Scenario clean = owner().then(new Batch.Free(A, V0)).then(TOUCH);
        Scenario raced = clean.then(new Age.Cold(A, V0, true));
        assertThat(ages(raced, V0, V1)).containsExactly(OLD, OLD);
        assertThat(entry(raced, A, V0).dirty()).isTrue();
        assertThat(entry(raced, A, V1).dirty()).isFalse();
        raced.reads(A, V0, 3);
    }

    @Test
    void aFolioThatOthersMapTooIsNotMadeCold() {
        Scenario shared = owner().fork(A, B);
        assertThat(shared.then(COLD).machine()).isEqualTo(shared.machine());
    }

    @Test
    void whatIsLetGoIsOld() {
        assertThat(ages(owner().then(new Batch.Free(A, V0)), V0, V1)).containsExactly(OLD, OLD);
    }

    @Test
    void aChildHasYoungEntriesAndItsParentKeepsItsOwn() {
        Scenario forked = old().fork(A, B);
        assertThat(ages(forked, V0, V1)).containsExactly(OLD, OLD);
        assertThat(entry(forked, B, V0).age()).isEqualTo(YOUNG);
    }

    @Test
    void aWriteFaultIsAnAccess() {
        Scenario closed = old().protect(A, V0, Prot.RO, true).protect(A, V0, Prot.RW, true);
        assertThat(ages(closed, V0, V1)).containsExactly(OLD, OLD);
        assertThat(ages(closed.reuse(A, V0), V0, V1)).containsExactly(YOUNG, UNKNOWN);
    }

    @Test
    void reclaimInTheMiddleOfAForkLeavesNoOldEntryBesideANewOne() {
        Op next = new Fork.Entry(A, Alloc.OK);
        Scenario half = owner().then(new Fork(A, B)).then(next).then(new Age.Reference(B, V0)).then(next);
        assertThat(entry(half, B, V0).age()).isEqualTo(UNKNOWN);
        assertThat(entry(half, B, V1).age()).isEqualTo(YOUNG);
    }

    @Test
    void protectionAndMovesKeepTheAge() {
        assertThat(ages(old().protect(A, V0, Prot.RO, true), V0, V1)).containsExactly(OLD, OLD);
        Op next = new Mremap.Entry(A, Alloc.OK);
        Scenario moved = old().then(TOUCH).then(new Mremap(A, V0, 2, 2, V2)).then(next).then(next);
        assertThat(ages(moved, V2, V3)).containsExactly(YOUNG, UNKNOWN);
    }

    @Test
    void aBatchThatMovesIsYoungIfOneOfItIs() {
        Scenario moved = old().then(TOUCH).then(new Mremap(A, V0, 2, 2, V2)).then(new Batch.Move(A));
        assertThat(ages(moved, V2, V3)).containsExactly(YOUNG, YOUNG);
    }

    @Test
    void anEntryThatComesBackFromMigrationIsYoung() {
        Scenario back = old().then(new Migrate.Isolate(P0)).then(new Migrate.Unmap(A, V0))
                .then(new Migrate.Remap(A, V0));
        assertThat(ages(back, V0, V1)).containsExactly(YOUNG, UNKNOWN);
    }

    @Override
    List<Row> refusals() {
        Scenario clearing = boot().then(new Mmap(A, V0, 2, Prot.RW, false)).then(new Large.Fault(A, V0, 1, P0))
                .then(new Mprotect(A, V0, 2, Prot.RW, true)).then(new Mprotect.ClearTags(A));
        Scenario huge = boot().then(new Mmap(A, V0, 2, Prot.RW, true)).then(new Pmd.Fault(A, V0, P0));
        Scenario closed = owner().protect(A, V0, Prot.NONE, true);
        Scenario file = boot().then(new Shmem.Mmap(A, V0, 1, Offset.of(0), Prot.RW, true));
        Op device = new Smmu.Touch(A, V0);
        return List.of(
                row(new Age.Touch(B, V0), "no process B", owner(), Rejection.NO_SUCH_MM),
                row(TOUCH, "nothing there", boot(), Rejection.NOT_PRESENT),
                row(TOUCH, "its tags are being cleared", clearing, Rejection.PTE_LOCKED),
                row(TOUCH, "closed", closed, Rejection.NOT_ACCESSIBLE),
                row(new Smmu.Touch(B, V0), "no process B", owner(), Rejection.NO_SUCH_MM),
                row(device, "nothing there", boot(), Rejection.NOT_PRESENT),
                row(device, "its tags are being cleared", clearing, Rejection.PTE_LOCKED),
                row(device, "closed", closed, Rejection.NOT_ACCESSIBLE),
                row(new Age.Reference(B, V0), "no process B", owner(), Rejection.NO_SUCH_MM),
                row(REFERENCE, "nothing there", boot(), Rejection.NOT_PRESENT),
                row(REFERENCE, "one huge entry", huge, Rejection.PMD_MAPPED),
                row(REFERENCE, "its tags are being cleared", clearing, Rejection.PTE_LOCKED),
                row(new Age.Reference(A, V1), "its neighbour's tags are", clearing, Rejection.PTE_LOCKED),
                row(new Age.Cold(B, V0, false), "no process B", owner(), Rejection.NO_SUCH_MM),
                row(COLD, "A forks", owner().then(new Fork(A, B)), Rejection.MMAP_LOCKED),
                row(COLD, "nothing mapped", boot(), Rejection.NOT_MAPPED),
                row(COLD, "a shared area", file, Rejection.FILE_BACKED),
                row(COLD, "locked", owner().then(new Mlock(A, V0, 2)), Rejection.MLOCKED),
                row(COLD, "one huge entry", huge, Rejection.PMD_MAPPED),
                row(COLD, "a small folio", boot().tagged(A, V0, P0), Rejection.NOT_LARGE),
                row(new Age.Cold(A, V1, false), "not the first page", owner(), Rejection.NOT_LARGE),
                row(new Age.Cold(A, V0, true), "read-only", owner().fork(A, B), Rejection.NOT_ACCESSIBLE));
    }
}
