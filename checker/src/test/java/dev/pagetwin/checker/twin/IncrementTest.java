package dev.pagetwin.checker.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.cex.CexException;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Counterexamples;
import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.flaw.Flaws;
import dev.pagetwin.checker.search.Generator;
import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Comparing what a step has touched finds what comparing everything finds, at the same step. */
class IncrementTest {
    private static final Path FOLDER = Path.of(System.getProperty("pagetwin.root", ".."), "counterexamples");
    private static final int STEPS = Integer.getInteger("pagetwin.increment.steps", 400);
    private static final Pace SELDOM = new Pace(Integer.MAX_VALUE, 1);
    private static final Map<String, Generator> GENERATORS = new ConcurrentHashMap<>();

    private static Counterexample read(Flaw flaw) throws IOException, CexException {
        Path file = FOLDER.resolve(flaw.area() + "/" + flaw.id() + ".cex");
        return Counterexamples.parse(flaw.id(), Files.readString(file));
    }

    @TestFactory
    Stream<DynamicTest> everyCounterexampleDivergesAlikeInBothModes() {
        return Flaws.ALL.stream().map(flaw -> DynamicTest.dynamicTest(flaw.id(), () -> {
            Counterexample cex = read(flaw);
            Run whole = Twin.run(cex.bounds(), flaw.design(), cex.compare(), cex.ops());
            Run touched = Twin.run(cex.bounds(), flaw.design(), cex.compare(), cex.ops(), SELDOM);
            assertThat(whole.divergence()).isNotNull();
            assertThat(touched.divergence()).isEqualTo(whole.divergence());
            Run stateOfWhole = Twin.run(cex.bounds(), flaw.design(), Compare.STATE, cex.ops());
            Run stateOfTouched = Twin.run(cex.bounds(), flaw.design(), Compare.STATE, cex.ops(), SELDOM);
            assertThat(stateOfTouched.divergence()).isEqualTo(stateOfWhole.divergence());
        }));
    }

    @TestFactory
    Stream<DynamicTest> aRandomHuntFindsTheSameInBothModes() {
        return Flaws.ALL.stream().map(flaw -> DynamicTest.dynamicTest(flaw.id(), () -> {
            Preset preset = Objects.requireNonNull(Presets.named(flaw.preset()));
            Generator generator = GENERATORS.computeIfAbsent(preset.name(), name -> new Generator(preset));
            int taken = 0;
            for (long seed = flaw.id().hashCode(); taken < STEPS; seed++) {
                taken += sameInBothModes(preset, generator, flaw.design(), seed);
            }
        }));
    }

    private static int sameInBothModes(Preset preset, Generator generator, Design design, long seed) {
        Twin twin = new Twin(preset.bounds(), design, Compare.STATE, Observer.NONE);
        Generator.Walk walk = generator.walk(seed);
        List<Op> ops = new ArrayList<>();
        Divergence found = null;
        while (ops.size() < walk.length() && found == null) {
            Op op = walk.next(twin.machine());
            ops.add(op);
            found = twin.step(op);
        }
        Run touched = Twin.run(preset.bounds(), design, Compare.STATE, ops, SELDOM);
        assertThat(touched.divergence()).isEqualTo(found);
        return ops.size();
    }

    @TestFactory
    Stream<DynamicTest> countersInOneWalkAreThoseOfTheLedger() {
        return Presets.ALL.stream()
                .map(preset -> DynamicTest.dynamicTest(preset.name(), () -> countsAlike(preset)));
    }

    private static void countsAlike(Preset preset) {
        Counted counted = new Counted(preset.bounds());
        Generator generator = GENERATORS.computeIfAbsent(preset.name(), name -> new Generator(preset));
        for (int seed = 0; seed < 4; seed++) {
            Machine m = Machine.boot(preset.bounds());
            Generator.Walk walk = generator.walk(seed);
            for (int i = 0; i < walk.length(); i++) {
                m = walk.next(m).apply(m).machine();
                counted.count(m);
                assertThat(counted.ledger()).isEqualTo(Ledger.of(m));
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> theReferenceAgreesWhereOnlyWhatIsTouchedIsCompared() {
        return Presets.ALL.stream().map(preset -> DynamicTest.dynamicTest(preset.name(), () -> {
            Generator generator = GENERATORS.computeIfAbsent(preset.name(), name -> new Generator(preset));
            for (int seed = 0; seed < 3; seed++) {
                Window window = Window.whole(preset.bounds());
                Design design = Designs.reference();
                Twin twin = new Twin(window, window.enter(design), Compare.STATE, Observer.NONE, SELDOM);
                Generator.Walk walk = generator.walk(seed);
                for (int i = 0; i < walk.length(); i++) {
                    assertThat(twin.step(walk.next(twin.machine()))).isNull();
                }
                assertThat(twin.whole()).isNull();
            }
        }));
    }
}
