package dev.pagetwin.impl.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.impl.Errno;
import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.KernelView;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.Snapshot;
import dev.pagetwin.impl.Tuning;
import dev.pagetwin.impl.arch.mte.MteSwapTags;
import org.junit.jupiter.api.Test;

/** A folio of four pages, of which the last has no tags. */
class LargeTest {
    private static final Geometry SMALL = new Geometry(1, 4, 8, 4, 3, 0, 2);

    private static void ok(long outcome) {
        assertThat(Outcome.text(outcome)).isEqualTo("ok");
    }

    /** Data i and tag i + 1 at each va i from 1 to 3; va 0 and its page are without tags. */
    private static Kernel owner() {
        Kernel k = new Kernel(SMALL, new Tuning(false, true), new MteSwapTags());
        ok(k.mmap(0, 0, 4, Kernel.PROT_RW, false));
        ok(k.largeFault(0, 0, 2, 4));
        ok(k.mprotect(0, 1, 3, Kernel.PROT_RW, true));
        for (int va = 1; va < 4; va++) {
            ok(k.mprotectClearTags(0));
            ok(k.mprotectEntry(0));
        }
        for (int va = 1; va < 4; va++) {
            ok(k.stg(0, va, 2, va + 1));
            ok(k.store(0, va, va));
        }
        k.checkRep();
        return k;
    }

    /** The same, unmapped for reclaim. */
    private static Kernel unmapped() {
        Kernel k = owner();
        ok(k.reclaimAddToSwap(6, 0));
        for (int va = 0; va < 4; va++) {
            ok(k.reclaimUnmap(0, va, false, false));
        }
        k.checkRep();
        return k;
    }

    private static boolean kept(Kernel k, int slot) {
        return k.view().dueTags(-1, -1, slot, new byte[3]);
    }

    private static void readsBack(Kernel k) {
        for (int va = 1; va < 4; va++) {
            assertThat(k.ldg(0, va, 2)).isEqualTo(Outcome.value(va + 1));
            assertThat(k.load(0, va)).isEqualTo(Outcome.value(va));
        }
    }

    @Test
    void everyPageNamesTheFolio() {
        Kernel k = owner();
        assertThat(k.view().head(7)).isEqualTo(4);
        assertThat(k.view().order(7)).isEqualTo(2);
        assertThat(k.view().refcount(7)).isEqualTo(4);
        assertThat(k.largeFault(0, 2, 1, 0)).isEqualTo(Outcome.rejected(Refusal.POPULATED));
        assertThat(k.reclaimAddToSwap(7, 2)).isEqualTo(Outcome.rejected(Refusal.NOT_ALIGNED));
    }

    @Test
    void aFailedSaveLeavesNoRecordBehind() {
        Kernel k = unmapped();
        assertThat(k.reclaimWritebackFails(5, 3)).isEqualTo(Outcome.failed(Errno.ENOMEM));
        assertThat(k.view().dirty(4)).isTrue();
        for (int slot = 0; slot < 4; slot++) {
            assertThat(kept(k, slot)).as("slot %d", slot).isFalse();
        }
        k.checkRep();
    }

    @Test
    void thePagesComeBackOneByOne() {
        Kernel k = unmapped();
        ok(k.reclaimWriteback(7, false));
        assertThat(kept(k, 0)).isFalse();
        assertThat(kept(k, 3)).isTrue();
        ok(k.reclaimDrop(5, false));
        k.checkRep();
        for (int va = 0; va < 4; va++) {
            ok(k.swapInLookup(0, va));
            ok(k.swapInRead(0, va, false));
            ok(k.swapInMap(0));
        }
        k.checkRep();
        readsBack(k);
    }

    @Test
    void aSplitGivesEachPageWhatIsItsOwn() {
        Kernel k = unmapped();
        ok(k.reclaimPutback(4));
        ok(k.migrateIsolate(5));
        ok(k.split(6, false));
        k.checkRep();
        KernelView view = k.view();
        for (int i = 0; i < 4; i++) {
            assertThat(view.head(4 + i)).isEqualTo(4 + i);
            assertThat(view.folioSlot(4 + i)).isEqualTo(i);
            assertThat(view.refcount(4 + i)).isEqualTo(2);
        }
    }

    @Test
    void aSnapshotHasTheFolios() {
        Kernel k = owner();
        Snapshot whole = k.snapshot();
        ok(k.munmap(0, 0, 4));
        for (int va = 0; va < 4; va++) {
            ok(k.zap(0));
        }
        assertThat(k.view().head(7)).isEqualTo(7);
        k.restore(whole);
        k.checkRep();
        assertThat(k.view().head(7)).isEqualTo(4);
        assertThat(k.snapshot()).isEqualTo(whole);
        readsBack(k);
    }

    @Test
    void aCollapseCopiesDataAndTags() {
        Kernel k = owner();
        ok(k.collapse(0, 2, 1, 0, false));
        k.checkRep();
        assertThat(k.load(0, 3)).isEqualTo(Outcome.rejected(Refusal.PTE_LOCKED));
        ok(k.collapseCopy(0));
        ok(k.collapseInstall(0));
        k.checkRep();
        readsBack(k);
        assertThat(k.view().order(1)).isEqualTo(1);
        assertThat(k.view().refcount(7)).as("the other two of the four are still mapped").isEqualTo(2);
    }
}
