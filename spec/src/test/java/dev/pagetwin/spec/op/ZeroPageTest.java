package dev.pagetwin.spec.op;

import static dev.pagetwin.spec.Scenario.A;
import static dev.pagetwin.spec.Scenario.B;
import static dev.pagetwin.spec.Scenario.P0;
import static dev.pagetwin.spec.Scenario.P1;
import static dev.pagetwin.spec.Scenario.S0;
import static dev.pagetwin.spec.Scenario.V0;
import static dev.pagetwin.spec.Scenario.V1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Scenario;
import dev.pagetwin.spec.op.Madvise.Advice;
import dev.pagetwin.spec.op.Op.Alloc;
import dev.pagetwin.spec.state.Page;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.TagState;
import dev.pagetwin.spec.state.Tags;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZeroPageTest extends PathTest {
    private static final Op READ = new ZeroPage.Fault(A, V0);
    private static final Op WRITE = new ZeroPage.Cow(A, V0, P0);

    private static Scenario area(Prot prot, boolean mte) {
        return Scenario.boot().then(new Mmap(A, V0, 1, prot, mte));
    }

    private static Scenario zero(boolean mte) {
        return area(Prot.RW, mte).then(READ);
    }

    @Test
    void itReadsAsZeroAndTakesNoFrame() {
        Scenario s = zero(true).reads(A, V0, 0).readsTag(A, V0, 0);
        assertThat(s.machine().mm(A).zero(V0)).isEqualTo(new Pte.Zero(true, true));
        assertThat(s.machine().folios().isEmpty()).isTrue();
    }

    @Test
    void withoutTheAttributeItsTagsCannotBeRead() {
        zero(false).reads(A, V0, 0).rejects(new Ldg(A, V0, 0), Rejection.NOT_TAGGED);
    }

    @Test
    void itIsNeverWritten() {
        zero(true)
                .rejects(new Store(A, V0, 1), Rejection.NOT_ACCESSIBLE)
                .rejects(new Stg(A, V0, 0, 1), Rejection.NOT_ACCESSIBLE)
                .rejects(new Cow.Copy(A, V0, P0, true), Rejection.NOT_PRESENT);
    }

    @Test
    void aWriteGetsAPageWithZeroTagsInATaggedArea() {
        Machine m = zero(true).then(WRITE).machine();
        assertThat(m.mm(A).presentAt(V0)).isEqualTo(new Pte.Present(P0, Prot.RW, true, true));
        assertThat(m.page(P0)).isEqualTo(new Page(0, Tags.zero(2), TagState.TAGGED, true));
        assertThat(zero(false).then(WRITE).machine().page(P0).tagState()).isEqualTo(TagState.UNTAGGED);
    }

    @Test
    void withoutAFrameTheWriteFailsAndTheZeroPageStays() {
        Scenario s = zero(true);
        assertThat(s.fails(new ZeroPage.Cow(A, V0, null), Errno.ENOMEM).machine()).isEqualTo(s.machine());
    }

    @Test
    void forkGivesItToTheChildWhichWritesForItself() {
        Scenario s = zero(true).fork(A, B).then(WRITE).stg(A, V0, 7).readsTag(B, V0, 0);
        s.then(new ZeroPage.Cow(B, V0, P1)).readsTag(B, V0, 0).readsTag(A, V0, 7);
    }

    @Test
    void mprotectClosesItAndOpensItTaggedWithoutTouchingAPage() {
        Scenario closed = zero(false).protect(A, V0, Prot.NONE, false);
        closed.rejects(new Load(A, V0), Rejection.NOT_ACCESSIBLE);
        Scenario tagged = closed.then(new Mprotect(A, V0, 1, Prot.RW, true))
                .rejects(new Mprotect.ClearTags(A), Rejection.NOT_PRESENT)
                .then(new Mprotect.Entry(A));
        assertThat(tagged.readsTag(A, V0, 0).machine().mm(A).zero(V0)).isEqualTo(new Pte.Zero(true, true));
    }

    @Test
    void zapDropsItAndMremapMovesIt() {
        Machine gone = zero(true).then(new Madvise(A, V0, 1, Advice.DONTNEED)).then(new Zap(A)).machine();
        assertThat(gone.mm(A).ptes().isEmpty()).isTrue();
        Machine moved = zero(true).then(new Mremap(A, V0, 1, 1, V1)).then(new Mremap.Entry(A, Alloc.OK)).machine();
        assertThat(moved.mm(A).zero(V1)).isEqualTo(new Pte.Zero(true, true));
    }

    @Override
    List<Row> refusals() {
        Scenario boot = Scenario.boot();
        Scenario owner = boot.tagged(A, V0, P0);
        Scenario busy = boot.tagged(A, V1, P0);
        return List.of(
                row(new ZeroPage.Fault(B, V0), "no process B", boot, Rejection.NO_SUCH_MM),
                row(READ, "A unmaps, and has no area", owner.then(new Munmap(A, V0, 1)), Rejection.MMAP_LOCKED),
                row(READ, "no area", boot, Rejection.NOT_MAPPED),
                row(READ, "the area is closed", area(Prot.NONE, true), Rejection.NOT_PERMITTED),
                row(READ, "the area was closed with its page",
                        owner.protect(A, V0, Prot.NONE, false), Rejection.NOT_PERMITTED),
                row(READ, "a page is there", owner, Rejection.POPULATED),
                row(READ, "the zero page is there", zero(true), Rejection.POPULATED),
                row(READ, "the page is swapped out", owner.swapOut(A, V0, S0), Rejection.POPULATED),
                row(new ZeroPage.Cow(B, V0, P0), "no process B", boot, Rejection.NO_SUCH_MM),
                row(WRITE, "A unmaps, and has no area", zero(true).then(new Munmap(A, V0, 1)), Rejection.MMAP_LOCKED),
                row(WRITE, "no area", boot, Rejection.NOT_MAPPED),
                row(WRITE, "the area is read-only", area(Prot.RO, true), Rejection.NOT_PERMITTED),
                row(WRITE, "nothing is there", area(Prot.RW, true), Rejection.NOT_ZERO_PAGE),
                row(WRITE, "a page is there, and p0 in use", owner, Rejection.NOT_ZERO_PAGE),
                row(WRITE, "p0 in use",
                        busy.then(new Mmap(A, V0, 1, Prot.RW, true)).then(READ), Rejection.PAGE_IN_USE));
    }
}
