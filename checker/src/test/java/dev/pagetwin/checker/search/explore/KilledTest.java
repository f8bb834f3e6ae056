package dev.pagetwin.checker.search.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A child process is killed while it searches, at random moments, and resumed until it ends. */
class KilledTest {
    private static final Tangle TANGLE = new Tangle(120_000, 2, 9);
    private static final int KILLS = 6;

    @TempDir
    private Path folder;

    /** The child: resumes what is in the folder, or starts there. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) throws IOException {
            System.out.println(search(Path.of(args[0]), Long.parseLong(args[1]), KilledTest::pause));
        }
    }

    /** So that there is time to kill. */
    private static void pause(Progress progress) {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String search(Path dir, long memory, Observer observer) throws IOException {
        Options options = Options.defaults().withMemory(memory).withEvery(Duration.ZERO).withPartitions(8)
                .withObserver(observer);
        boolean there = Files.exists(dir.resolve(Checkpoint.MANIFEST));
        return counts(new Search(TANGLE, there ? options.withResume(dir) : options.withCheckpoint(dir)).run());
    }

    private static String counts(Outcome found) {
        return found.toString().replaceAll("checkpoint=[^ ]*", "");
    }

    private Process child(Path dir, long memory) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(List.of(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m", "-cp",
                System.getProperty("java.class.path"), Child.class.getName(), dir.toString(), "" + memory))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    @Test
    void aKilledRunEndsWithTheSameCounts() throws IOException, InterruptedException {
        String expected = counts(new Search(TANGLE, Options.defaults().withPartitions(8)).run());
        Random random = new Random(4);
        int killed = 0;
        for (long memory : new long[] {64 << 20, 1 << 20}) {
            Path dir = folder.resolve("run-" + memory);
            for (int kill = 0; kill < KILLS; kill++) {
                Process process = child(dir, memory);
                killed += process.waitFor(150 + random.nextInt(300), TimeUnit.MILLISECONDS) ? 0 : 1;
                process.destroyForcibly().waitFor();
            }
            assertThat(search(dir, memory, Observer.NONE)).isEqualTo(expected);
        }
        assertThat(killed).as("killed before the end").isPositive();
    }
}
