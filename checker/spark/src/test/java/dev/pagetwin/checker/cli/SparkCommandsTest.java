package dev.pagetwin.checker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line says of a cluster: the same as of one process, or in one line why not. */
class SparkCommandsTest {
    @TempDir
    private Path temp;

    private static void bad(String line, Object... args) {
        Ran ran = Ran.of(args);
        assertThat(ran.err()).isEqualTo("pagetwin: " + line + System.lineSeparator());
        assertThat(ran.out()).isEmpty();
        assertThat(ran.code()).isEqualTo(Exit.BAD_INPUT);
    }

    private static Object[] explore(Object... more) {
        Object[] args = new Object[5 + more.length];
        System.arraycopy(new Object[] {"explore", "--preset", "tiny-adi-protect", "--engine", "spark"}, 0, args, 0, 5);
        System.arraycopy(more, 0, args, 5, more.length);
        return args;
    }

    /** What was printed, without times. */
    private static String plain(String out) {
        return out.replaceAll("\"(seconds|\\w+PerSecond|bytes\\w*|subject|nanos)\": .*", "");
    }

    @Test
    void mastersThatCannotBeUsedAreRefusedInOneLine() throws IOException {
        String saved = temp.resolve("saved").toString();
        bad("--master mesos: cannot be used, Could not parse Master URL: 'mesos'",
                explore("--master", "mesos", "--checkpoint", saved));
        bad("--master spark://127.0.0.1:1: found nobody there (Connection refused), expected a master",
                explore("--master", "spark://127.0.0.1:1", "--checkpoint", saved));
        bad("--master spark://127.0.0.1:1: found no --checkpoint, expected a folder that all of its machines reach, for "
                + "what must outlive an executor", explore("--master", "spark://127.0.0.1:1"));
    }

    @Test
    void aCheckpointThatCannotBeMadeIsRefusedInOneLine() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "not a folder");
        Ran ran = Ran.of(explore("--checkpoint", file.resolve("below")));
        assertThat(ran.code()).isEqualTo(Exit.BAD_INPUT);
        assertThat(ran.err()).startsWith("pagetwin: --checkpoint " + file).hasLineCount(1);
        bad("--checkpoint nowhere://there: cannot be used, No FileSystem for scheme \"nowhere\"",
                explore("--checkpoint", "nowhere://there"));
    }

    @Test
    void optionsThatSparkCannotUseAreRefused() {
        bad("--workers: found --engine spark too, which cannot use it", explore("--workers", "3"));
        bad("--memory: found --engine spark too, which cannot use it", explore("--memory", "100m"));
        bad("--resume: found --engine spark too, which cannot use it", explore("--resume", temp));
        bad("--shards: found 5000, expected at most 4096", explore("--shards", "5000"));
        bad("--conf x: expected KEY=VALUE", explore("--conf", "x"));
        bad("--engine spark: found no --steps, expected a number of them: how far a time goes depends on the machines",
                "hunt", "--all", "--engine", "spark");
        bad("--engine flink: found an unknown engine, expected local or spark",
                "explore", "--preset", "tiny-adi-protect", "--engine", "flink");
    }

    @Test
    void exploringSaysTheSameOfAnyNumberOfShards() {
        Ran here = Ran.of("explore", "--preset", "tiny-adi-protect", "--json");
        for (int shards : new int[] {1, 3, 64}) {
            Ran there = Ran.of(explore("--json", "--shards", shards));
            assertThat(there.err()).isEmpty();
            assertThat(plain(there.out())).isEqualTo(plain(here.out()));
            assertThat(there.code()).isEqualTo(here.code());
        }
    }

    @Test
    void aHuntWritesTheSameCounterexamples() throws IOException {
        Path here = Files.createDirectory(temp.resolve("here"));
        Path there = Files.createDirectory(temp.resolve("there"));
        Ran.of("hunt", "unuse-forgets-restore", "free-keeps-flag", "--seed", "1", "--steps", "50000", "--out", here);
        for (int shards : new int[] {1, 3}) {
            Ran.of("hunt", "unuse-forgets-restore", "free-keeps-flag", "--seed", "1", "--steps", "50000", "--out", there,
                    "--engine", "spark", "--shards", shards);
            for (String flaw : new String[] {"unuse-forgets-restore.cex", "free-keeps-flag.cex"}) {
                assertThat(there.resolve(flaw)).hasSameTextualContentAs(here.resolve(flaw));
                Files.delete(there.resolve(flaw));
            }
        }
    }

    @Test
    void aCheckReachesTheSame() throws IOException {
        Path caught = Files.createDirectory(temp.resolve("caught"));
        Ran.hunted(caught, "unuse-forgets-restore");
        Object[] args = {"check", "--preset", "tiny-swap", "--preset", "tiny-fork", "--steps", "50001", "--json", "--out",
            temp, "--counterexamples", caught};
        Object[] spark = new Object[args.length + 4];
        System.arraycopy(args, 0, spark, 0, args.length);
        System.arraycopy(new Object[] {"--engine", "spark", "--shards", 3}, 0, spark, args.length, 4);
        assertThat(plain(Ran.of(spark).out())).isEqualTo(plain(Ran.of(args).out())).contains("50001");
    }
}
