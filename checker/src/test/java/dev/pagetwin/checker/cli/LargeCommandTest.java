package dev.pagetwin.checker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** {@code pagetwin large}: all but times and the heap is the same on every machine. */
class LargeCommandTest {
    private static final int STEPS = 30_000;

    private static Ran large(Object... more) {
        List<Object> args = new ArrayList<>(List.of(
                "large", "--memory", "16m", "--steps", STEPS, "--round", 10_000, "--call-every", 500, "--seed", 3));
        args.addAll(List.of(more));
        return Ran.of(args.toArray());
    }

    private static JsonObject withoutTiming(Ran ran) {
        JsonObject json = JsonParser.parseString(ran.out()).getAsJsonObject();
        assertThat(json.remove("timing").getAsJsonObject().keySet())
                .containsExactly("seconds", "steps-a-second", "heap-bytes");
        return json;
    }

    @Test
    void whatComesOfItDoesNotDependOnThreads() {
        JsonObject one = withoutTiming(large("--json"));
        JsonObject two = withoutTiming(large("--json", "--threads", 2));
        assertThat(two).isEqualTo(one);
        assertThat(one.get("steps").getAsInt()).isEqualTo(STEPS);
        assertThat(one.get("rounds").getAsInt()).isEqualTo(3);
        assertThat(one.get("divergence").isJsonNull()).isTrue();
        assertThat(one.get("background-looked-at").getAsLong())
                .isGreaterThanOrEqualTo(one.get("background-pages").getAsLong());
    }

    @Test
    void saysInWordsWhatTheDocumentSays() {
        JsonObject json = withoutTiming(large("--json"));
        Ran ran = large();
        assertThat(ran.code()).isEqualTo(json.get("never-reached").getAsJsonArray().isEmpty()
                ? Exit.HOLDS
                : Exit.INCOMPLETE);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out().lines().filter(line -> line.startsWith("steps  ")))
                .singleElement().asString().startsWith("steps            30,000 in 3 rounds, ");
        JsonObject fork = json.get("operations").getAsJsonObject().get("fork").getAsJsonObject();
        assertThat(ran.out().lines().filter(line -> line.startsWith("fork ")).map(line -> line.replaceAll(" +", " ")))
                .containsExactly("fork " + grouped(fork, "taken") + " " + grouped(fork, "failed") + " "
                        + grouped(fork, "rejected"));
    }

    private static String grouped(JsonObject counts, String key) {
        return String.format(Locale.ROOT, "%,d", counts.get(key).getAsLong());
    }

    @Test
    void aFlawedDesignDiverges() {
        Ran ran = large("--design", "mte-2020");
        assertThat(ran.code()).isEqualTo(Exit.DIVERGES);
        assertThat(ran.out().lines().filter(line -> line.startsWith("diverges in round "))).hasSize(1);
    }
}
