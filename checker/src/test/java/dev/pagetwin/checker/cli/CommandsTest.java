package dev.pagetwin.checker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.pagetwin.checker.flaw.Flaws;
import dev.pagetwin.checker.report.Wrap;
import dev.pagetwin.spec.invariant.Invariants;
import dev.pagetwin.spec.monitor.Monitor;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.preset.Presets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands do when all is well with their input. */
class CommandsTest {
    private static final List<String> FAST =
            List.of("unuse-forgets-restore", "free-keeps-flag", "save-fails-on-old-record");

    @TempDir
    private static Path hunted;

    @TempDir
    private Path temp;

    @BeforeAll
    static void hunt() {
        Ran.hunted(hunted, FAST.toArray(String[]::new));
    }

    private static JsonObject json(Ran ran) {
        return JsonParser.parseString(ran.out()).getAsJsonObject();
    }

    /** The document without what the clock decides. */
    private static JsonObject timeless(Ran ran) {
        JsonObject json = json(ran);
        assertThat(List.copyOf(json.keySet())).endsWith("timing");
        json.remove("timing");
        return json;
    }

    @Test
    void checkOfTheReferenceNeverDivergesAndSaysWhatItHasNotReached() {
        Ran ran = Ran.of("check", "--steps", 3000, "--preset", "tiny-swap", "--counterexamples", hunted, "--out", temp);
        assertThat(ran.code()).isEqualTo(Exit.INCOMPLETE);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).contains("flaws caught  3 of " + Flaws.ALL.size() + ", by 3 of 3 counterexamples");
        assertThat(ran.out().lines().reduce("", (a, b) -> b))
                .startsWith("incomplete: ")
                .contains("flaws without a counterexample: ")
                .doesNotContain("fork.entry");
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void checkIsTheSameTwice() {
        Object[] args = {"check", "--steps", 4000, "--seed", 7, "--counterexamples", hunted, "--json"};
        JsonObject json = timeless(Ran.of(args));
        assertThat(timeless(Ran.of(args))).isEqualTo(json);
        assertThat(json.get("steps").getAsLong()).isEqualTo(4000);
        assertThat(json.getAsJsonArray("presets")).hasSize(Presets.ALL.size());
        assertThat(json.getAsJsonArray("operations")).hasSize(Ops.KINDS.size());
    }

    @Test
    void checkFollowsTheClock() {
        Ran ran = Ran.of("check", "--for", "300ms", "--preset", "tiny", "--counterexamples", hunted, "--json");
        assertThat(json(ran).getAsJsonArray("presets"))
                .isNotEmpty()
                .allMatch(preset -> preset.getAsJsonObject().get("steps").getAsLong() > 0);
    }

    @Test
    void checkFailsIfACounterexampleDoesNotHold() throws IOException {
        Path file = Files.copy(hunted.resolve("free-keeps-flag.cex"), temp.resolve("renamed.cex"));
        Ran ran = Ran.of("check", "--steps", 100, "--counterexamples", temp, "--quiet");
        assertThat(ran.code()).isEqualTo(Exit.DIVERGES);
        assertThat(ran.out()).isEqualTo("diverges: 1 counterexample does not hold" + System.lineSeparator());
        assertThat(Ran.of("replay", temp).out())
                .isEqualTo(file + ": the id wants the file to be free-keeps-flag.cex" + System.lineSeparator());
    }

    @Test
    void foreignDesignThatIsWrongGetsAFileAndAStory() throws IOException {
        String design = ForgetfulDesign.class.getName();
        Object[] args = {"check", "--design", design, "--seed", 1, "--steps", 50_000, "--out", temp};
        Ran ran = Ran.of(args);
        assertThat(ran.code()).isEqualTo(Exit.DIVERGES);
        assertThat(ran.out()).contains("flaws caught  not asked: ", "What changed, and at which step", "[spec ");
        Path file = onlyFile(temp);
        String name = String.valueOf(file.getFileName());
        assertThat(name).matches("forgetful-design-[a-z]+-[a-z]+-seed1\\.cex");
        assertThat(ran.out()).endsWith("; see " + name + System.lineSeparator());
        String text = Files.readString(file);
        Ran.of(args);
        assertThat(onlyFile(temp)).hasContent(text);
        assertThat(Ran.of("replay", file, "--design", design).code()).isEqualTo(Exit.HOLDS);
        assertThat(Ran.of("show", file).err()).contains("found design forgetful-design, expected one known here");
    }

    private static Path onlyFile(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    @Test
    void foreignDesignThatIsRightAgrees() {
        Ran ran = Ran.of("check", "--design", OwnDesign.class.getName(), "--steps", 20_000);
        assertThat(ran.code()).isIn(Exit.HOLDS, Exit.INCOMPLETE);
        assertThat(ran.out()).contains("tags are saved where the design saves them, not as these presets say: ");
    }

    @Test
    void huntIsTheSameTwice() throws IOException {
        Object[] args = {"hunt", FAST.get(0), FAST.get(1), "--seed", 3, "--steps", 50_000, "--json", "--out", temp};
        Ran ran = Ran.of(args);
        assertThat(ran.code()).isEqualTo(Exit.HOLDS);
        String file = Files.readString(temp.resolve(FAST.get(0) + ".cex"));
        assertThat(timeless(Ran.of(args))).isEqualTo(timeless(ran));
        assertThat(temp.resolve(FAST.get(0) + ".cex")).hasContent(file);
    }

    @Test
    void huntThatFindsNothingIsIncomplete() {
        Ran ran = Ran.of("hunt", FAST.get(0), "--steps", 3, "--quiet");
        assertThat(ran.code()).isEqualTo(Exit.INCOMPLETE);
        assertThat(ran.out()).isEqualTo("incomplete: 0 of 1 flaw found" + System.lineSeparator());
    }

    @Test
    void replayHolds() {
        Ran ran = Ran.of("replay", hunted);
        assertThat(ran.code()).isEqualTo(Exit.HOLDS);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out().lines()).hasSize(FAST.size()).allMatch(line -> line.contains(".cex: ok, "));
        assertThat(timeless(Ran.of("replay", hunted, "--json")).getAsJsonArray("files")).hasSize(FAST.size());
    }

    @Test
    void shrinkLeavesWhatIsShortest() throws IOException {
        Path file = hunted.resolve(FAST.get(0) + ".cex");
        String text = Files.readString(file);
        Ran ran = Ran.of("shrink", file);
        assertThat(ran.code()).isEqualTo(Exit.HOLDS);
        assertThat(ran.out()).contains("cannot be made shorter or plainer");
        assertThat(file).hasContent(text);
        Path copy = temp.resolve("copy.cex");
        assertThat(Ran.of("shrink", file, "--out", copy).code()).isEqualTo(Exit.HOLDS);
        assertThat(copy).hasContent(text);
    }

    @Test
    void showFitsItsWidth() throws IOException {
        Path committed = Places.counterexamples();
        for (Path file : Places.files(Files.isDirectory(committed) ? List.of(hunted, committed) : List.of(hunted))) {
            Ran ran = Ran.of("show", file);
            assertThat(ran.code()).as("%s", file).isEqualTo(Exit.HOLDS);
            assertThat(ran.out().lines()).as("%s", file).allMatch(line -> line.length() <= Wrap.WIDTH);
            assertThat(ran.out()).contains("Steps", "What changed").doesNotContain("\u001b", "Run again just now");
            assertThat(JsonParser.parseString(Ran.of("show", file, "--json").out()).isJsonObject()).isTrue();
        }
    }

    @Test
    void listsHaveEverything() {
        assertThat(list("flaws")).hasSize(Flaws.ALL.size());
        assertThat(list("ops")).hasSize(Ops.KINDS.size());
        assertThat(list("invariants")).hasSize(Invariants.ALL.size() + Monitor.ALL.size());
        assertThat(list("presets")).hasSize(Presets.ALL.size());
        Flaws.ALL.forEach(flaw -> assertThat(Ran.of("flaws").out()).contains(flaw.id()));
    }

    private static JsonArray list(String command) {
        Ran text = Ran.of(command);
        assertThat(text.code()).isZero();
        assertThat(text.out().lines()).isNotEmpty().allMatch(line -> line.length() <= Wrap.WIDTH);
        return JsonParser.parseString(Ran.of(command, "--json").out()).getAsJsonArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "check", "replay", "hunt", "shrink", "show", "flaws", "ops", "invariants", "presets", "tags", "completion",
        "man"
    })
    void helpShowsAnExampleAndTheExitCodes(String command) {
        Ran ran = Ran.of(command, "--help");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("Example", "  pagetwin " + command, "Exit codes:");
        assertThat(ran.out().lines()).allMatch(line -> line.length() <= Wrap.WIDTH);
    }

    @Test
    void versionNamesTheProgram() {
        assertThat(Ran.of("--version").out()).startsWith("pagetwin ").contains("Java ");
    }
}
