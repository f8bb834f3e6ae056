package dev.pagetwin.checker.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.cex.CexException;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Counterexamples;
import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.flaw.Flaws;
import dev.pagetwin.checker.search.Generator;
import dev.pagetwin.spec.op.Mmap;
import dev.pagetwin.spec.op.ZeroPage;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Va;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A machine behaves alike, whatever else there is in the kernel and wherever the machine lies in it. */
class WindowTest {
    private static final Path FOLDER = Path.of(System.getProperty("pagetwin.root", ".."), "counterexamples");
    private static final Room ROOM = new Room(3, 67, 1500, 3, 40, 5);

    private static Counterexample read(Flaw flaw) throws IOException, CexException {
        Path file = FOLDER.resolve(flaw.area() + "/" + flaw.id() + ".cex");
        return Counterexamples.parse(flaw.id(), Files.readString(file));
    }

    @TestFactory
    Stream<DynamicTest> everyFlawDivergesAlikeInALargerKernel() {
        return Flaws.ALL.stream().map(flaw -> DynamicTest.dynamicTest(flaw.id(), () -> {
            Counterexample cex = read(flaw);
            for (int seed = 0; seed < 2; seed++) {
                Window window = ROOM.window(cex.bounds(), 31 * seed + flaw.id().hashCode());
                Run run = Twin.run(window, flaw.design(), cex.compare(), cex.ops());
                Divergence found = Objects.requireNonNull(run.divergence(), "agrees in " + window);
                assertThat(found.failure()).isEqualTo(cex.divergence().failure());
                if (found.step() != cex.divergence().step()) {
                    showsOutsideBefore(found, cex);
                } else {
                    assertThat(found.broken()).isEqualTo(cex.divergence().broken());
                }
            }
        }));
    }

    /** A record is found at a slot of the background, which the file's machine does not have, so earlier than there. */
    private static void showsOutsideBefore(Divergence found, Counterexample cex) {
        assertThat(found.step()).isLessThan(cex.divergence().step());
        assertThat(found.differences()).allMatch(difference -> difference.path().startsWith("orphans"));
    }

    @TestFactory
    Stream<DynamicTest> theReferenceAgreesInALargerKernel() {
        return Presets.ALL.stream().map(preset -> DynamicTest.dynamicTest(preset.name(), () -> {
            Generator generator = new Generator(preset);
            IntStream.range(0, 3).forEach(seed -> agrees(preset, generator, seed, Designs.reference()));
        }));
    }

    /** What hardware is told has to be of the window, too. */
    @TestFactory
    Stream<DynamicTest> aDesignThatFoldsAgreesInALargerKernel() {
        return Presets.ALL.stream()
                .filter(preset -> preset.bounds().contPtes() > 1)
                .map(preset -> DynamicTest.dynamicTest(preset.name(), () -> {
                    Generator generator = new Generator(preset);
                    IntStream.range(0, 3).forEach(seed -> agrees(preset, generator, seed, Designs.contpte()));
                }));
    }

    @Test
    void theZeroPageIsNoFrameOfTheWindow() {
        Preset small = Objects.requireNonNull(Presets.named("small-mix"));
        Window window = ROOM.window(small.bounds().withCont(2), 1);
        assertThat(window.frame()).isPositive();
        writesToTheZeroPage(window);
    }

    @Test
    void theZeroPageIsNotTheFirstFrame() {
        Preset small = Objects.requireNonNull(Presets.named("small-mix"));
        writesToTheZeroPage(Window.whole(small.bounds().withCont(2)));
    }

    private static void writesToTheZeroPage(Window window) {
        Twin twin = new Twin(window, Designs.contptePerPage(), Compare.STATE, Observer.NONE);
        MmId mm = MmId.of(0);
        Va va = Va.of(0);
        assertThat(twin.step(new Mmap(mm, va, 1, Prot.RW, true))).isNull();
        assertThat(twin.step(new ZeroPage.Fault(mm, va))).isNull();
        assertThat(twin.step(new ZeroPage.Cow(mm, va, Pfn.of(0)))).isNull();
    }

    private static void agrees(Preset preset, Generator generator, int seed, Design design) {
        Window window = ROOM.window(preset.bounds(), seed);
        Twin twin = new Twin(window, design, Compare.STATE, Observer.NONE);
        Generator.Walk walk = generator.walk(seed);
        for (int i = 0; i < 60; i++) {
            assertThat(twin.step(walk.next(twin.machine()))).isNull();
        }
    }
}
