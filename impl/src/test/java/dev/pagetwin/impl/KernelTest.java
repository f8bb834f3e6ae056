package dev.pagetwin.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.arch.mte.MteSaveAtUnmap;
import dev.pagetwin.impl.arch.mte.MteSwapTags;
import dev.pagetwin.impl.mm.CallKind;
import dev.pagetwin.impl.page.TagState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the whole kernel, whichever store it has and however it is tuned. */
class KernelTest {
    private static final Geometry SMALL = new Geometry(3, 3, 5, 3, 5, 2, 1);
    /** The tags of frames 1 to 9 are in 10 to 13, in blocks of two. */
    private static final Geometry STORAGE = new Geometry(
            3, 4, 14, 3, 3, 2, 1, 1, 1, List.of(new TagRegion(1, 5, 10, 2, 2, 3), new TagRegion(6, 4, 12, 2, 2, 3)));
    private static final int STEPS = 20_000;

    /** A kernel to be booted, with a name for reports. */
    record Setup(String name, Geometry geometry, Tuning tuning, Supplier<ArchHooks> design) {
        Kernel boot() {
            return new Kernel(geometry, tuning, design.get());
        }

        @Override
        public String toString() {
            return name + " " + tuning;
        }
    }

    static Stream<Setup> setups() {
        List<Setup> all = new ArrayList<>();
        for (boolean cache : new boolean[] {false, true}) {
            for (boolean sync : new boolean[] {false, true}) {
                Tuning tuning = new Tuning(cache, sync);
                all.add(new Setup("save at writeback", SMALL, tuning, MteSwapTags::new));
                all.add(new Setup("save at unmap", SMALL, tuning, MteSaveAtUnmap::new));
            }
        }
        for (Tuning.Claim claim : Tuning.Claim.values()) {
            all.add(new Setup("tag storage", STORAGE, new Tuning(true, true, claim), MteSwapTags::new));
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("setups")
    void countersAgreeWithSetsAfterEveryStep(Setup setup) {
        Kernel k = setup.boot();
        RandomSteps steps = new RandomSteps(setup.geometry(), 1);
        for (int i = 0; i < STEPS; i++) {
            steps.step(k);
            k.checkRep();
        }
    }

    @ParameterizedTest
    @MethodSource("setups")
    void noRecordIsAnOrphanAfterAnyStep(Setup setup) {
        Kernel k = setup.boot();
        RandomSteps steps = new RandomSteps(setup.geometry(), 2);
        for (int i = 0; i < STEPS; i++) {
            steps.step(k);
            k.view().orphans(orphan -> assertThat(orphan).isNull());
        }
    }

    @ParameterizedTest
    @MethodSource("setups")
    void aRefusedStepChangesNothing(Setup setup) {
        Kernel k = setup.boot();
        RandomSteps steps = new RandomSteps(setup.geometry(), 3);
        for (int i = 0; i < STEPS; i++) {
            Snapshot before = k.snapshot();
            if (Outcome.isRejected(steps.step(k))) {
                assertThat(k.snapshot()).isEqualTo(before);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("setups")
    void whatHappensAfterASnapshotHappensAgainAfterItsReturn(Setup setup) {
        Kernel k = setup.boot();
        for (int seed = 0; seed < 50; seed++) {
            new RandomSteps(setup.geometry(), seed).run(k, 200);
            Snapshot before = k.snapshot();
            assertThat(k.snapshot()).isEqualTo(before).hasSameHashCodeAs(before);
            long answers = new RandomSteps(setup.geometry(), ~seed).run(k, 200);
            Snapshot after = k.snapshot();
            k.restore(before);
            assertThat(k.snapshot()).isEqualTo(before);
            assertThat(new RandomSteps(setup.geometry(), ~seed).run(k, 200)).isEqualTo(answers);
            assertThat(k.snapshot()).isEqualTo(after);
        }
    }

    @ParameterizedTest
    @MethodSource("setups")
    void aSnapshotCanBeContinuedInAnotherKernel(Setup setup) {
        Kernel one = setup.boot();
        new RandomSteps(setup.geometry(), 4).run(one, STEPS);
        Kernel other = setup.boot();
        other.restore(one.snapshot());
        assertThat(new RandomSteps(setup.geometry(), 5).run(other, STEPS)).isEqualTo(new RandomSteps(setup.geometry(), 5).run(one, STEPS));
        assertThat(other.snapshot()).isEqualTo(one.snapshot());
    }

    @Test
    void stepsAtRandomComeThroughEveryStateOfTagStorage() {
        Kernel k = new Kernel(STORAGE, new Tuning(true, true), new MteSwapTags());
        KernelView view = k.view();
        Set<String> seen = new TreeSet<>();
        for (int seed = 0; seed < 20; seed++) {
            RandomSteps steps = new RandomSteps(STORAGE, seed);
            for (int i = 0; i < STEPS / 4; i++) {
                steps.step(k);
                seenInEntries(view, seen);
                for (int pfn = 0; pfn < STORAGE.frames(); pfn++) {
                    boolean parked = view.tagState(pfn) == TagState.TAGGED && !view.reserved(pfn);
                    seen.add(parked ? "tags kept elsewhere" : "");
                    seen.add(view.reserved(pfn) ? "tags in storage" : "");
                    seen.add(view.blockAround(pfn) == pfn && view.blockUsers(pfn) > 1 ? "a shared block" : "");
                }
            }
        }
        assertThat(seen).containsExactly(
                "", "a claim in flight", "a shared block", "an entry that waits", "tags in storage",
                "tags kept elsewhere");
    }

    private static void seenInEntries(KernelView view, Set<String> seen) {
        for (int mm = 0; mm < STORAGE.mms(); mm++) {
            for (int va = 0; va < STORAGE.vas() && view.alive(mm); va++) {
                seen.add(view.pteWaits(mm, va) ? "an entry that waits" : "");
                seen.add(view.callKind(mm) == CallKind.RESERVING ? "a claim in flight" : "");
            }
        }
    }

    @Test
    void staleTagsOfAFreeFrameAreInTheSnapshot() {
        Kernel k = new Kernel(SMALL, new Tuning(false, true), new MteSwapTags());
        k.mmap(0, 0, 1, Kernel.PROT_RW, true);
        k.fault(0, 0, true, 0);
        Snapshot before = gone(k);
        k.restore(before);
        k.mmap(0, 0, 1, Kernel.PROT_RW, true);
        k.fault(0, 0, true, 0);
        k.stg(0, 0, 0, 9);
        assertThat(gone(k)).isNotEqualTo(before);
        assertThat(k.view().tag(0, 0)).isEqualTo(9);
    }

    private static Snapshot gone(Kernel k) {
        k.munmap(0, 0, 1);
        k.zap(0);
        assertThat(k.view().free(0)).isTrue();
        return k.snapshot();
    }

    @Test
    void aFrameIsHandedOutThenTaggedThenFlagged() {
        Kernel k = new Kernel(SMALL, new Tuning(false, true), new MteSwapTags());
        List<String> heard = new ArrayList<>();
        k.setListener(new HardwareListener() {
            @Override
            public void allocated(int pfn) {
                heard.add("allocated " + pfn);
            }

            @Override
            public void tagsWritten(int pfn) {
                heard.add("tags " + pfn);
            }

            @Override
            public void flagSet(int pfn) {
                heard.add("flag " + pfn);
            }
        });
        k.mmap(0, 0, 1, Kernel.PROT_RW, true);
        k.fault(0, 0, true, 2);
        assertThat(heard).containsExactly("allocated 2", "tags 2", "flag 2");
        k.setListener(null);
        k.stg(0, 0, 0, 1);
        assertThat(heard).hasSize(3);
    }

    @Test
    void aNumberOutOfTheGeometryIsAnError() {
        Kernel k = new Kernel(SMALL, new Tuning(false, true), new MteSwapTags());
        assertThatThrownBy(() -> k.zap(3)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("mm");
        assertThatThrownBy(() -> k.load(0, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> k.mmap(0, 0, 1, 3, true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> k.ldg(0, 0, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> k.stg(0, 0, 0, 16)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> k.fault(0, 0, true, -2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> k.readahead(0, Kernel.NONE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> k.reclaimAddToSwap(0, 3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRangeThatRunsOverTheEndIsRefused() {
        Kernel k = new Kernel(SMALL, new Tuning(false, true), new MteSwapTags());
        for (int len : new int[] {0, -1, 3, Integer.MAX_VALUE}) {
            assertThat(k.mmap(0, 1, len, Kernel.PROT_RW, true)).isEqualTo(Outcome.rejected(Refusal.OUT_OF_RANGE));
            assertThat(k.munmap(0, 1, len)).isEqualTo(Outcome.rejected(Refusal.OUT_OF_RANGE));
        }
    }
}
