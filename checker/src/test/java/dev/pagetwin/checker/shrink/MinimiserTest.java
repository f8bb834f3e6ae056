package dev.pagetwin.checker.shrink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pagetwin.checker.cex.OpText;
import dev.pagetwin.checker.twin.FailureClass;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.op.Fault;
import dev.pagetwin.spec.op.Ldg;
import dev.pagetwin.spec.op.Mmap;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.Stg;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Va;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Trials here are toys: the specification runs, and a bug is imagined at certain steps. */
class MinimiserTest {
    private static final int SEEDS = 5;
    private static final Keep DIVERGENCE = new Keep(FailureClass.DIVERGENCE, List.of());

    private static final Toy.Bug ALONE = new Toy.ForgetsTags();
    private static final Toy.Bug SHARED = new Toy.ForgetsSharedTags();
    private static final Toy.Bug CRASH = new Toy.CrashesOnZap();

    /** Room for detours, the zero page among them, and no path that a random walk would only lose its way in. */
    private static final Preset WIDE = new Preset(
            "test-wide", "core and zero page, wide", named("small-mix").bounds(), Set.of("zero-page"), Set.of());

    private static Preset named(String name) {
        return Objects.requireNonNull(Presets.named(name));
    }

    private record Case(Preset preset, Toy toy) {
        static Case of(String preset, Toy.Bug... bugs) {
            return of(named(preset), bugs);
        }

        static Case of(Preset preset, Toy.Bug... bugs) {
            return new Case(preset, new Toy(preset.bounds(), List.of(bugs)));
        }

        List<Op> walk(Keep keep, long seed) {
            return Walk.failing(preset, toy, keep, seed);
        }

        Minimised minimise(List<Op> ops, Keep keep) {
            return Minimiser.minimise(preset.bounds(), ops, keep, toy, Budget.DEFAULT);
        }
    }

    @Test
    void noisyTracesOfOneBugAllBecomeTheOneShortestTrace() {
        assertShortest(Case.of("tiny-sync", ALONE),
                "mmap mm=A va=v0 len=1 prot=rw mte=yes",
                "fault mm=A va=v0 write=yes page=p0",
                "stg mm=A va=v0 granule=0 tag=1",
                "reclaim.add-to-swap page=p0 slot=s0",
                "reclaim.unmap mm=A va=v0 dup=ok tagalloc=ok",
                "reclaim.writeback page=p0 tagalloc=ok",
                "reclaim.drop page=p0 busy=no",
                "swap-in.lookup mm=A va=v0",
                "swap-in.read mm=A page=p0 bypass=no",
                "swap-in.map mm=A");
    }

    @Test
    void stepsThatNeedEachOtherStayTogether() {
        assertShortest(Case.of("tiny-swap", ALONE),
                "mmap mm=A va=v0 len=1 prot=rw mte=yes",
                "fault mm=A va=v0 write=yes page=p0",
                "stg mm=A va=v0 granule=0 tag=1",
                "reclaim.add-to-swap page=p0 slot=s0",
                "reclaim.unmap mm=A va=v0 dup=ok tagalloc=ok",
                "reclaim.writeback page=p0 tagalloc=ok",
                "reclaim.end-writeback page=p0",
                "reclaim.isolate page=p0",
                "reclaim.drop page=p0 busy=no",
                "swap-in.lookup mm=A va=v0",
                "swap-in.read mm=A page=p0 bypass=no",
                "swap-in.map mm=A");
    }

    @Test
    void detoursByForkAndCopyOnWriteAreLeft() {
        String[] shortest = {
            "mmap mm=A va=v0 len=1 prot=rw mte=yes",
            "fault mm=A va=v0 write=yes page=p0",
            "stg mm=A va=v0 granule=0 tag=1",
            "fork mm=A child=B",
            "reclaim.add-to-swap page=p0 slot=s0",
            "reclaim.unmap mm=A va=v0 dup=ok tagalloc=ok",
            "fork.entry mm=A dup=ok",
            "reclaim.writeback page=p0 tagalloc=ok",
            "reclaim.drop page=p0 busy=no",
            "swap-in.lookup mm=A va=v0",
            "swap-in.read mm=A page=p0 bypass=no",
            "swap-in.map mm=A"
        };
        assertShortest(Case.of("tiny-fork", SHARED), shortest);
        assertShortest(Case.of(WIDE, SHARED), shortest);
    }

    private static void assertShortest(Case of, String... expected) {
        for (int seed = 1; seed <= SEEDS; seed++) {
            List<Op> ops = of.walk(DIVERGENCE, seed);
            Minimised minimised = of.minimise(ops, DIVERGENCE);
            assertThat(minimised.ops()).as("seed " + seed).extracting(OpText::of).containsExactly(expected);
            assertThat(minimised.from()).isEqualTo(ops.size());
            assertThat(minimised.exhausted()).isFalse();
            assertThat(minimised.run()).isEqualTo(of.toy.run(minimised.ops()));
        }
    }

    @Test
    void neverSlipsToAnotherFailureClass() {
        Case of = Case.of("tiny-fork", SHARED, CRASH);
        Keep crash = new Keep(FailureClass.CRASH, List.of());
        for (int seed = 1; seed <= SEEDS; seed++) {
            assertThat(of.minimise(of.walk(DIVERGENCE, seed), DIVERGENCE).ops()).hasSize(12);
            Minimised crashing = of.minimise(of.walk(crash, seed), crash);
            assertThat(crash.keeps(crashing.run().divergence())).isTrue();
            assertThat(crashing.ops()).extracting(OpText::of).containsExactly(
                    "mmap mm=A va=v0 len=1 prot=rw mte=yes",
                    "fault mm=A va=v0 write=yes page=p0",
                    "stg mm=A va=v0 granule=0 tag=1",
                    "munmap mm=A va=v0 len=1",
                    "zap mm=A");
        }
    }

    @Test
    void keepsTheFirstBrokenPropertyUnlessToldThatTheClassIsEnough() {
        Case of = Case.of("tiny-fork", SHARED, ALONE);
        List<Op> ops = of.walk(new Keep(FailureClass.DIVERGENCE, SHARED.breaks()), 1);
        var target = Objects.requireNonNull(of.toy.run(ops).divergence());
        assertThat(Keep.of(target)).isEqualTo(new Keep(FailureClass.DIVERGENCE, List.of("NoLostTags")));
        assertThat(of.minimise(ops, Keep.of(target)).ops()).hasSize(12);
        assertThat(of.minimise(ops, Keep.classOf(target)).ops()).hasSize(10);
    }

    @Test
    void sameInSameOutAndASecondTimeChangesNothing() {
        for (Case of : List.of(Case.of("tiny-swap", ALONE), Case.of("tiny-unuse", SHARED))) {
            for (int seed = 1; seed <= 3; seed++) {
                List<Op> ops = of.walk(DIVERGENCE, 100 + seed);
                Minimised once = of.minimise(ops, DIVERGENCE);
                assertThat(of.minimise(ops, DIVERGENCE)).isEqualTo(once);
                Minimised twice = of.minimise(once.ops(), DIVERGENCE);
                assertThat(twice.ops()).isEqualTo(once.ops());
                assertThat(twice.run()).isEqualTo(once.run());
            }
        }
    }

    @Test
    void stopsWhenTheBudgetIsUsedUpAndStillFails() {
        Case of = Case.of("tiny-swap", ALONE);
        List<Op> ops = of.walk(DIVERGENCE, 1);
        for (int trials : new int[] {1, 2, 10, 50}) {
            int[] runs = {0};
            Trial counted = candidate -> {
                runs[0]++;
                return of.toy.run(candidate);
            };
            Minimised some = Minimiser.minimise(of.preset.bounds(), ops, DIVERGENCE, counted, new Budget(trials));
            assertThat(some.exhausted()).isTrue();
            assertThat(some.trials()).isEqualTo(trials).isEqualTo(runs[0]);
            assertThat(DIVERGENCE.keeps(of.toy.run(some.ops()).divergence())).isTrue();
            assertThat(some.ops().size()).isBetween(12, 200);
        }
    }

    @Test
    void refusesOperationsThatDoNotFail() {
        Case of = Case.of("tiny-swap", ALONE);
        assertThatIllegalArgumentException().isThrownBy(() -> of.minimise(List.of(), DIVERGENCE));
    }

    /** A load of a tag through an entry without tags is rejected by the specification, and here by nobody else. */
    private record AnswersTheRejected() implements Toy.Bug {
        @Override
        public boolean shows(Machine before, Op op, Outcome outcome) {
            return op instanceof Ldg && outcome.result().equals(new Result.Rejected(Rejection.NOT_TAGGED));
        }
    }

    @Test
    void aRejectedStepStaysIfTheFailureIsThere() {
        Case of = Case.of("small-mix", new AnswersTheRejected());
        for (int seed = 1; seed <= 2; seed++) {
            Minimised minimised = of.minimise(of.walk(DIVERGENCE, seed), DIVERGENCE);
            assertThat(minimised.ops()).extracting(OpText::of).containsExactly(
                    "mmap mm=A va=v0 len=1 prot=rw mte=no",
                    "zero-page.fault mm=A va=v0",
                    "ldg mm=A va=v0 granule=0");
        }
    }

    /** Whatever is stored last in a granule, it reads as zero. */
    private record ReadsZero() implements Toy.Bug {
        @Override
        public boolean shows(Machine before, Op op, Outcome outcome) {
            return op instanceof Ldg && outcome.result() instanceof Result.Value v && v.value() != 0;
        }
    }

    @Test
    void valuesThatHaveToAgreeGetPlainTogether() {
        Case of = Case.of("real", new ReadsZero());
        MmId mm = MmId.of(0);
        Va va = Va.of(3);
        List<Op> ops = new ArrayList<>(List.of(
                new Mmap(mm, Va.of(1), 3, Prot.RW, true),
                new Fault(mm, va, true, Pfn.of(5)),
                new Stg(mm, va, 201, 13),
                new Ldg(mm, va, 201)));
        ops.addAll(1, Collections.nCopies(60, new Fault(mm, Va.of(2), false, null)));
        assertThat(of.minimise(ops, DIVERGENCE).ops()).extracting(OpText::of).containsExactly(
                "mmap mm=A va=v0 len=1 prot=rw mte=yes",
                "fault mm=A va=v0 write=yes page=p0",
                "stg mm=A va=v0 granule=0 tag=1",
                "ldg mm=A va=v0 granule=0");
    }
}
