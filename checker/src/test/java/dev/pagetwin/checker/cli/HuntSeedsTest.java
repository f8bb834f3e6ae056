package dev.pagetwin.checker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

/** {@code pagetwin hunt --seeds}. */
class HuntSeedsTest {
    @Test
    void everySeedHasAColumnAndTheRatioIsSaid() {
        Ran ran = Ran.of(
                "hunt", "fork-keeps-write", "cow-forgets-tags", "--seed", 1, "--seeds", 2, "--steps", 50_000);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isEqualTo(Exit.HOLDS);
        assertThat(ran.out())
                .containsPattern("flaw +shortest +seed 1 +seed 2 +reached")
                .containsPattern("fork-keeps-write +4 +4 +4 +2/2\n")
                .containsPattern("cow-forgets-tags +8 +14 +8 +1/2 +not proven\n")
                .containsPattern("reached, of proven +1 +1 +1 +2/2\n")
                .endsWith("reached: 2 of 2 hunts end at the proven length, 100.0%; 1 of 1 flaw from every seed, "
                        + "1 from at least one\n");
    }

    @Test
    void whatIsNotFoundIsNotReached() {
        Ran ran = Ran.of("hunt", "fork-keeps-write", "--seeds", 2, "--steps", 1, "--json");
        assertThat(ran.code()).isEqualTo(Exit.INCOMPLETE);
        JsonObject json = JsonParser.parseString(ran.out()).getAsJsonObject();
        assertThat(json.get("verdict").getAsString()).isEqualTo("incomplete");
        JsonObject flaw = json.getAsJsonArray("flaws").get(0).getAsJsonObject();
        assertThat(flaw.getAsJsonArray("lengths")).hasToString("[null,null]");
        assertThat(flaw.get("reached").getAsInt()).isZero();
        assertThat(flaw.get("proven").getAsBoolean()).isTrue();
        assertThat(json.getAsJsonArray("reachedBySeed")).hasToString("[0,0]");
    }

    @Test
    void severalSeedsWriteNothing() {
        Ran ran = Ran.of("hunt", "fork-keeps-write", "--seeds", 2, "--bless");
        assertThat(ran.code()).isEqualTo(Exit.BAD_INPUT);
        assertThat(ran.err().lines().toList())
                .singleElement().asString().contains("--seeds: found --out, --bless or --compare too");
        assertThat(Ran.of("hunt", "fork-keeps-write", "--seeds", 0).code()).isEqualTo(Exit.BAD_INPUT);
    }
}
