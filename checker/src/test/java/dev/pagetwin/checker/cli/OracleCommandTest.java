package dev.pagetwin.checker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.pagetwin.checker.twin.Parts;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What pagetwin oracle says. */
class OracleCommandTest {
    private static final Path FOLDER = Path.of(System.getProperty("pagetwin.root", ".."), "counterexamples");

    private static Ran oracle(Object... args) {
        Object[] all = new Object[args.length + 3];
        all[0] = "oracle";
        all[1] = "--counterexamples";
        all[2] = FOLDER;
        System.arraycopy(args, 0, all, 3, args.length);
        return Ran.of(all);
    }

    @Test
    void everyPartIsListed() {
        Ran ran = Ran.of("oracle", "--list");
        assertThat(ran.code()).isEqualTo(Exit.HOLDS);
        assertThat(ran.out()).contains("page-tags", "FlagAfterTags (monitor)", "NoLostTags (invariant)");
        JsonArray parts = JsonParser.parseString(Ran.of("oracle", "--list", "--json").out()).getAsJsonArray();
        assertThat(parts).hasSize(Parts.ALL.size());
    }

    @Test
    void aFlawIsFoundByWhatElseThereIs() {
        Ran ran = oracle("--flaw", "unuse-forgets-restore", "--steps", 1);
        assertThat(ran.code()).isEqualTo(Exit.HOLDS);
        assertThat(ran.out()).startsWith("1 flaw, by");
        assertThat(ran.out()).endsWith("0 of 1 flaws have one part alone to find them at their "
                + "step, 0 to find them at all; 87 parts change nothing" + System.lineSeparator());
        JsonObject json = JsonParser.parseString(oracle("--flaw", "unuse-forgets-restore", "--json").out())
                .getAsJsonObject();
        assertThat(json.get("flaws").getAsInt()).isOne();
        assertThat(json.getAsJsonArray("parts")).hasSize(Parts.ALL.size());
    }

    @Test
    void withoutBothOfThoseThatSeeItAFlawIsFoundLaterOrNotAtAll() {
        Ran ran = oracle("--flaw", "copy-sets-flag-early", "--flaw", "unuse-forgets-restore", "--without", "page-tags",
                "--without", "properties", "--steps", 500);
        assertThat(ran.code()).isEqualTo(Exit.HOLDS);
        assertThat(ran.out()).contains("copy-sets-flag-early").contains("not at all").contains("of 2 flaws: ");
        JsonObject json = JsonParser.parseString(oracle("--flaw", "copy-sets-flag-early", "--without", "FlagAfterTags",
                "--steps", 1, "--json").out()).getAsJsonObject();
        JsonObject flaw = json.getAsJsonArray("flaws").get(0).getAsJsonObject();
        assertThat(flaw.get("found").getAsString()).isEqualTo("lost");
        assertThat(flaw.get("step").getAsInt()).isEqualTo(5);
    }

    @Test
    void whatIsUnknownIsNamed() {
        Ran part = oracle("--without", "nonsense");
        assertThat(part.code()).isEqualTo(Exit.BAD_INPUT);
        assertThat(part.err()).contains("--without nonsense: unknown, expected a part of the oracle");
        Ran flaw = oracle("--flaw", "nonsense");
        assertThat(flaw.code()).isEqualTo(Exit.BAD_INPUT);
        assertThat(flaw.err()).contains("--flaw nonsense: unknown, expected a flaw of the catalogue");
    }
}
