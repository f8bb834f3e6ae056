package dev.pagetwin.checker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.impl.arch.mte.MteSwapTags;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with what the user gave: exit code 2, one line that says it, and nothing else. */
class BadInputTest {
    private static final String FLAW = "unuse-forgets-restore";

    @TempDir
    private Path temp;

    private static void bad(String line, Object... args) {
        Ran ran = Ran.of(args);
        assertThat(ran.err()).isEqualTo(line + System.lineSeparator());
        assertThat(ran.out()).isEmpty();
        assertThat(ran.code()).isEqualTo(Exit.BAD_INPUT);
    }

    /** Every message about an option ends with where to read on. */
    private static void usage(String args, String said) {
        String command = "pagetwin " + args.split(" ")[0];
        bad(command + ": " + said + "; see " + command + " --help", (Object[]) args.split(" "));
    }

    @Test
    void timesStepsAndSeedsSayWhatTheyExpect() {
        String time = " is not a time (expected a number and ms, s, m or h, such as 30s or 2m)";
        usage("check --for x", "Invalid value for option '--for': 'x'" + time);
        usage("hunt --all --for 0s", "Invalid value for option '--for': '0s'" + time);
        usage("check --steps -1", "Invalid value for option '--steps': '-1' is not a number of steps "
                + "(expected a number from 1 on, such as 2000000)");
        usage("check --seed x", "Invalid value for option '--seed': 'x' is not a seed "
                + "(expected a whole number, such as 1)");
    }

    @Test
    void otherOptionsSayWhatTheyExpect() {
        usage("check --for 1s --steps 1", "--for=TIME, --steps=N are mutually exclusive (specify only one)");
        usage("hunt --all --compare x", "Invalid value for option '--compare': 'x' is not one of state, results");
        usage("check --bogus", "Unknown option: '--bogus'");
        usage("check extra", "Unmatched argument at index 1: 'extra'");
        usage("show", "Missing required parameter: 'FILE'");
        usage("replay", "Missing required parameter: 'FILE|DIR'");
    }

    @Test
    void largeSaysWhatSizesItExpects() {
        bad("pagetwin: --memory: found 8m, expected 16m to 64g", "large", "--memory", "8m");
        bad("pagetwin: --memory: found 131072m, expected 16m to 64g", "large", "--memory", "128g");
        bad("pagetwin: --swap: found 1024m, expected a 64th of the memory to as much",
                "large", "--memory", "64m", "--swap", "1g");
        bad("pagetwin: --page 3k: unknown, expected 4k, 16k or 64k", "large", "--page", "3k");
        usage("large --memory x", "Invalid value for option '--memory': 'x' is not a size "
                + "(expected a number and m or g, such as 500m or 4g)");
    }

    @Test
    void unknownCommand() {
        bad("pagetwin: found 'chek', expected a command; did you mean check or help?; see pagetwin --help", "chek");
    }

    @Test
    void unknownPreset() {
        String all = Presets.ALL.stream().map(Preset::name).collect(Collectors.joining(", "));
        bad("pagetwin: --preset huge: unknown, expected one of " + all, "check", "--preset", "huge");
        bad("pagetwin: --preset tiny: unknown, expected one of " + all, "ops", "--preset", "tiny");
    }

    @Test
    void unknownFlaw() {
        bad("pagetwin: hunt: found 'nope', expected a flaw of the catalogue; see pagetwin flaws", "hunt", "nope");
    }

    @Test
    void flawsAndAllExcludeEachOther() {
        String line = "pagetwin: hunt: expected the names of flaws, or --all; see pagetwin flaws";
        bad(line, "hunt");
        bad(line, "hunt", "--all", FLAW);
    }

    @Test
    void missingFile() {
        Path file = temp.resolve("a.cex");
        String line = "pagetwin: " + file + ": cannot be read, no such file";
        bad(line, "show", file);
        bad(line, "shrink", file);
        bad(line, "replay", file);
    }

    @Test
    void folderInPlaceOfAFile() {
        bad("pagetwin: " + temp + ": found a folder, expected a counterexample file", "show", temp);
    }

    @Test
    void folderWithoutCounterexamples() {
        bad("pagetwin: " + temp + ": found no .cex file, expected at least one", "replay", temp);
        bad("pagetwin: " + temp + ": found no .cex file, expected at least one", "check", "--counterexamples", temp);
        Path none = temp.resolve("none");
        bad("pagetwin: " + none + ": found nothing, expected a folder of counterexamples",
                "check", "--counterexamples", none);
    }

    @Test
    void fileThatIsNoCounterexample() throws IOException {
        Path file = Files.writeString(temp.resolve("a.cex"), "cex 2\n");
        Ran ran = Ran.of("replay", temp);
        assertThat(ran.code()).isEqualTo(Exit.BAD_INPUT);
        assertThat(ran.err()).startsWith("pagetwin: " + file + ":1:5: found ").contains("expected").hasLineCount(1);
        assertThat(Ran.of("check", "--counterexamples", temp)).isEqualTo(ran);
        assertThat(Ran.of("show", file)).isEqualTo(ran);
    }

    @Test
    void everyBadFileGetsItsLine() throws IOException {
        Files.writeString(temp.resolve("a.cex"), "");
        Files.writeString(temp.resolve("b.cex"), "cex 1\n");
        Ran ran = Ran.of("replay", temp);
        assertThat(ran.code()).isEqualTo(Exit.BAD_INPUT);
        assertThat(ran.err().lines())
                .hasSize(2)
                .allMatch(line -> line.matches("pagetwin: .*[ab]\\.cex:\\d+:\\d+: found .*"));
    }

    @Test
    void unwritableOut() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "");
        Path out = file.resolve("out");
        String line = "pagetwin: " + out + ": cannot be written to, " + file + " is not a folder";
        bad(line, "check", "--counterexamples", temp, "--out", out);
        bad(line, "hunt", FLAW, "--out", out);
    }

    @Test
    void designThatIsNotThere() {
        bad("pagetwin: design no.Such: no such class on the class path [" + temp + "]",
                "check", "--design", "no.Such", "--classpath", temp);
        Path jar = temp.resolve("no.jar");
        bad("pagetwin: class path " + jar + ": not a readable file or folder",
                "check", "--design", "no.Such", "--classpath", jar);
        bad("pagetwin: --classpath without --design: expected the name of a class on it", "check", "--classpath", temp);
    }

    @Test
    void classThatIsNoDesign() {
        bad("pagetwin: design java.lang.String: does not implement dev.pagetwin.impl.arch.ArchHooks",
                "check", "--design", "java.lang.String");
    }

    @Test
    void designWithoutAPublicConstructor() {
        String name = Closed.class.getName();
        bad("pagetwin: design " + name + ": has no public constructor without arguments", "check", "--design", name);
    }

    @Test
    void counterexampleOfAnUnknownFlaw() throws IOException {
        Ran.hunted(temp, FLAW);
        Path file = temp.resolve(FLAW + ".cex");
        Files.writeString(file, Files.readString(file).replace("flaw     " + FLAW, "flaw     gone"));
        String line = file + ": found flaw gone, expected one of the catalogue; see pagetwin flaws";
        bad("pagetwin: " + line, "show", file);
        bad("pagetwin: " + line, "shrink", file);
        assertThat(Ran.of("replay", file)).isEqualTo(new Ran(Exit.DIVERGES, line + System.lineSeparator(), ""));
    }

    @Test
    void traceIsThereForWhoAsks() {
        assertThat(Ran.of("hunt", "nope", "--trace").err()).contains("at dev.pagetwin.checker.cli.HuntCommand");
    }

    @Test
    void linesStayLines() {
        assertThat(Ran.of("hunt", "a\nb\u001b[31m\u202ec").err()).hasLineCount(1).contains("'a b?[31m?c'");
    }

    /** A design that nobody can make. */
    public static final class Closed extends MteSwapTags {
        private Closed() {}
    }
}
