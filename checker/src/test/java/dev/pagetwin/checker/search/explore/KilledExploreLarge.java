package dev.pagetwin.checker.search.explore;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.pagetwin.checker.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code pagetwin explore} on specification and implementation together is killed ten times and resumed as often. When
 * is drawn from the numbers of states that the checkpoint may hold, and a part of the level after.
 */
class KilledExploreLarge {
    private static final String PRESET = "tiny-protect";
    private static final long STATES = 160_939;
    private static final int KILLS = 10;
    private static final int KILLED = 128 + 9;
    private static final long SEED = 10;

    @TempDir
    private Path folder;

    private Path output() {
        return folder.resolve("output");
    }

    /** A process of its own that explores and saves after every level. */
    private Process explore(String from, Path saved) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xmx400m",
                "-cp", System.getProperty("java.class.path"), Main.class.getName(), "explore", "--preset", PRESET,
                "--json", "--every", "1ms", from, saved.toString()));
        return new ProcessBuilder(command)
                .redirectOutput(output().toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start();
    }

    private JsonObject ended(Process process) throws IOException, InterruptedException {
        assertThat(process.waitFor()).as(() -> text(folder.resolve("errors"))).isZero();
        JsonObject json = JsonParser.parseString(Files.readString(output())).getAsJsonObject();
        json.remove("timing");
        return json;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** The states of each level that was saved; none before the first checkpoint. */
    private static long[] levels(Path saved) throws IOException {
        Path file = saved.resolve(Checkpoint.MANIFEST);
        if (!Files.exists(file)) {
            return new long[0];
        }
        Manifest manifest = Manifest.parse(Files.readAllBytes(file));
        while (!manifest.isNext("levels")) {
            manifest.skip();
        }
        return manifest.numbers("levels");
    }

    private static long states(Path saved) throws IOException {
        return Arrays.stream(levels(saved)).sum();
    }

    @Test
    void tenKillsChangeNothingOfWhatIsReported() throws IOException, InterruptedException {
        JsonObject expected = ended(explore("--checkpoint", folder.resolve("undisturbed")));
        assertThat(expected.getAsJsonArray("presets").get(0).getAsJsonObject().get("states").getAsLong())
                .isEqualTo(STATES);
        Path saved = folder.resolve("killed");
        Random random = new Random(SEED);
        long[] moments = random.longs(KILLS, 1, STATES * 8 / 10).sorted().toArray();
        String from = "--checkpoint";
        for (int kill = 1; kill <= KILLS; kill++) {
            Process process = explore(from, saved);
            kill(process, kill, saved, moments[kill - 1], random.nextDouble());
            from = "--resume";
        }
        assertThat(ended(explore(from, saved))).isEqualTo(expected);
    }

    /** Waits until one more level and so many states are saved, then for a part of a level's time, and kills. */
    private static void kill(Process process, int number, Path saved, long states, double part)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        long before = states(saved);
        int seen = levels(saved).length;
        long last = -1;
        long took = 0;
        while (process.isAlive() && states(saved) < Math.max(states, before + 1)) {
            TimeUnit.MILLISECONDS.sleep(2);
            int levels = levels(saved).length;
            if (levels > seen) {
                // The first level that is seen has the start of the process in its time.
                long now = System.nanoTime() - begun;
                took = last < 0 ? 0 : now - last;
                last = now;
                seen = levels;
            }
        }
        TimeUnit.NANOSECONDS.sleep((long) (part * took));
        process.destroyForcibly();
        assertThat(process.waitFor()).as("kill " + number + " hits a living process").isEqualTo(KILLED);
        System.out.printf("kill %d: %,d of %,d states saved, %,d of them by this process, level %d, after %d ms%n",
                number, states(saved), STATES, states(saved) - before, levels(saved).length - 1,
                (System.nanoTime() - begun) / 1_000_000);
    }
}
