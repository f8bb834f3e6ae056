package dev.pagetwin.spec.op;

import static dev.pagetwin.spec.Scenario.A;
import static dev.pagetwin.spec.Scenario.B;
import static dev.pagetwin.spec.Scenario.P0;
import static dev.pagetwin.spec.Scenario.P1;
import static dev.pagetwin.spec.Scenario.P2;
import static dev.pagetwin.spec.Scenario.P3;
import static dev.pagetwin.spec.Scenario.S0;
import static dev.pagetwin.spec.Scenario.V0;
import static dev.pagetwin.spec.Scenario.V1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Scenario;
import dev.pagetwin.spec.op.Op.Alloc;
import dev.pagetwin.spec.state.Offset;
import dev.pagetwin.spec.state.Prot;
import java.util.List;
import org.junit.jupiter.api.Test;

class WillneedTest extends PathTest {
    private static final Scenario BOOT = Scenario.from(Machine.boot(Scenario.BOUNDS.withOffsets(1)));
    private static final Scenario SWAPPED =
            BOOT.tagged(A, V0, P0).store(A, V0, 5).stg(A, V0, 6).swapOut(A, V0, S0);
    private static final Op WILLNEED = new Willneed(A, V0, P1);

    @Test
    void theEntryStaysAndTheTagsAreDueStill() {
        Scenario read = SWAPPED.then(WILLNEED);
        assertThat(read.machine()).isEqualTo(SWAPPED.then(new Readahead(S0, P1)).machine());
        assertThat(read.machine().mm(A).swap(V0)).isNotNull();
        read.then(new SwapIn.Lookup(A, V0)).then(new SwapIn.Map(A)).reads(A, V0, 5).readsTag(A, V0, 6);
    }

    @Test
    void inASharedAreaItIsTheFilesEntry() {
        Scenario out = BOOT.then(new Shmem.Mmap(A, V0, 1, Offset.of(0), Prot.RW, false))
                .then(new Shmem.Add(Offset.of(0), P0)).then(new Pageout.Isolate(P0))
                .then(new Pageout.Writepage(P0, S0, Alloc.OK)).then(new Reclaim.Writeback(P0, Alloc.OK))
                .then(new Reclaim.Drop(P0, false));
        assertThat(out.then(WILLNEED).machine().cachedAt(S0)).isEqualTo(P1);
    }

    /** A's fault has looked at s0; swapoff took that page in; now s0 is B's, and A's fault reads it past the cache. */
    private static Scenario claimed() {
        return BOOT.tagged(A, V0, P0).fork(A, B).then(new Cow.Copy(B, V0, P1, false)).then(new Cow.Map(B))
                .swapOut(A, V0, S0).then(new SwapIn.Lookup(A, V0)).then(new Swapoff()).then(new Readahead(S0, P0))
                .then(new Unuse(A, V0)).then(new FreeSwap(P0)).fails(new Swapoff.Interrupt(), Errno.EINTR)
                .swapOut(B, V0, S0).then(new SwapIn.Read(A, P2, true));
    }

    @Override
    List<Row> refusals() {
        return List.of(
                row(new Willneed(B, V0, P3), "A's fault claimed what is B's now", claimed(), Rejection.SLOT_CLAIMED),
                row(new Willneed(B, V0, P1), "no process B", SWAPPED, Rejection.NO_SUCH_MM),
                row(WILLNEED, "A forks", SWAPPED.then(new Fork(A, B)), Rejection.MMAP_LOCKED),
                row(new Willneed(A, V1, P1), "nothing mapped", SWAPPED, Rejection.NOT_MAPPED),
                row(WILLNEED, "present", BOOT.tagged(A, V0, P0), Rejection.NOT_SWAPPED),
                row(WILLNEED, "read already", SWAPPED.then(new Readahead(S0, P0)), Rejection.CACHED),
                row(new Willneed(A, V0, P0), "p0 in use", SWAPPED.tagged(A, V1, P0), Rejection.PAGE_IN_USE));
    }
}
