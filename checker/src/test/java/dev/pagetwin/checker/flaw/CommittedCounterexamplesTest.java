package dev.pagetwin.checker.flaw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.cex.CexException;
import dev.pagetwin.checker.cex.CexFile;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Counterexamples;
import dev.pagetwin.checker.cex.Replay;
import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.shrink.Keep;
import dev.pagetwin.checker.twin.Twin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every flaw has a file, every file a live flaw, and every file keeps what it promises. */
class CommittedCounterexamplesTest {
    private static final Path FOLDER = Path.of(System.getProperty("pagetwin.root", ".."), "counterexamples");

    private static List<Path> files() throws IOException {
        try (Stream<Path> tree = Files.walk(FOLDER)) {
            return tree.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static String place(Flaw flaw) {
        return flaw.area() + "/" + flaw.id() + ".cex";
    }

    @Test
    void everyFlawHasAFileAndEveryFileAFlaw() throws IOException {
        List<String> places = Flaws.ALL.stream().map(CommittedCounterexamplesTest::place).toList();
        assertThat(files().stream().map(file -> FOLDER.relativize(file).toString()))
                .containsExactlyInAnyOrderElementsOf(places);
    }

    @TestFactory
    Stream<DynamicTest> everyFileKeepsItsPromises() {
        return Flaws.ALL.stream().map(flaw -> DynamicTest.dynamicTest(flaw.id(), () -> {
            CexFile file = read(flaw);
            Counterexample cex = file.counterexample();
            Keep keep = new Keep(cex.divergence().failure(), flaw.mustBreak());
            assertThat(new Replay(Twin::run).findings(file, flaw.design(), Designs.reference(), keep)).isEmpty();
        }));
    }

    @TestFactory
    Stream<DynamicTest> everyFileShowsWhatTheCatalogueSays() {
        return Flaws.ALL.stream().map(flaw -> DynamicTest.dynamicTest(flaw.id(), () -> {
            Counterexample cex = read(flaw).counterexample();
            assertThat(cex.flaw()).isEqualTo(flaw.id());
            assertThat(cex.preset()).isEqualTo(flaw.preset());
            assertThat(cex.compare()).isEqualTo(flaw.compare());
            assertThat(cex.steps()).hasSize(flaw.shortest());
            assertThat(flaw.shownBy(cex.divergence())).isTrue();
            assertThat(cex.why()).doesNotContain("Not explained");
        }));
    }

    private static CexFile read(Flaw flaw) throws IOException, CexException {
        return Counterexamples.read(FOLDER.resolve(place(flaw)));
    }
}
