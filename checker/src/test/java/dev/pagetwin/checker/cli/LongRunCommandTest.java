package dev.pagetwin.checker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pagetwin check --resume}. */
class LongRunCommandTest {
    @TempDir
    private Path folder;

    private Ran check(Object... more) {
        Object[] first = {"check", "--preset", "tiny-unuse", "--resume", folder, "--threads", 1};
        return Ran.of(Stream.concat(Stream.of(first), Stream.of(more)).toArray());
    }

    private Ran brief(Path cex, Object... more) {
        Object[] first = {"--counterexamples", cex};
        return check(Stream.concat(Stream.of(first), Stream.of(more)).toArray());
    }

    private static Path one() {
        return Places.counterexamples().resolve("mte");
    }

    @Test
    void goesOnWhereItStopped() throws IOException {
        Ran first = brief(one(), "--steps", 1_000);
        assertThat(first.out()).contains("a long run: 1,000 steps in 1 session, ");
        Ran second = brief(one(), "--steps", 500, "--json");
        assertThat(second.code()).isEqualTo(first.code());
        assertThat(JsonParser.parseString(second.out()).getAsJsonObject().get("steps").getAsLong()).isEqualTo(1_500);
        assertThat(brief(one(), "--steps", 1).out()).contains("a long run: 1,501 steps in 3 sessions, ");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName()))).containsExactly("run.json");
        }
    }

    @Test
    void showsTheWholeRunOnItsPage() throws IOException {
        brief(one(), "--steps", 1_000);
        Path report = folder.resolve("report");
        brief(one(), "--steps", 1_000, "--html", report);
        assertThat(Files.readString(report.resolve("index.html")))
                .contains("Throughput, all sessions", "Different things reached, all sessions", "Memory, all sessions");
    }

    @Test
    void refusesARunOfSomethingElse() throws IOException {
        brief(one(), "--steps", 100);
        Path file = folder.resolve("run.json");
        String before = Files.readString(file);
        Ran seed = brief(one(), "--steps", 100, "--seed", 5);
        assertThat(seed.code()).isEqualTo(Exit.BAD_INPUT);
        assertThat(seed.err()).isEqualTo(
                "pagetwin: " + file + ": found a run where the seed is 0, expected 5 as asked for\n");
        Ran preset = brief(one(), "--steps", 100, "--preset", "tiny-shmem");
        assertThat(preset.err()).isEqualTo("pagetwin: " + file + ": found a run where the list of presets is tiny-unuse, "
                + "expected tiny-unuse, tiny-shmem as asked for\n");
        Files.writeString(file, "{}");
        assertThat(brief(one(), "--steps", 100).err())
                .isEqualTo("pagetwin: " + file + ": format: found nothing, expected it there\n");
        Files.writeString(file, before);
        assertThat(brief(one(), "--steps", 100).out()).contains("200 steps in 2 sessions");
    }
}
