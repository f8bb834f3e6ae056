package dev.pagetwin.impl.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.impl.Errno;
import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.KernelView;
import dev.pagetwin.impl.Outcome;
import dev.pagetwin.impl.Refusal;
import dev.pagetwin.impl.Tuning;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.arch.adi.Adi;
import dev.pagetwin.impl.arch.adi.AdiRepaired;
import dev.pagetwin.impl.arch.mte.MteSaveAtUnmap;
import dev.pagetwin.impl.arch.mte.MteSwapTags;
import dev.pagetwin.impl.page.FolioLock;
import dev.pagetwin.impl.page.TagState;
import dev.pagetwin.impl.swap.SlotState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A page of the file, step by step. */
class ShmemTest {
    private static final Geometry SMALL = new Geometry(2, 1, 2, 1, 3, 1, 0);

    private static void ok(long outcome) {
        assertThat(Outcome.text(outcome)).isEqualTo("ok");
    }

    /** A kernel in which mm 0 has stored tag 7 and data 3 in frame 0, which the file has, too. */
    private static Kernel tagged(ArchHooks design) {
        Kernel k = new Kernel(SMALL, new Tuning(false, true), design);
        ok(k.shmemMmap(0, 0, 1, 0, Kernel.PROT_RW, true));
        ok(k.shmemAdd(0, 0));
        ok(k.shmemFault(0, 0, true));
        ok(k.stg(0, 0, 2, 7));
        ok(k.store(0, 0, 3));
        return k;
    }

    /** The same, the page in slot 0. */
    private static Kernel swapped(ArchHooks design) {
        Kernel k = tagged(design);
        ok(k.pageoutIsolate(0));
        ok(k.pageoutUnmap(0, 0));
        ok(k.pageoutWritepage(0, 0, false));
        k.checkRep();
        ok(k.reclaimWriteback(0, false));
        ok(k.reclaimDrop(0, false));
        k.checkRep();
        return k;
    }

    private static void swapIn(Kernel k) {
        ok(k.shmemLookup(0, 0));
        ok(k.swapInRead(0, 1, false));
        ok(k.shmemSwapIn(0));
        k.checkRep();
        ok(k.shmemFault(0, 0, false));
    }

    private static List<String> orphans(Kernel k) {
        List<String> orphans = new ArrayList<>();
        k.view().orphans(orphans::add);
        return orphans;
    }

    @Test
    void dataAndTagsComeBackThroughTheFile() {
        for (ArchHooks design : List.of(new MteSwapTags(), new MteSaveAtUnmap(), new AdiRepaired())) {
            Kernel k = swapped(design);
            swapIn(k);
            assertThat(k.ldg(0, 0, 2)).as(design.toString()).isEqualTo(Outcome.value(7));
            assertThat(k.load(0, 0)).isEqualTo(Outcome.value(3));
            assertThat(orphans(k)).isEmpty();
        }
    }

    @Test
    void adiAsPostedSavesNothingOfASharedPage() {
        Kernel k = swapped(new Adi());
        assertThat(k.view().dueFileTags(0, 0, new byte[3])).isFalse();
    }

    @Test
    void theSlotIsFreedWhileThePageChangesCaches() {
        Kernel k = swapped(new MteSwapTags());
        KernelView view = k.view();
        assertThat(view.fileSlot(0)).isZero();
        assertThat(view.filePage(0)).isEqualTo(-1);
        assertThat(view.users(0)).isEqualTo(1);
        swapIn(k);
        assertThat(view.slotState(0)).isEqualTo(SlotState.FREE);
        assertThat(view.filePage(0)).isEqualTo(1);
        assertThat(view.fileSlot(0)).isEqualTo(-1);
        assertThat(view.refcount(1)).isEqualTo(2);
        assertThat(view.dirty(1)).isTrue();
    }

    @Test
    void writepageLeavesThePageLockedForReclaim() {
        Kernel k = tagged(new MteSwapTags());
        ok(k.pageoutIsolate(0));
        assertThat(k.view().lock(0)).isEqualTo(FolioLock.PAGEOUT);
        ok(k.pageoutUnmap(0, 0));
        ok(k.pageoutWritepage(0, 0, false));
        assertThat(k.view().lock(0)).isEqualTo(FolioLock.RECLAIM);
        assertThat(k.view().refcount(0)).isEqualTo(2);
    }

    @Test
    void aSaveThatFailsLeavesThePageInThePageCache() {
        for (ArchHooks design : List.of(new MteSaveAtUnmap(), new AdiRepaired())) {
            Kernel k = tagged(design);
            ok(k.pageoutIsolate(0));
            ok(k.pageoutUnmap(0, 0));
            assertThat(k.pageoutWritepage(0, 0, true)).isEqualTo(Outcome.failed(Errno.ENOMEM));
            assertThat(k.view().filePage(0)).isZero();
            assertThat(k.view().slotState(0)).isEqualTo(SlotState.FREE);
            ok(k.shmemFault(0, 0, false));
            assertThat(k.ldg(0, 0, 2)).isEqualTo(Outcome.value(7));
        }
    }

    @Test
    void aPunchedHoleTakesTheRecordAlong() {
        for (ArchHooks design : List.of(new MteSwapTags(), new AdiRepaired())) {
            Kernel k = swapped(design);
            ok(k.punch(0));
            k.checkRep();
            assertThat(k.view().slotState(0)).isEqualTo(SlotState.FREE);
            assertThat(orphans(k)).isEmpty();
        }
    }

    @Test
    void aPunchedPageLeavesEveryPageTable() {
        Kernel k = tagged(new MteSwapTags());
        ok(k.fork(0, 1));
        ok(k.shmemFault(1, 0, false));
        ok(k.punch(0));
        k.checkRep();
        assertThat(k.view().free(0)).isTrue();
        assertThat(k.load(1, 0)).isEqualTo(Outcome.rejected(Refusal.NOT_PRESENT));
    }

    @Test
    void anUntaggedMapperLeavesTheTagsAlone() {
        Kernel k = tagged(new MteSwapTags());
        ok(k.fork(0, 1));
        ok(k.munmap(1, 0, 1));
        ok(k.shmemMmap(1, 0, 1, 0, Kernel.PROT_RW, false));
        ok(k.shmemFault(1, 0, true));
        assertThat(k.view().tagState(0)).isEqualTo(TagState.TAGGED);
        assertThat(k.ldg(1, 0, 2)).isEqualTo(Outcome.rejected(Refusal.NOT_TAGGED));
        assertThat(k.ldg(0, 0, 2)).isEqualTo(Outcome.value(7));
    }

    @Test
    void aPageOfTheFileMigrates() {
        Kernel k = tagged(new MteSwapTags());
        ok(k.migrateIsolate(0));
        ok(k.migrateUnmap(0, 0));
        ok(k.migrateCopy(0, 1));
        ok(k.migrateMove(0, false));
        k.checkRep();
        assertThat(k.view().filePage(0)).isEqualTo(1);
        ok(k.migrateRemap(0, 0));
        ok(k.migrateFinish(0));
        k.checkRep();
        assertThat(k.view().free(0)).isTrue();
        assertThat(k.ldg(0, 0, 2)).isEqualTo(Outcome.value(7));
    }
}
