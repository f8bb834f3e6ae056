package dev.pagetwin.checker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.pagetwin.checker.search.Assumptions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What pagetwin blindspots says. */
class BlindSpotsCommandTest {
    private static final Object[] SMALL =
            {"blindspots", "--preset", "tiny-reuse", "--steps", 300, "--explore", "tiny-reuse", "--depth", 6};

    @Test
    void whatIsReachedStandsBesideWhatCanBe() {
        Ran ran = Ran.of(SMALL);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isEqualTo(Exit.HOLDS);
        assertThat(ran.out())
                .startsWith("random: 300 steps in 1 preset, seed 0")
                .contains("operation × reason of rejection", "Reached by the exhaustive search, never at random")
                .contains(Assumptions.ALL.get(0).what().substring(0, 40));
        assertThat(ran.out().lines().reduce("", (a, b) -> b))
                .startsWith("holds: ")
                .endsWith("targets are not asked for");
    }

    @Test
    void theDocumentHasEveryCountAndIsTheSameTwice() {
        Object[] args = Arrays.copyOf(SMALL, SMALL.length + 1);
        args[SMALL.length] = "--json";
        Ran ran = Ran.of(args);
        assertThat(Ran.of(args).out()).isEqualTo(ran.out());
        JsonObject json = JsonParser.parseString(ran.out()).getAsJsonObject();
        assertThat(json.get("verdict").getAsString()).isEqualTo("holds");
        assertThat(json.getAsJsonArray("groups")).hasSize(3);
        JsonObject rejections = json.getAsJsonArray("groups").get(0).getAsJsonObject();
        assertThat(rejections.getAsJsonArray("counts")).hasSize(rejections.get("random").getAsInt());
        assertThat(json.getAsJsonArray("assumptions")).hasSize(Assumptions.ALL.size());
    }

    @Test
    void aPresetThatIsUnknownIsNamed() {
        Ran ran = Ran.of("blindspots", "--explore", "nonsense", "--steps", 10);
        assertThat(ran.code()).isEqualTo(Exit.BAD_INPUT);
        assertThat(ran.err()).contains("nonsense: unknown");
    }
}
