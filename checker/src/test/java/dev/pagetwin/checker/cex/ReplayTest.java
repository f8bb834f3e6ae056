package dev.pagetwin.checker.cex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.cex.Minimal.Claim;
import dev.pagetwin.checker.shrink.Toy;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Difference;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.FailureClass;
import dev.pagetwin.checker.twin.Run;
import dev.pagetwin.checker.twin.Window;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.op.Fault;
import dev.pagetwin.spec.op.Ldg;
import dev.pagetwin.spec.op.Mmap;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.Stg;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Va;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Designs here are toys: the specification runs, and the flawed one is imagined to read every tag as zero. */
class ReplayTest {
    private static final Bounds BOUNDS = new Bounds(1, 1, 1, 1, 1, 2, 1, Profile.DEFAULT);
    private static final Design FLAWED = new Named("flawed");
    private static final Design REFERENCE = new Named("reference");

    private static final List<Op> STEPS = List.of(
            new Mmap(MmId.of(0), Va.of(0), 1, Prot.RW, true),
            new Fault(MmId.of(0), Va.of(0), true, Pfn.of(0)),
            new Stg(MmId.of(0), Va.of(0), 0, 1),
            new Ldg(MmId.of(0), Va.of(0), 0));

    private final Replay replay = new Replay(ReplayTest::run);
    private final Counterexample good = counterexample(STEPS);

    private record Named(String name) implements Design {
        @Override
        public Kernel boot(Window window) {
            throw new UnsupportedOperationException("a toy");
        }
    }

    private record ReadsZero() implements Toy.Bug {
        @Override
        public boolean shows(Machine before, Op op, Outcome outcome) {
            return op instanceof Ldg && outcome.result().text().equals("1");
        }
    }

    private static Run run(Bounds bounds, Design design, Compare compare, List<Op> ops) {
        List<Toy.Bug> bugs = design.equals(FLAWED) ? List.of(new ReadsZero()) : List.of();
        return new Toy(bounds, bugs).run(ops);
    }

    private static Counterexample counterexample(List<Op> ops) {
        Run run = run(BOUNDS, FLAWED, Compare.RESULTS, ops);
        return Counterexample.found("good", "toy", "tiny", BOUNDS, Compare.RESULTS, run,
                new Minimal(run.ops().size(), null, Claim.ONE_MINIMAL), "a test");
    }

    private List<String> findings(Counterexample cex) {
        return replay.findings(new CexFile("x/good.cex", Counterexamples.print(cex), cex), FLAWED, REFERENCE);
    }

    private static Counterexample with(Counterexample cex, UnaryOperator<Divergence> change) {
        return cex.withRun(new Run(cex.ops(), cex.steps().stream().map(Counterexample.Step::result).toList(),
                change.apply(cex.divergence())), cex.minimal());
    }

    @Test
    void aGoodFileHasNoFindings() {
        assertThat(findings(good)).isEmpty();
    }

    @Test
    void aFileThatIsNotCanonicalIsFound() {
        String text = Counterexamples.print(good).replace("design   toy", "design toy");
        assertThat(replay.findings(new CexFile("x/good.cex", text, good), FLAWED, REFERENCE))
                .containsExactly("x/good.cex: not canonical: line 4 should be 'design   toy'");
    }

    @Test
    void aFileUnderAnotherNameIsFound() {
        assertThat(replay.findings(new CexFile("x/bad.cex", Counterexamples.print(good), good), FLAWED, REFERENCE))
                .containsExactly("x/bad.cex: the id wants the file to be good.cex");
    }

    @Test
    void aFlawThatIsGoneIsFound() {
        CexFile file = new CexFile("x/good.cex", Counterexamples.print(good), good);
        assertThat(replay.findings(file, REFERENCE, REFERENCE)).containsExactly(
                "x/good.cex: on reference, all steps agree; the file says: "
                        + "diverges at step 4 toy: spec right, impl wrong");
    }

    @Test
    void aReferenceThatFailsIsFound() {
        CexFile file = new CexFile("x/good.cex", Counterexamples.print(good), good);
        assertThat(replay.findings(file, FLAWED, FLAWED)).containsExactly(
                "x/good.cex: on flawed, which should agree, it diverges at step 4 toy: spec right, impl wrong");
    }

    @Test
    void otherDifferencesAreFound() {
        Counterexample other = with(good, d -> new Divergence(
                d.failure(), d.step(),
                List.of(new Difference("toy", "right", "left"), new Difference("more", "1", "2")), d.broken()));
        assertThat(findings(other)).containsExactly(
                "x/good.cex: on flawed, difference 1 is toy: spec right, impl wrong; "
                        + "the file says toy: spec right, impl left",
                "x/good.cex: on flawed, difference 2 is none; the file says more: spec 1, impl 2");
    }

    @Test
    void anotherClassAndOtherPropertiesAreFound() {
        Counterexample other = with(good, d -> new Divergence(
                FailureClass.CRASH, d.step(), d.differences(), List.of("NoLostTags")));
        assertThat(findings(other)).containsExactly(
                "x/good.cex: on flawed, verdict is diverges; the file says crashes",
                "x/good.cex: on flawed, breaks is none; the file says NoLostTags");
    }

    @Test
    void anEarlierDivergenceIsFound() {
        List<Op> longer = new ArrayList<>(STEPS);
        longer.add(STEPS.get(3));
        Run run = run(BOUNDS, REFERENCE, Compare.RESULTS, longer);
        Divergence late = new Divergence(
                good.divergence().failure(), 5, good.divergence().differences(), good.divergence().broken());
        Counterexample other = good.withRun(new Run(longer, run.results(), late), new Minimal(5, 9, Claim.ONE_MINIMAL));
        assertThat(findings(other)).contains("x/good.cex: on flawed, step is 4; the file says 5")
                .contains("x/good.cex: step 4 can be dropped", "x/good.cex: step 5 can be dropped");
    }

    @Test
    void anotherResultOfTheSpecificationIsFound() {
        String text = Counterexamples.print(good).replaceFirst("= ok", "= rejected no-such-mm");
        assertThat(replay.findings(new CexFile("good.cex", text, parsed(text)), FLAWED, REFERENCE)).containsExactly(
                "good.cex: the specification's result of step 1 is ok; the file says rejected no-such-mm");
    }

    @Test
    void aStepThatCanBeDroppedAndAWrongCountAreFound() {
        List<Op> ops = new ArrayList<>(STEPS);
        ops.add(2, STEPS.get(0));
        assertThat(findings(counterexample(ops))).containsExactly("x/good.cex: step 3 can be dropped");
        assertThat(findings(good.withMinimal(new Minimal(3, null, Claim.SHORTEST))))
                .containsExactly("x/good.cex: the number of steps is 4; the file says 3");
    }

    private static Counterexample parsed(String text) {
        try {
            return Counterexamples.parse("good.cex", text);
        } catch (CexException e) {
            throw new AssertionError(Objects.requireNonNull(e.getMessage()), e);
        }
    }
}
