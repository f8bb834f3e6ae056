package dev.pagetwin.checker.search.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckpointTest {
    private static final Options OPTIONS =
            Options.defaults().withMemory(64 << 20).withEvery(Duration.ZERO).withPartitions(4);

    @TempDir
    private Path folder;

    /** A search that is cut off after some rounds, as if the process had died, and leaves a checkpoint. */
    private Path stopped(Model model, String name, int rounds) throws IOException {
        Path dir = folder.resolve(name);
        int[] left = {rounds};
        try {
            new Search(model, OPTIONS.withCheckpoint(dir).withObserver(progress -> {
                if (left[0]-- == 0) {
                    throw new IllegalStateException("stopped");
                }
            })).run();
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("stopped");
        }
        return dir;
    }

    private static String withoutFolder(Outcome outcome) {
        return outcome.toString().replaceAll("checkpoint=[^ ]*", "checkpoint=,");
    }

    @ParameterizedTest
    @EnumSource(Dials.Form.class)
    void aResumedRunEndsAlike(Dials.Form form) throws IOException {
        for (Model model : List.of(new Dials(3, 5, form), new Dials(3, 5, form, 99, Dials.NEVER))) {
            String all = withoutFolder(new Search(model, OPTIONS).run());
            for (int rounds = 1; rounds < 13; rounds += 5) {
                Path dir = stopped(model, model.hashCode() + "-" + rounds, rounds);
                assertThat(withoutFolder(new Search(model, OPTIONS.withResume(dir)).run())).isEqualTo(all);
                assertThat(withoutFolder(new Search(model, OPTIONS.withResume(dir)).run())).as("again").isEqualTo(all);
            }
        }
    }

    @Test
    void damageIsRefusedInOneLine() throws IOException {
        Tangle tangle = new Tangle(3000, 2, 11);
        Path whole = stopped(tangle, "whole", 6);
        String all = withoutFolder(new Search(tangle, OPTIONS).run());
        Random random = new Random(3);
        List<Path> files = files(whole);
        assertThat(files).hasSizeGreaterThan(4);
        int refused = 0;
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            for (int round = 0; round < 12; round++) {
                Path copy = copy(files, "damaged");
                Path victim = copy.resolve(file.getFileName());
                if (round == 0) {
                    Files.delete(victim);
                } else if (bytes.length == 0) {
                    Files.write(victim, new byte[] {1});
                } else if (round < 4) {
                    Files.write(victim, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
                } else {
                    byte[] flipped = bytes.clone();
                    int at = (int) ((round - 4 + random.nextDouble()) * bytes.length / 8);
                    flipped[at] ^= (byte) (1 << random.nextInt(8));
                    Files.write(victim, flipped);
                }
                refused += resumes(tangle, copy, all) ? 0 : 1;
            }
        }
        assertThat(refused).as("all but those of the lock file").isEqualTo(12 * (files.size() - 1));
    }

    /** Whether the run resumes, and then with the right counts; a refusal must be one line. */
    private static boolean resumes(Model model, Path dir, String all) throws IOException {
        try {
            assertThat(withoutFolder(new Search(model, OPTIONS.withResume(dir)).run())).isEqualTo(all);
            return true;
        } catch (CheckpointException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
            return false;
        }
    }

    private static List<Path> files(Path dir) throws IOException {
        try (Stream<Path> all = Files.list(dir)) {
            return all.sorted().toList();
        }
    }

    private Path copy(List<Path> files, String name) throws IOException {
        Path copy = Files.createDirectories(folder.resolve(name));
        for (Path old : files(copy)) {
            Files.delete(old);
        }
        for (Path file : files) {
            Files.copy(file, copy.resolve(file.getFileName()));
        }
        return copy;
    }

    @Test
    void whatComesAfterTheLinksDoesNotCount() throws IOException {
        Tangle tangle = new Tangle(3000, 2, 11);
        Path dir = stopped(tangle, "appended", 6);
        Path links = dir.resolve(LinkFile.NAME);
        byte[] before = Files.readAllBytes(links);
        byte[] after = Arrays.copyOf(before, before.length + 100);
        Files.write(links, after);
        assertThat(withoutFolder(new Search(tangle, OPTIONS.withResume(dir)).run()))
                .isEqualTo(withoutFolder(new Search(tangle, OPTIONS).run()));
    }

    @Test
    void aCheckpointIsNeitherOverwrittenNorMistaken() throws IOException {
        Dials dials = new Dials(3, 5, Dials.Form.FIXED);
        Path dir = stopped(dials, "kept", 4);
        assertThatThrownBy(() -> new Search(dials, OPTIONS.withCheckpoint(dir)).run())
                .isInstanceOf(CheckpointException.class).hasMessageContaining("holds a checkpoint");
        assertThatThrownBy(() -> new Search(new Dials(3, 6, Dials.Form.FIXED), OPTIONS.withResume(dir)).run())
                .isInstanceOf(CheckpointException.class).hasMessageContaining("another exploration");
        assertThatThrownBy(() -> new Search(dials, OPTIONS.withPartitions(8).withResume(dir)).run())
                .isInstanceOf(CheckpointException.class).hasMessageContaining("another exploration");
        assertThatThrownBy(() -> new Search(dials, OPTIONS.withResume(folder.resolve("none"))).run())
                .isInstanceOf(CheckpointException.class).hasMessageContaining("no checkpoint");
    }

    @Test
    void manyLevelsAreMergedIntoFewFiles() throws IOException {
        Dials dials = new Dials(2, 60, Dials.Form.VARIABLE);
        Path dir = folder.resolve("many");
        String all = withoutFolder(new Search(dials, OPTIONS).run());
        assertThat(withoutFolder(new Search(dials, OPTIONS.withCheckpoint(dir)).run())).isEqualTo(all);
        assertThat(files(dir)).hasSizeLessThan(22);
        Path half = stopped(dials, "half", 70);
        assertThat(withoutFolder(new Search(dials, OPTIONS.withMemory(100 << 10).withResume(half)).run()))
                .isEqualTo(all);
    }
}
