package dev.pagetwin.checker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands that run kernels say when they cannot. */
final class KernelRunCommandsTest {
    private static final Path FILE = Path.of("..", "counterexamples", "mte", "unuse-forgets-restore.cex");

    @TempDir
    private Path cache;

    private static void isOneLine(Ran ran, String... parts) {
        assertThat(ran.code()).isEqualTo(Exit.BAD_INPUT);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines()).hasSize(1);
        assertThat(ran.err()).contains(parts);
    }

    @Test
    void withoutAKernelReplayAndCheckSayWhoGetsOne() {
        isOneLine(Ran.of("kernel", "replay", FILE, "--cache", cache), "no kernel is set up", "pagetwin kernel setup");
        isOneLine(Ran.of("kernel", "check", "--cache", cache), "no kernel is set up", "pagetwin kernel setup");
        isOneLine(Ran.of("kernel", "bad", "--cache", cache), "no kernel is set up", "pagetwin kernel setup");
    }

    @Test
    void anUnknownKernelIsNamed() {
        isOneLine(Ran.of("kernel", "replay", FILE, "--cache", cache, "--kernel", "5.99"), "5.99");
    }

    @Test
    void minutesAndStepsExcludeEachOther() {
        isOneLine(Ran.of("kernel", "check", "--minutes", "1", "--steps", "5", "--cache", cache), "--minutes and --steps");
    }

    @Test
    void aPresetThatNoKernelCanRunIsRefused() {
        isOneLine(Ran.of("kernel", "check", "--preset", "tiny-adi", "--cache", cache), "tiny-adi", "SPARC");
        isOneLine(Ran.of("kernel", "check", "--preset", "nothing", "--cache", cache), "nothing", "pagetwin presets");
    }

    @Test
    void anUnknownBadKernelIsRefused() {
        isOneLine(Ran.of("kernel", "bad", "no-such", "--cache", cache), "no-such");
    }

    @Test
    void aFileThatIsNotThereIsRefusedBeforeAnythingBoots() {
        isOneLine(Ran.of("kernel", "replay", "nowhere.cex", "--cache", cache), "nowhere.cex", "no such file");
    }
}
