package dev.pagetwin.checker.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.search.Coverage;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Twin;
import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.arch.contpte.ContpteTables;
import dev.pagetwin.impl.mm.PageTables;
import dev.pagetwin.impl.page.Frames;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.monitor.BlockChange;
import dev.pagetwin.spec.op.Batch;
import dev.pagetwin.spec.op.Cow;
import dev.pagetwin.spec.op.Exit;
import dev.pagetwin.spec.op.Fork;
import dev.pagetwin.spec.op.Large;
import dev.pagetwin.spec.op.Ldg;
import dev.pagetwin.spec.op.Madvise;
import dev.pagetwin.spec.op.Migrate;
import dev.pagetwin.spec.op.Mlock;
import dev.pagetwin.spec.op.Mmap;
import dev.pagetwin.spec.op.Mprotect;
import dev.pagetwin.spec.op.Mremap;
import dev.pagetwin.spec.op.Munlock;
import dev.pagetwin.spec.op.Munmap;
import dev.pagetwin.spec.op.Op.Alloc;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.Reclaim;
import dev.pagetwin.spec.op.Split;
import dev.pagetwin.spec.op.Stg;
import dev.pagetwin.spec.op.Store;
import dev.pagetwin.spec.op.SwapIn;
import dev.pagetwin.spec.op.Zap;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.Va;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folding happens where it should, and only there: agreement alone would also hold if nothing was ever folded. */
class ContpteReachTest {
    private static final MmId A = MmId.of(0);
    private static final MmId B = MmId.of(1);
    private static final Va V0 = Va.of(0);
    private static final Va V1 = Va.of(1);
    private static final Pfn P0 = Pfn.of(0);
    private static final Pfn P2 = Pfn.of(2);
    private static final Op ZAP = new Zap(A);

    private final List<String> conversions = new ArrayList<>();

    private List<String> after(String preset, int pages, Va to) {
        List<Op> ops = new ArrayList<>(List.of(new Mremap(A, V0, pages, pages, to)));
        for (int i = 0; i < pages; i++) {
            ops.add(new Mremap.Entry(A, Alloc.OK));
        }
        return folded(preset, 1, ops.toArray(Op[]::new));
    }

    /** What is folded and unfolded after a whole folio was mapped, and so folded at once. */
    private List<String> folded(String preset, int order, Op... then) {
        Preset found = Objects.requireNonNull(Presets.named(preset));
        List<Op> alphabet = found.alphabet().stream().flatMap(List::stream).toList();
        Op tagged = new Mmap(A, V0, 1 << order, Prot.RW, true);
        Op untagged = new Mmap(A, V0, 1 << order, Prot.RW, false);
        List<Op> ops = new ArrayList<>(List.of(
                alphabet.contains(tagged) ? tagged : untagged, new Large.Fault(A, V0, order, P0)));
        ops.addAll(List.of(then));
        assertThat(alphabet).containsAll(ops);
        Machine m = Machine.boot(found.bounds());
        for (Op op : ops) {
            assertThat(op.guard(m)).as("%s", op).isNull();
            m = op.step(m).machine();
        }
        conversions.clear();
        assertThat(Twin.run(found.bounds(), watched(), Compare.STATE, ops).divergence()).isNull();
        return List.copyOf(conversions);
    }

    private ContpteDesign watched() {
        return new ContpteDesign(() -> new ContpteDesign.Contpte() {
            @Override
            public PageTables pageTables(Geometry geometry, Frames frames, ArchHooks arch) {
                return new ContpteTables(geometry, frames, arch) {
                    @Override
                    protected void convert(int mm, int va, long pte, boolean cont) {
                        conversions.add((cont ? "fold " : "unfold ") + first(va));
                        super.convert(mm, va, pte, cont);
                    }
                };
            }
        });
    }

    @Test
    void anAlignedMoveUnfoldsAndFoldsAgain() {
        assertThat(after("tiny-contpte", 2, Va.of(2))).containsExactly("unfold 0", "fold 2");
    }

    @Test
    void aMoveThatIsNotAsAlignedStaysUnfolded() {
        assertThat(after("tiny-contpte", 2, Va.of(3))).containsExactly("unfold 0");
    }

    @Test
    void anAlignedMoveInABatchConvertsNothing() {
        assertThat(folded("tiny-contpte", 1, new Mremap(A, V0, 2, 2, Va.of(2)), new Batch.Move(A))).isEmpty();
    }

    @Test
    void oneOfFourLetGoByMadviseUnfoldsThem() {
        Op dontneed = new Madvise(A, V1, 1, Madvise.Advice.DONTNEED);
        assertThat(folded("tiny-contpte-dontneed", 2, dontneed, ZAP)).containsExactly("unfold 0");
    }

    @Test
    void whereMlockSplitsTheAreaTheBlockStaysFolded() {
        assertThat(folded("tiny-contpte-mlock", 2, new Mlock(A, V0, 2))).isEmpty();
        assertThat(folded("tiny-contpte-mlock", 2, new Mlock(A, V0, 2), new Munlock(A, V0, 1), new Munmap(A, V1, 1), ZAP))
                .containsExactly("unfold 0");
    }

    @Test
    void whatIsProtectedAtOnceUnfoldsTheBlocksThatItHasAPartOf() {
        Op middle = new Mprotect(A, V1, 2, Prot.RO, false);
        assertThat(folded("tiny-contpte-mprotect", 2, middle, new Batch.Protect(A)))
                .containsExactly("unfold 0", "unfold 2");
    }

    @Test
    void forkInABatchConvertsNothingAndAWriteAfterItUnfolds() {
        assertThat(folded("tiny-contpte-fork", 1, new Fork(A, B), new Batch.Fork(A))).isEmpty();
        assertThat(folded(
                        "tiny-contpte-fork", 1, new Fork(A, B), new Batch.Fork(A), new Cow.Copy(A, V1, P2, false),
                        new Cow.Map(A)))
                .containsExactly("unfold 0");
    }

    @Test
    void reclaimUnfoldsWithTheFirstEntryAndTheLastThatComesBackFolds() {
        Op first = new Reclaim.Unmap(A, V0, Alloc.OK, Alloc.OK);
        Op second = new Reclaim.Unmap(A, V1, Alloc.OK, Alloc.OK);
        assertThat(folded(
                        "tiny-contpte-swap", 1, new Reclaim.AddToSwap(P0, SlotId.of(0)), first, second,
                        new Reclaim.Putback(P0), new SwapIn.Lookup(A, V0), new SwapIn.Map(A),
                        new SwapIn.Lookup(A, V1), new SwapIn.Map(A)))
                .containsExactly("unfold 0", "fold 0");
    }

    @Test
    void aFolioThatMigratesIsFoldedAtItsNewPlace() {
        assertThat(folded(
                        "tiny-contpte-migrate", 1, new Migrate.Isolate(P0), new Migrate.Unmap(A, V0),
                        new Migrate.Unmap(A, V1), new Migrate.Copy(P0, P2), new Migrate.Move(P0, false),
                        new Migrate.Remap(A, V0), new Migrate.Remap(A, V1)))
                .containsExactly("unfold 0", "fold 0");
    }

    @Test
    void pagesOfAFolioThatWasSplitStayUnfolded() {
        assertThat(folded(
                        "tiny-contpte-migrate", 1, new Migrate.Isolate(P0), new Migrate.Unmap(A, V0),
                        new Migrate.Unmap(A, V1), new Split(P0, false), new Migrate.Remap(A, V0),
                        new Migrate.Remap(A, V1)))
                .containsExactly("unfold 0");
    }

    /** 16 entries at pages of 4K, 128 at 16K, 32 at 64K; and the small ones of the presets. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 16, 32, 128})
    void blocksOfEverySizeFoldMoveAndUnfold(int block) {
        int order = Integer.numberOfTrailingZeros(block);
        Bounds bounds = new Bounds(2, 4 * block, 2 * block, 1, 1, 2, 2, Profile.DEFAULT).withOrder(order).withCont(block);
        Va aligned = Va.of(block);
        Va apart = Va.of(2 * block + 1);
        List<Op> ops = List.of(
                new Mmap(A, V0, block, Prot.RW, true), new Large.Fault(A, V0, order, P0), new Stg(A, V0, 0, 1),
                new Mremap(A, V0, block, block, aligned), new Batch.Move(A), new Store(A, aligned, 1),
                new Fork(A, B), new Batch.Fork(A), new Exit(B), new Batch.Zap(B),
                new Mprotect(A, aligned, block, Prot.RO, true), new Batch.Protect(A),
                new Mremap(A, aligned, block, block, apart), new Batch.Move(A), new Ldg(A, apart, 0));
        Coverage seen = new Coverage();
        Twin twin = new Twin(bounds, Designs.reference(), Compare.STATE, seen);
        ops.forEach(op -> assertThat(twin.step(op)).as("%s", op).isNull());
        twin.report();
        assertThat(seen.blocks()).containsKeys(
                BlockChange.BORN_FOLDED, BlockChange.MOVED_FOLDED, BlockChange.STAYED_FOLDED, BlockChange.MOVED_APART);
        assertThat(twin.result()).isEqualTo(new Result.Value(1));
    }
}
