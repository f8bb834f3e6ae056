package dev.pagetwin.impl.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.impl.Errno;
import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.KernelView;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.Tuning;
import dev.pagetwin.impl.arch.mte.MteSwapTags;
import dev.pagetwin.impl.page.FolioLock;
import dev.pagetwin.impl.page.TagState;
import org.junit.jupiter.api.Test;

/** A page on its way to another frame, step by step. */
class MigrateTest {
    private static final Geometry SMALL = new Geometry(2, 1, 3, 1, 3);

    private static void ok(long outcome) {
        assertThat(Outcome.text(outcome)).isEqualTo("ok");
    }

    private static void refused(long outcome, Refusal why) {
        assertThat(outcome).isEqualTo(Outcome.rejected(why));
    }

    /** A kernel in which mm 0 has stored tag 7 and data 3 in frame 0. */
    private static Kernel tagged(MteSwapTags design) {
        Kernel k = new Kernel(SMALL, new Tuning(false, true), design);
        ok(k.mmap(0, 0, 1, Kernel.PROT_RW, true));
        ok(k.fault(0, 0, true, 0));
        ok(k.stg(0, 0, 2, 7));
        ok(k.store(0, 0, 3));
        return k;
    }

    /** The same, its entry a migration entry. */
    private static Kernel unmapped() {
        Kernel k = tagged(new MteSwapTags());
        ok(k.migrateIsolate(0));
        ok(k.migrateUnmap(0, 0));
        k.checkRep();
        return k;
    }

    private static void move(Kernel k) {
        ok(k.migrateCopy(0, 1));
        k.checkRep();
        ok(k.migrateMove(0, false));
        k.checkRep();
    }

    @Test
    void dataAndTagsArriveAndTheSourceIsFree() {
        Kernel k = unmapped();
        move(k);
        ok(k.migrateRemap(0, 0));
        ok(k.migrateFinish(0));
        k.checkRep();
        assertThat(k.load(0, 0)).isEqualTo(Outcome.value(3));
        assertThat(k.ldg(0, 0, 2)).isEqualTo(Outcome.value(7));
        assertThat(k.view().free(0)).isTrue();
        assertThat(k.view().ptePfn(0, 0)).isEqualTo(1);
        assertThat(k.view().dirty(1)).isTrue();
    }

    @Test
    void theViewTellsHowFarItIs() {
        Kernel k = unmapped();
        KernelView view = k.view();
        assertThat(view.pteMigration(0, 0)).isTrue();
        assertThat(view.pteSwap(0, 0)).isFalse();
        assertThat(view.pteMigrationPfn(0, 0)).isZero();
        assertThat(view.pteMigrationWritable(0, 0)).isTrue();
        assertThat(view.pteMigrationDirty(0, 0)).isTrue();
        assertThat(view.lock(0)).isEqualTo(FolioLock.MIGRATION);
        ok(k.migrateCopy(0, 1));
        assertThat(view.lock(1)).isEqualTo(FolioLock.DESTINATION);
        assertThat(view.migrationTo(0)).isEqualTo(1);
        assertThat(view.moved(0)).isFalse();
        ok(k.migrateMove(0, false));
        assertThat(view.moved(0)).isTrue();
    }

    @Test
    void aFailedMoveIsTriedAgainOrGivenUp() {
        Kernel k = unmapped();
        ok(k.migrateCopy(0, 1));
        assertThat(k.migrateMove(0, true)).isEqualTo(Outcome.failed(Errno.EAGAIN));
        ok(k.migrateCopy(0, 1));
        refused(k.migrateRemap(0, 0), Refusal.NOT_MOVED);
        ok(k.migrateUndo(0));
        k.checkRep();
        assertThat(k.view().free(1)).isTrue();
        assertThat(k.view().tagState(1)).isEqualTo(TagState.UNTAGGED);
        ok(k.migrateRemap(0, 0));
        ok(k.migrateFinish(0));
        assertThat(k.ldg(0, 0, 2)).isEqualTo(Outcome.value(7));
    }

    @Test
    void aCallThatHoldsThePageLetsTheMoveFail() {
        Kernel k = tagged(new MteSwapTags());
        ok(k.fork(0, 1));
        ok(k.forkEntry(0, false));
        ok(k.cowCopy(1, 0, 2, false));
        ok(k.migrateIsolate(0));
        ok(k.migrateUnmap(0, 0));
        ok(k.migrateUnmap(1, 0));
        ok(k.migrateCopy(0, 1));
        assertThat(k.migrateMove(0, false)).isEqualTo(Outcome.failed(Errno.EAGAIN));
        assertThat(k.cowMap(1)).isEqualTo(Outcome.failed(Errno.EAGAIN));
        ok(k.migrateMove(0, false));
        k.checkRep();
    }

    @Test
    void theSlotMovesWithThePage() {
        Kernel k = tagged(new MteSwapTags());
        ok(k.reclaimAddToSwap(0, 0));
        ok(k.reclaimUnmap(0, 0, false, false));
        ok(k.reclaimPutback(0));
        ok(k.migrateIsolate(0));
        move(k);
        assertThat(k.view().cachedAt(0)).isEqualTo(1);
        assertThat(k.view().folioSlot(0)).isEqualTo(-1);
        ok(k.migrateFinish(0));
        ok(k.swapInLookup(0, 0));
        ok(k.swapInMap(0));
        k.checkRep();
        assertThat(k.ldg(0, 0, 2)).isEqualTo(Outcome.value(7));
    }

    @Test
    void aZappedMigrationEntryLeavesAPageThatFinishFrees() {
        Kernel k = unmapped();
        move(k);
        ok(k.munmap(0, 0, 1));
        refused(k.migrateRemap(0, 0), Refusal.NOT_MAPPED);
        ok(k.zap(0));
        k.checkRep();
        ok(k.migrateFinish(0));
        k.checkRep();
        assertThat(k.view().free(0)).isTrue();
        assertThat(k.view().free(1)).isTrue();
    }

    @Test
    void anArchitectureThatCannotSaveKeepsTheOldEntry() {
        Kernel k = tagged(new MteSwapTags() {
            @Override
            public boolean migrateOne(int mm, int va, long oldPte, int pfn) {
                return false;
            }
        });
        ok(k.migrateIsolate(0));
        assertThat(k.migrateUnmap(0, 0)).isEqualTo(Outcome.failed(Errno.ENOMEM));
        k.checkRep();
        assertThat(k.ldg(0, 0, 2)).isEqualTo(Outcome.value(7));
    }
}
