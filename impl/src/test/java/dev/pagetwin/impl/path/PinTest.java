package dev.pagetwin.impl.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.impl.Errno;
import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.Tuning;
import dev.pagetwin.impl.arch.mte.MteSwapTags;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pinned pages on the reference's paths, and the hook that is called when one of them stays mapped. */
class PinTest {
    private static final Geometry SMALL = new Geometry(2, 2, 3, 2, 2);

    private final List<String> reverted = new ArrayList<>();
    private final Kernel k = new Kernel(SMALL, new Tuning(false, true), new MteSwapTags() {
        @Override
        public void remapOne(int mm, int va, long oldPte, int pfn) {
            reverted.add("mm " + mm + " va " + va + " pfn " + pfn);
        }
    });

    private void ok(long outcome) {
        assertThat(outcome).isEqualTo(Outcome.OK);
        k.checkRep();
    }

    private void pinned() {
        ok(k.mmap(0, 0, 1, Kernel.PROT_RW, true));
        ok(k.fault(0, 0, true, 0));
        ok(k.stg(0, 0, 1, 7));
    }

    @Test
    void reclaimUndoesWhatItHasDoneToAPinnedPage() {
        pinned();
        ok(k.reclaimAddToSwap(0, 0));
        ok(k.pin(0, 0, true));
        long before = k.view().pte(0, 0);
        assertThat(k.reclaimUnmap(0, 0, false, false)).isEqualTo(Outcome.failed(Errno.EBUSY));
        k.checkRep();
        assertThat(k.view().pte(0, 0)).isEqualTo(before);
        assertThat(k.view().users(0)).isZero();
        assertThat(k.view().anonExclusive(0)).isTrue();
        assertThat(reverted).containsExactly("mm 0 va 0 pfn 0");
    }

    @Test
    void migrationUndoesWhatItHasDoneToAPinnedPage() {
        pinned();
        ok(k.pin(0, 0, false));
        ok(k.migrateIsolate(0));
        assertThat(k.migrateUnmap(0, 0)).isEqualTo(Outcome.failed(Errno.EBUSY));
        assertThat(reverted).containsExactly("mm 0 va 0 pfn 0");
        ok(k.migrateFinish(0));
        assertThat(k.view().ptePresent(0, 0)).isTrue();
    }

    @Test
    void anUnmapThatSucceedsRevertsNothing() {
        pinned();
        ok(k.reclaimAddToSwap(0, 0));
        ok(k.reclaimUnmap(0, 0, false, false));
        assertThat(reverted).isEmpty();
        assertThat(k.view().pteSwapExclusive(0, 0)).isTrue();
    }

    @Test
    void forkCopiesAPinnedPageWithItsTags() {
        pinned();
        ok(k.pin(0, 0, true));
        ok(k.dma(0, 0, 5));
        ok(k.fork(0, 1));
        assertThat(k.forkEntry(0, false)).isEqualTo(Outcome.rejected(Refusal.PINNED));
        ok(k.forkCopy(0, 1));
        assertThat(k.load(1, 0)).isEqualTo(Outcome.value(5));
        assertThat(k.ldg(1, 0, 1)).isEqualTo(Outcome.value(7));
        assertThat(k.view().pincount(0)).isEqualTo(1);
        assertThat(k.view().pincount(1)).isZero();
    }

    @Test
    void aPinOutlivesMunmapAndExit() {
        ok(k.fork(0, 1));
        ok(k.mmap(1, 0, 1, Kernel.PROT_RW, true));
        ok(k.fault(1, 0, true, 2));
        ok(k.pin(1, 0, true));
        ok(k.munmap(1, 0, 1));
        ok(k.zap(1));
        assertThat(k.view().free(2)).isFalse();
        assertThat(k.view().pinPlaced(1, 0)).isFalse();
        ok(k.exit(1));
        assertThat(k.view().free(2)).isTrue();
    }

    @Test
    void unsharingLeavesTheEntryReadOnly() {
        pinned();
        ok(k.fork(0, 1));
        ok(k.forkEntry(0, false));
        assertThat(k.pin(1, 0, false)).isEqualTo(Outcome.rejected(Refusal.NOT_EXCLUSIVE));
        ok(k.unshareCopy(1, 0, 1, false));
        ok(k.cowMap(1));
        ok(k.pin(1, 0, false));
        assertThat(k.view().pteProt(1, 0)).isEqualTo(Kernel.PROT_RO);
        assertThat(k.dma(1, 0, 5)).isEqualTo(Outcome.rejected(Refusal.NOT_PERMITTED));
        assertThat(k.ldg(1, 0, 1)).isEqualTo(Outcome.value(7));
    }
}
