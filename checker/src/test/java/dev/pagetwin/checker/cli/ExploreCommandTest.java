package dev.pagetwin.checker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.pagetwin.checker.cex.Counterexamples;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pagetwin explore}, and {@code shrink --exhaustive}. */
class ExploreCommandTest {
    @TempDir
    private Path temp;

    @Test
    void aPresetThatHoldsIsExhausted() {
        Ran ran = Ran.of("explore", "--preset", "tiny-unmap", "--out", temp);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isEqualTo(Exit.HOLDS);
        assertThat(ran.out())
                .contains("design mte, symmetry on, 2 workers")
                .containsPattern("tiny-unmap +20,878 +221,642 +29 +0 .* exhausted")
                .contains("never reached  ")
                .endsWith("holds: all of 20,878 states in 1 preset, no disagreement\n");
    }

    @Test
    void theSpecificationCanBeExploredAlone() {
        Ran ran = Ran.of("explore", "--preset", "tiny-unmap", "--spec-only", "--symmetry", "off", "--json");
        assertThat(ran.code()).isEqualTo(Exit.HOLDS);
        JsonObject json = JsonParser.parseString(ran.out()).getAsJsonObject();
        assertThat(json.get("verdict").getAsString()).isEqualTo("holds");
        assertThat(json.get("subject").getAsString()).isEqualTo("the specification alone, symmetry off, 2 workers");
        assertThat(json.get("divergence").isJsonNull()).isTrue();
        assertThat(json.getAsJsonObject("census").has("rejected exit last-mm")).isTrue();
    }

    @Test
    void aFlawIsFoundWrittenAndReplayed() throws Exception {
        Ran ran = Ran.of("explore", "--flaw", "fork-keeps-write", "--out", temp);
        assertThat(ran.code()).isEqualTo(Exit.DIVERGES);
        Path file = temp.resolve("fork-keeps-write.cex");
        assertThat(Counterexamples.load(file).minimal().text()).isEqualTo("4 steps, shortest possible");
        assertThat(ran.out()).contains("It diverges at step 4").contains("diverges: tiny-fork in 4 steps");
        assertThat(Ran.of("replay", file).code()).isEqualTo(Exit.HOLDS);
        String text = Files.readString(file);
        Ran proven = Ran.of("shrink", "--exhaustive", file);
        assertThat(proven.code()).isEqualTo(Exit.HOLDS);
        assertThat(proven.out()).isEqualTo(file + ": 4 steps, shortest possible\n");
        assertThat(Files.readString(file)).isEqualTo(text);
    }

    @Test
    void aHuntedFileIsProvenShortest() throws Exception {
        Ran.hunted(temp, "free-keeps-flag");
        Path file = temp.resolve("free-keeps-flag.cex");
        Ran proven = Ran.of("shrink", "--exhaustive", file);
        assertThat(proven.code()).isEqualTo(Exit.HOLDS);
        assertThat(Counterexamples.load(file).minimal().text()).matches("4 of \\d+ steps, shortest possible");
    }

    @Test
    void aLimitIsSaid() {
        Ran ran = Ran.of("explore", "--preset", "tiny-swap", "--depth", "6", "--quiet");
        assertThat(ran.code()).isEqualTo(Exit.INCOMPLETE);
        assertThat(ran.out()).isEqualTo("incomplete: tiny-swap, the depth of 6 steps was reached\n");
    }

    @Test
    void aDesignOfOnesOwnIsExploredWithoutSymmetryIfItCanSave() {
        Ran own = Ran.of("explore", "--preset", "tiny-unmap", "--depth", "4", "--design",
                "dev.pagetwin.impl.arch.mte.MteSwapTags");
        assertThat(own.code()).isEqualTo(Exit.INCOMPLETE);
        assertThat(own.out()).contains("symmetry off").contains("symmetry is off: the design keeps more");
    }

    @Test
    void aWrongDesignOfOnesOwnGetsAFile() {
        String design = ForgetfulDesign.class.getName();
        Ran ran = Ran.of("explore", "--design", design, "--preset", "tiny-unuse", "--out", temp, "--quiet");
        assertThat(ran.code()).as(ran.toString()).isEqualTo(Exit.DIVERGES);
        Path file = temp.resolve("forgetful-design-tiny-unuse-explored.cex");
        assertThat(Ran.of("replay", file, "--design", design).code()).isEqualTo(Exit.HOLDS);
    }

    @Test
    void badInputIsOneLine() {
        bad("--spec-only: found a design or flaw too, expected none", "--spec-only", "--flaw", "fork-keeps-write");
        bad("--flaw: found --design too, expected one of them", "--flaw", "fork-keeps-write", "--design", "mte");
        bad("--flaw nix: unknown, expected a flaw of the catalogue; see pagetwin flaws", "--flaw", "nix");
        bad("'maybe' is not one of on, off", "--symmetry", "maybe");
        bad("'0' is not a number", "--workers", "0");
        bad("'4x' is not a size", "--memory", "4x");
        bad("expected at most three quarters", "--memory", "9999g");
        bad("--preset medium: medium has ", "--preset", "medium");
        bad("found no folder, expected one with a checkpoint", "--resume", temp.resolve("nothing"));
        bad("--every: found no --checkpoint and no --resume, expected one of them", "--every", "1s");
        bad("'soon' is not a time", "--every", "soon", "--checkpoint", temp);
        bad("expected one of them", "--resume", temp, "--checkpoint", temp);
    }

    private static void bad(String message, Object... arguments) {
        Object[] all = new Object[arguments.length + 1];
        all[0] = "explore";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        Ran ran = Ran.of(all);
        assertThat(ran.code()).as(message).isEqualTo(Exit.BAD_INPUT);
        assertThat(ran.err()).contains(message);
        assertThat(ran.err().lines()).hasSize(1);
    }
}
