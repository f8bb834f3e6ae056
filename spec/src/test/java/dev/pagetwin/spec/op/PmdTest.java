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
import static dev.pagetwin.spec.Scenario.V2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Scenario;
import dev.pagetwin.spec.op.Op.Alloc;
import dev.pagetwin.spec.state.Leaf;
import dev.pagetwin.spec.state.Offset;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Pte.Migration.Kind;
import dev.pagetwin.spec.state.TagState;
import dev.pagetwin.spec.state.Va;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PmdTest extends PathTest {
    private static final Leaf HUGE = new Leaf(1);
    private static final Va V3 = Va.of(3);
    private static final Op FAULT = new Pmd.Fault(A, V0, P0);
    private static final Op SPLIT = new Pmd.Split(A, V0, false);
    private static final Op FREEZE = new Pmd.Split(A, V0, true);
    private static final Op UNMAP = new Pmd.Unmap(A, V0);
    private static final Op REMAP = new Pmd.Remap(A, V0);
    private static final Op REUSE = new Pmd.Reuse(A, V0);
    private static final Op ENTRY = new Fork.Entry(A, Alloc.OK);

    private static final Scenario BOOT = Scenario.from(Machine.boot(
            new Bounds(3, 4, 4, 2, 2, 16, 16, Scenario.SYNC).withOrder(1).withOffsets(2)));
    private static final Scenario AREA = BOOT.then(new Mmap(A, V0, 2, Prot.RW, true));
    private static final Scenario HUGE_PAGE =
            AREA.then(FAULT).store(A, V0, 3).stg(A, V0, 5).store(A, V1, 4).stg(A, V1, 6);
    private static final Scenario PLAIN = BOOT.then(new Mmap(A, V0, 2, Prot.RW, false)).then(FAULT);
    private static final Scenario SHARED = HUGE_PAGE.fork(A, B);
    private static final Scenario ISOLATED = HUGE_PAGE.then(new Migrate.Isolate(P0));
    private static final Scenario MIGRATING = ISOLATED.then(UNMAP);
    private static final Scenario PINNED = HUGE_PAGE.then(new Pin(A, V1, true));

    private static Scenario readsAll(Scenario s) {
        return s.reads(A, V0, 3).readsTag(A, V0, 5).reads(A, V1, 4).readsTag(A, V1, 6);
    }

    // ---- fault and split

    @Test
    void oneEntryMapsEachPageAndHoldsOneReference() {
        Machine m = HUGE_PAGE.machine();
        assertThat(m.mm(A).leaves().at(V0)).isEqualTo(HUGE);
        assertThat(m.mm(A).presentAt(V1)).isEqualTo(new Pte.Present(P1, Prot.RW, true, true));
        assertThat(m.mm(A).pagesAt(V1)).containsExactly(V0, V1);
        assertThat(m.page(P1).exclusive()).isTrue();
        assertThat(m.mappings(P1)).isEqualTo(1);
        assertThat(m.references(P1)).isEqualTo(1);
    }

    @Test
    void withoutFramesItFailsAndChangesNothing() {
        assertThat(AREA.fails(new Pmd.Fault(A, V0, null), Errno.ENOMEM).machine()).isEqualTo(AREA.machine());
    }

    @Test
    void aSplitLeavesEachPageAsItIsWithAReferenceForEachMapping() {
        Machine before = HUGE_PAGE.machine();
        Machine m = readsAll(HUGE_PAGE.then(SPLIT)).machine();
        assertThat(m.mm(A).ptes()).isEqualTo(before.mm(A).ptes());
        assertThat(m.pages()).isEqualTo(before.pages());
        assertThat(m.mm(A).leaves().isEmpty()).isTrue();
        assertThat(m.references(P0)).isEqualTo(2);
    }

    @Test
    void aFrozenSplitGivesMigrationEntriesUnlessAPageIsPinned() {
        Machine m = ISOLATED.then(FREEZE).machine();
        assertThat(m.mm(A).migration(V1)).isEqualTo(new Pte.Migration(P1, Kind.WRITE, true));
        assertThat(m.page(P1).exclusive()).isFalse();
        Machine pinned = PINNED.then(new Migrate.Isolate(P0)).then(FREEZE).machine();
        assertThat(pinned.mm(A).present(V0)).isNotNull();
        assertThat(pinned.mm(A).leafOf(V0)).isNull();
    }

    // ---- whole and in part

    @Test
    void unmappingAllOfItTakesOneStep() {
        Machine m = HUGE_PAGE.then(new Munmap(A, V0, 2)).then(new Zap(A)).machine();
        assertThat(m.mm(A)).isEqualTo(BOOT.machine().mm(A));
        assertThat(m.free(P0)).isTrue();
    }

    @Test
    void unmappingAPartSplitsItFirst() {
        Scenario half = HUGE_PAGE.then(new Munmap(A, V1, 1));
        assertThat(half.machine().mm(A).leaves().isEmpty()).isTrue();
        half.zapAll(A).reads(A, V0, 3).readsTag(A, V0, 5).shows(m -> m.free(P1), false);
    }

    @Test
    void protectingAllOfItGivesEachPageItsFirstTagsInOneStep() {
        Scenario s = PLAIN.then(new Mprotect(A, V0, 2, Prot.RW, true));
        s.rejects(new Mprotect.ClearTags(A), Rejection.PMD_MAPPED);
        Machine m = s.then(new Mprotect.Entry(A)).readsTag(A, V1, 0).machine();
        assertThat(m.page(P1).tagState()).isEqualTo(TagState.TAGGED);
        assertThat(m.mm(A).leafOf(V1)).isEqualTo(V0);
        assertThat(m.mm(A).call()).isNull();
    }

    @Test
    void protectingAPartSplitsItFirst() {
        Machine m = PLAIN.protect(A, V1, Prot.RW, true).machine();
        assertThat(m.mm(A).leafOf(V0)).isNull();
        assertThat(m.page(P0).tagged()).isFalse();
        assertThat(m.page(P1).tagged()).isTrue();
    }

    @Test
    void aMoveToAnAlignedPlaceKeepsItHugeAndAnotherDoesNot() {
        Scenario moved = HUGE_PAGE.then(new Mremap(A, V0, 2, 2, V2)).then(new Mremap.Entry(A, Alloc.OK));
        assertThat(moved.machine().mm(A).leaves().at(V2)).isEqualTo(HUGE);
        assertThat(moved.machine().mm(A).leafOf(V0)).isNull();
        moved.reads(A, V3, 4).readsTag(A, V3, 6).shows(m -> m.mm(A).call(), null);
        Machine part = HUGE_PAGE.then(new Mremap(A, V1, 1, 1, V3)).machine();
        assertThat(part.mm(A).leaves().isEmpty()).isTrue();
        Scenario at1 = HUGE_PAGE.then(new Mremap(A, V0, 2, 1, V3));
        assertThat(at1.machine().mm(A).leaves().isEmpty()).isTrue();
    }

    @Test
    void aDestinationThatCoversAPartOfItSplitsIt() {
        Scenario s = BOOT.then(new Mmap(A, V2, 2, Prot.RW, true)).then(new Pmd.Fault(A, V2, P0))
                .then(new Mmap(A, V0, 1, Prot.RW, true)).then(new Mremap(A, V0, 1, 1, V2));
        assertThat(s.machine().mm(A).leaves().isEmpty()).isTrue();
        assertThat(s.machine().mm(A).present(V3)).isNotNull();
    }

    // ---- fork

    @Test
    void forkSharesItWithOneEntryEach() {
        Machine m = SHARED.readsTag(B, V1, 6).machine();
        assertThat(m.mm(B).leaves().at(V0)).isEqualTo(HUGE);
        assertThat(m.mm(A).presentAt(V1).prot()).isEqualTo(Prot.RO);
        assertThat(m.page(P1).exclusive()).isFalse();
        assertThat(m.references(P0)).isEqualTo(2);
    }

    @Test
    void forkSplitsItWhereAPageIsPinnedAndCopiesEachPage() {
        Scenario forking = PINNED.then(new Fork(A, B)).rejects(new ForkCopy(A, P2), Rejection.PMD_MAPPED).then(ENTRY);
        assertThat(forking.machine().mm(A).leaves().isEmpty()).isTrue();
        Scenario copied = forking.then(new ForkCopy(A, P2)).then(new ForkCopy(A, P3));
        copied.readsTag(B, V1, 6).shows(m -> m.mm(B).presentAt(V1).page(), P3);
    }

    @Test
    void forkSharesAMigrationEntryReadOnly() {
        Machine m = MIGRATING.fork(A, B).machine();
        assertThat(m.mm(B).migration(V1)).isEqualTo(new Pte.Migration(P1, Kind.READ, true));
        assertThat(m.mm(B).leafOf(V1)).isEqualTo(V0);
    }

    @Test
    void aWriteAfterTheOtherHasGoneKeepsItAndElseItIsSplitAndCopied() {
        Scenario left = SHARED.then(new Exit(B)).zapAll(B).then(REUSE);
        assertThat(left.machine().mm(A).presentAt(V1).prot()).isEqualTo(Prot.RW);
        assertThat(left.machine().page(P1).exclusive()).isTrue();
        Scenario copied = SHARED.then(SPLIT).then(new Cow.Copy(A, V0, P2, false)).then(new Cow.Map(A));
        readsAll(copied).readsTag(B, V0, 5).shows(m -> m.mm(B).leafOf(V0), V0);
    }

    @Test
    void aReuseTakesItOutOfTheSwapCache() {
        Scenario cached = SHARED.then(new Exit(B)).zapAll(B).addToSwap(P0, S0).putback(P0).then(REUSE);
        assertThat(cached.machine().folio(P0).cached()).isFalse();
    }

    // ---- migration

    @Test
    void itMovesWholeWithDataAndTags() {
        Scenario moved = MIGRATING.migrateTo(P0, P2).then(REMAP).then(new Migrate.Finish(P0));
        readsAll(moved).shows(m -> m.mm(A).presentAt(V1).page(), P3).shows(m -> m.mm(A).leafOf(V1), V0);
        assertThat(moved.machine().page(P3).exclusive()).isTrue();
        assertThat(moved.machine().references(P2)).isEqualTo(1);
    }

    @Test
    void protectionInBetweenTakesEffectAtRemap() {
        Scenario s = PLAIN.then(new Migrate.Isolate(P0)).then(UNMAP)
                .then(new Mprotect(A, V0, 2, Prot.RW, true)).then(new Mprotect.Entry(A));
        assertThat(s.machine().mm(A).migration(V1)).isEqualTo(new Pte.Migration(P1, Kind.READ_EXCLUSIVE, true));
        s.then(REMAP).readsTag(A, V1, 0).then(new Migrate.Finish(P0)).then(REUSE);
    }

    @Test
    void aSplitMigrationEntryIsRemappedPageByPage() {
        Scenario s = MIGRATING.then(SPLIT).then(new Split(P0, false));
        readsAll(s.then(new Migrate.Remap(A, V0)).then(new Migrate.Remap(A, V1)));
    }

    @Test
    void aZappedMigrationEntryLeavesThePageToItsMigration() {
        Scenario zapped = MIGRATING.then(new Munmap(A, V0, 2)).then(new Zap(A));
        assertThat(zapped.machine().free(P1)).isFalse();
        assertThat(zapped.then(new Migrate.Finish(P0)).machine().free(P1)).isTrue();
    }

    @Test
    void aPinnedPageStays() {
        PINNED.then(new Migrate.Isolate(P0)).fails(UNMAP, Errno.EBUSY);
    }

    @Override
    List<Row> refusals() {
        List<Row> rows = new ArrayList<>(faults());
        rows.addAll(entries());
        rows.addAll(writes());
        rows.addAll(others());
        return rows;
    }

    private static List<Row> faults() {
        Op at1 = new Pmd.Fault(A, V1, P0);
        return List.of(
                row(new Pmd.Fault(B, V0, P0), "no process B", BOOT, Rejection.NO_SUCH_MM),
                row(FAULT, "A has a call in flight", HUGE_PAGE.then(new Munmap(A, V0, 2)), Rejection.MMAP_LOCKED),
                row(new Pmd.Fault(A, V3, P0), "v3 is the last page", AREA, Rejection.OUT_OF_RANGE),
                row(FAULT, "v0 has no area, and no folio is large", Scenario.boot(), Rejection.NOT_LARGE),
                row(FAULT, "v0 has no area", BOOT, Rejection.NOT_MAPPED),
                row(at1, "v1 is not aligned", BOOT.then(new Mmap(A, V1, 2, Prot.RO, true)), Rejection.NOT_ALIGNED),
                row(FAULT, "shared areas", BOOT.then(new Shmem.Mmap(A, V0, 2, Offset.of(0), Prot.RW, true)),
                        Rejection.FILE_BACKED),
                row(FAULT, "v1 is tagged, v0 is not", BOOT.then(new Mmap(A, V0, 1, Prot.RW, false))
                        .then(new Mmap(A, V1, 1, Prot.RW, true)), Rejection.NOT_ONE_AREA),
                row(FAULT, "read-only", BOOT.then(new Mmap(A, V0, 2, Prot.RO, true)), Rejection.NOT_PERMITTED),
                row(FAULT, "mapped already, by p0", HUGE_PAGE, Rejection.POPULATED),
                row(new Pmd.Fault(A, V0, P1), "p1 is not aligned", AREA, Rejection.NOT_ALIGNED),
                row(new Pmd.Fault(A, V2, P0), "p0 in use", HUGE_PAGE.then(new Mmap(A, V2, 2, Prot.RW, true)),
                        Rejection.PAGE_IN_USE));
    }

    private static List<Row> entries() {
        Scenario clearing = PLAIN.fork(A, B).then(SPLIT).then(new Migrate.Isolate(P0)).then(new Pmd.Unmap(B, V0))
                .then(new Mprotect(B, V0, 2, Prot.RW, true)).then(new Mprotect.Entry(B))
                .then(new Mprotect(A, V0, 2, Prot.RW, true)).then(new Mprotect.ClearTags(A));
        List<Row> rows = new ArrayList<>(List.of(
                row(new Pmd.Remap(B, V0), "A clears the first page's tags", clearing, Rejection.TAGS_LOCKED),
                row(REMAP, "present", ISOLATED, Rejection.NOT_MIGRATING),
                row(REMAP, "the area is gone, and the copy has not moved",
                        MIGRATING.then(new Migrate.Copy(P0, P2)).then(new Munmap(A, V0, 2)), Rejection.NOT_MAPPED),
                row(REMAP, "the copy has not moved", MIGRATING.then(new Migrate.Copy(P0, P2)), Rejection.NOT_MOVED),
                row(FREEZE, "migrating", MIGRATING, Rejection.NOT_PRESENT),
                row(FREEZE, "nobody has isolated it", HUGE_PAGE, Rejection.NOT_ISOLATED),
                row(UNMAP, "migrating", MIGRATING, Rejection.NOT_PRESENT),
                row(UNMAP, "nobody has isolated it", HUGE_PAGE, Rejection.NOT_ISOLATED)));
        for (Op op : List.of(SPLIT, UNMAP, REMAP)) {
            rows.add(row(op, "two entries", HUGE_PAGE.then(SPLIT), Rejection.NOT_PMD_MAPPED));
        }
        for (Op op : List.of(new Pmd.Split(A, V1, true), new Pmd.Unmap(A, V1), new Pmd.Remap(A, V1))) {
            rows.add(row(op, "it begins at v0", MIGRATING, Rejection.NOT_PMD_MAPPED));
        }
        for (Op op : List.of(new Pmd.Split(B, V0, true), new Pmd.Unmap(B, V0), new Pmd.Remap(B, V0))) {
            rows.add(row(op, "no process B", MIGRATING, Rejection.NO_SUCH_MM));
        }
        return rows;
    }

    private static List<Row> writes() {
        return List.of(
                row(new Pmd.Reuse(B, V0), "no process B", HUGE_PAGE, Rejection.NO_SUCH_MM),
                row(REUSE, "A has a call in flight", SHARED.then(new Munmap(A, V0, 2)), Rejection.MMAP_LOCKED),
                row(REUSE, "v0 has no area", BOOT, Rejection.NOT_MAPPED),
                row(REUSE, "read-only, and two entries",
                        BOOT.then(new Mmap(A, V0, 2, Prot.RO, true)), Rejection.NOT_PERMITTED),
                row(REUSE, "two entries", SHARED.then(SPLIT), Rejection.NOT_PMD_MAPPED),
                row(REUSE, "migrating", MIGRATING, Rejection.NOT_PRESENT),
                row(REUSE, "writable", HUGE_PAGE, Rejection.NOT_ACCESSIBLE),
                row(REUSE, "B has it, too", SHARED, Rejection.SHARED),
                row(REUSE, "B has one of its pages",
                        SHARED.then(new Munmap(B, V0, 1)).zapAll(B), Rejection.SHARED));
    }

    /** What other paths answer where they want one page. */
    private static List<Row> others() {
        Scenario reclaimed = HUGE_PAGE.addToSwap(P0, S0);
        return List.of(
                row(new Reclaim.Unmap(A, V1, Alloc.OK, Alloc.OK), "isolated", reclaimed, Rejection.PMD_MAPPED),
                row(new Migrate.Unmap(A, V1), "not isolated", HUGE_PAGE, Rejection.PMD_MAPPED),
                row(new Pageout.Unmap(A, V1), "not isolated", HUGE_PAGE, Rejection.PMD_MAPPED),
                row(new LazyFree.Discard(A, V1, false), "not marked", HUGE_PAGE, Rejection.PMD_MAPPED),
                row(new Migrate.Remap(A, V1), "the area is gone",
                        MIGRATING.then(new Munmap(A, V0, 2)), Rejection.PMD_MAPPED),
                row(new Split(P1, true), "a huge migration entry", MIGRATING, Rejection.PMD_MAPPED),
                row(new Cow.Reuse(A, V1), "writable", HUGE_PAGE, Rejection.PMD_MAPPED),
                row(new Cow.Copy(A, V1, P2, false), "shared", SHARED, Rejection.PMD_MAPPED),
                row(new Unshare.Reuse(A, V1), "shared", SHARED, Rejection.PMD_MAPPED),
                row(new Unshare.Copy(A, V1, P2, true), "shared", SHARED, Rejection.PMD_MAPPED),
                row(new ForkCopy(A, P0), "the next page is pinned, and p0 in use",
                        PINNED.then(new Fork(A, B)), Rejection.PMD_MAPPED),
                row(new Mprotect.ClearTags(A), "its pages have no tags",
                        PLAIN.then(new Mprotect(A, V0, 2, Prot.RW, true)), Rejection.PMD_MAPPED),
                row(new LazyFree.Mark(A, V1), "two pages", HUGE_PAGE, Rejection.PMD_MAPPED),
                row(new Collapse(A, V0, 1, P2, false), "isolated", ISOLATED, Rejection.PMD_MAPPED));
    }
}
