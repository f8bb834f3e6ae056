package dev.pagetwin.checker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command that is asked to stop tells what it has reached, and ends with 3. */
class InterruptTest {
    private static final String FLAW = "adi-failed-save-keeps-count";

    @TempDir
    private static Path folder;

    private static Path file;

    @BeforeAll
    static void hunt() {
        Ran.hunted(folder, FLAW);
        file = folder.resolve(FLAW + ".cex");
    }

    /** Asked before it has begun: the earliest moment there is. */
    private static Ran stopped(Object... arguments) {
        List<String> args = new ArrayList<>();
        for (Object argument : arguments) {
            args.add(argument.toString());
        }
        args.add("--progress=none");
        StringWriter out = new StringWriter();
        PrintWriter err = new PrintWriter(new StringWriter());
        Interrupt interrupt = new Interrupt(err);
        interrupt.request();
        int code = Main.run(new PrintWriter(out), err, interrupt, args.toArray(String[]::new));
        return new Ran(code, out.toString(), "");
    }

    @Test
    void aCheckWritesWhatWasAskedFor() {
        Path pages = folder.resolve("pages");
        Ran ran = stopped("check", "--preset", "tiny-swap", "--steps", "1000000", "--html", pages, "--junit-xml",
                folder.resolve("j.xml"), "--sarif", folder.resolve("s.sarif"));
        assertThat(ran.code()).isEqualTo(Exit.INCOMPLETE);
        assertThat(ran.out()).endsWith(
                "incomplete: interrupted after 0 counterexamples and 0 random steps, no disagreement so far\n");
        assertThat(pages.resolve("index.html")).content().contains("interrupted").endsWith("</html>\n");
        assertThat(folder.resolve("j.xml")).content().contains("skipped").doesNotContain("<failure");
        assertThat(folder.resolve("s.sarif")).exists();
    }

    @Test
    void aCheckInJsonSaysThatItWasInterrupted() {
        Ran ran = stopped("check", "--preset", "tiny-swap", "--json");
        assertThat(ran.code()).isEqualTo(Exit.INCOMPLETE);
        assertThat(ran.out()).contains("\"interrupted\": true", "\"verdict\": \"incomplete\"");
    }

    @Test
    void anExplorationNamesWhatIsLeft() {
        Ran ran = stopped("explore", "--preset", "tiny-swap", "--preset", "tiny-sync", "--checkpoint",
                folder.resolve("saved"));
        assertThat(ran.code()).isEqualTo(Exit.INCOMPLETE);
        assertThat(ran.out()).contains("tiny-swap, interrupted, to be resumed from", "interrupted before 1 preset");
    }

    @Test
    void aHuntTellsOfTheFlawsDone() {
        Ran ran = stopped("hunt", FLAW, "--seed", "1");
        assertThat(ran.code()).isEqualTo(Exit.INCOMPLETE);
        assertThat(ran.out()).endsWith("incomplete: 0 of 1 flaw found, interrupted before 1 flaw\n");
    }

    @Test
    void aShrinkWritesWhatItHas() throws IOException {
        Path target = folder.resolve("shrunk.cex");
        Ran ran = stopped("shrink", file, "--out", target);
        assertThat(ran.code()).isEqualTo(Exit.INCOMPLETE);
        assertThat(ran.out()).contains("interrupted");
        assertThat(Ran.of("show", target).code()).isEqualTo(Exit.HOLDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "large --memory 16m --steps 1000000", "review adi", "review tag-storage --policies", "hunt --all --seeds 2",
        "tags --pages 100 --rounds 1"})
    void everyLongCommandEndsSoon(String line) {
        long begun = System.nanoTime();
        Ran ran = stopped((Object[]) line.split(" "));
        assertThat(ran.code()).isEqualTo(Exit.INCOMPLETE);
        assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(60));
    }

    @Test
    void aReplayIsIncomplete() {
        assertThat(stopped("replay", folder).code()).isEqualTo(Exit.INCOMPLETE);
    }

    /** Where there is nothing to stop, nothing is said. */
    @Test
    void whatIsDoneIsDone() {
        assertThat(stopped("flaws").code()).isEqualTo(Exit.HOLDS);
    }

    /** In a process of its own, once it is known to search. */
    @Test
    void aSignalIsAnsweredWithWhatWasReached() throws IOException, InterruptedException {
        Path saved = folder.resolve("signalled");
        Path told = folder.resolve("told");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                        System.getProperty("java.class.path"), Main.class.getName(), "explore", "--preset", "small-mix",
                        "--checkpoint", saved.toString(), "--progress=none")
                .redirectErrorStream(true)
                .redirectOutput(told.toFile())
                .start();
        try {
            for (int i = 0; i < 600 && !Files.exists(saved.resolve("lock")); i++) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            process.destroy();
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(Exit.INCOMPLETE);
        assertThat(Files.readString(told, StandardCharsets.UTF_8))
                .startsWith("pagetwin: interrupted, stopping; once more ends it at once")
                .contains("incomplete: small-mix, interrupted");
        try (var files = Files.list(saved)) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".tmp"));
        }
    }
}
