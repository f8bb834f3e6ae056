package dev.pagetwin.impl.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.Snapshot;
import dev.pagetwin.impl.Tuning;
import dev.pagetwin.impl.arch.mte.MteSwapTags;
import org.junit.jupiter.api.Test;

/** A folio of four pages, mapped by one entry, in the second of ten ranges. */
class PmdTest {
    private static final Geometry SMALL = new Geometry(2, 40, 12, 4, 3, 0, 2);
    private static final int FIRST = 36;

    private static void ok(long outcome) {
        assertThat(Outcome.text(outcome)).isEqualTo("ok");
    }

    /** Data i and tag i + 1 at each page i of it. */
    private static Kernel owner() {
        Kernel k = new Kernel(SMALL, new Tuning(false, true), new MteSwapTags());
        ok(k.mmap(0, FIRST, 4, Kernel.PROT_RW, true));
        ok(k.pmdFault(0, FIRST, 4));
        for (int i = 0; i < 4; i++) {
            ok(k.stg(0, FIRST + i, 2, i + 1));
            ok(k.store(0, FIRST + i, i));
        }
        k.checkRep();
        return k;
    }

    private static void readsBack(Kernel k, int mm, int first) {
        k.checkRep();
        for (int i = 0; i < 4; i++) {
            assertThat(k.ldg(mm, first + i, 2)).isEqualTo(Outcome.value(i + 1));
            assertThat(k.load(mm, first + i)).isEqualTo(Outcome.value(i));
        }
    }

    @Test
    void oneEntryHoldsOneReferenceAndBeginsAtOnePage() {
        Kernel k = owner();
        assertThat(k.view().refcount(6)).isEqualTo(1);
        assertThat(k.view().mapcount(6)).isEqualTo(1);
        assertThat(k.view().pteHuge(0, FIRST)).isTrue();
        assertThat(k.view().pteHuge(0, FIRST + 1)).isFalse();
        assertThat(k.view().pteHuge(0, FIRST - 4)).isFalse();
        readsBack(k, 0, FIRST);
    }

    @Test
    void aSplitTakesAReferenceForEachMappingAndKeepsThePages() {
        Kernel k = owner();
        ok(k.pmdSplit(0, FIRST, false));
        assertThat(k.view().refcount(4)).isEqualTo(4);
        assertThat(k.pmdSplit(0, FIRST, false)).isEqualTo(Outcome.rejected(Refusal.NOT_PMD_MAPPED));
        readsBack(k, 0, FIRST);
    }

    @Test
    void aPartIsUnmappedFromASplitEntry() {
        Kernel k = owner();
        ok(k.munmap(0, FIRST + 1, 2));
        assertThat(k.view().pteHuge(0, FIRST)).isFalse();
        ok(k.zap(0));
        ok(k.zap(0));
        k.checkRep();
        assertThat(k.view().refcount(4)).isEqualTo(2);
        assertThat(k.ldg(0, FIRST + 3, 2)).isEqualTo(Outcome.value(4));
    }

    @Test
    void itIsZappedInOneStep() {
        Kernel k = owner();
        ok(k.munmap(0, FIRST, 4));
        ok(k.zap(0));
        k.checkRep();
        assertThat(k.view().free(7)).isTrue();
        assertThat(k.zap(0)).isEqualTo(Outcome.rejected(Refusal.NO_SUCH_CALL));
    }

    @Test
    void itMovesWholeToAnAlignedPlaceAndPageByPageElsewhere() {
        Kernel k = owner();
        ok(k.mremap(0, FIRST, 4, 4, 8));
        ok(k.mremapEntry(0, false));
        assertThat(k.view().pteHuge(0, 8)).isTrue();
        readsBack(k, 0, 8);
        ok(k.mremap(0, 8, 4, 4, 14));
        assertThat(k.view().pteHuge(0, 8)).isFalse();
        for (int i = 0; i < 4; i++) {
            ok(k.mremapEntry(0, false));
        }
        readsBack(k, 0, 14);
    }

    @Test
    void forkSharesItAndAWriteSplitsItUnlessTheOtherHasGone() {
        Kernel k = owner();
        ok(k.fork(0, 1));
        ok(k.forkEntry(0, false));
        readsBack(k, 1, FIRST);
        assertThat(k.view().refcount(4)).isEqualTo(2);
        assertThat(k.pmdReuse(0, FIRST)).isEqualTo(Outcome.rejected(Refusal.SHARED));
        assertThat(k.cowCopy(0, FIRST + 1, 0, false)).isEqualTo(Outcome.rejected(Refusal.PMD_MAPPED));
        ok(k.exit(1));
        ok(k.zap(1));
        ok(k.pmdReuse(0, FIRST));
        ok(k.store(0, FIRST + 3, 3));
        readsBack(k, 0, FIRST);
    }

    @Test
    void itMigratesWithTheTagsOfEachPage() {
        Kernel k = owner();
        ok(k.migrateIsolate(4));
        ok(k.pmdUnmap(0, FIRST));
        k.checkRep();
        assertThat(k.view().mapcount(4)).isZero();
        ok(k.migrateCopy(4, 8));
        ok(k.migrateMove(4, false));
        ok(k.pmdRemap(0, FIRST));
        ok(k.migrateFinish(4));
        assertThat(k.view().pteHuge(0, FIRST)).isTrue();
        assertThat(k.view().free(4)).isTrue();
        readsBack(k, 0, FIRST);
    }

    @Test
    void aFrozenEntryIsSplitWithItsFolio() {
        Kernel k = owner();
        ok(k.migrateIsolate(4));
        ok(k.pmdSplit(0, FIRST, true));
        ok(k.split(4, false));
        for (int i = 0; i < 4; i++) {
            ok(k.migrateRemap(0, FIRST + i));
            ok(k.migrateFinish(4 + i));
        }
        readsBack(k, 0, FIRST);
        assertThat(k.view().order(5)).isZero();
    }

    @Test
    void aSnapshotKnowsHowAPageIsMapped() {
        Kernel k = owner();
        Snapshot huge = k.snapshot();
        ok(k.pmdSplit(0, FIRST, false));
        assertThat(k.snapshot()).isNotEqualTo(huge);
        k.restore(huge);
        assertThat(k.view().pteHuge(0, FIRST)).isTrue();
        readsBack(k, 0, FIRST);
    }
}
