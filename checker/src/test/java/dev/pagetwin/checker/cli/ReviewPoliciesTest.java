package dev.pagetwin.checker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code pagetwin review tag-storage --policies}. */
class ReviewPoliciesTest {
    private static Ran ran(String more) {
        return Ran.of((Object[]) ("review tag-storage --policies --pages 32 --ratio 4 --ticks 5" + more).split(" "));
    }

    @Test
    void allPoliciesHoldButTheNodeAndTheTableSaysSo() {
        Ran ran = ran("");
        assertThat(ran.code()).as(ran.err()).isEqualTo(Exit.HOLDS);
        assertThat(ran.out()).contains("32 data pages, 8 pages of tag storage", "numa: diverges at step ",
                "spec rejected not-taggable", "cma-put-back", "verified steps; diverges: numa in services");
        assertThat(ran.out().lines()).allMatch(line -> line.length() <= 132);
    }

    @Test
    void theDocumentHasEveryRow() {
        JsonObject json = JsonParser.parseString(ran(" --json --seed 2").out()).getAsJsonObject();
        assertThat(json.get("verdict").getAsString()).isEqualTo("holds");
        assertThat(json.get("seed").getAsLong()).isEqualTo(2);
        assertThat(json.getAsJsonArray("rows")).hasSize(36);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "review tag-storage --policies --pages 20|review: --pages=20 is not 32 to 768",
        "review tag-storage --policies --block 9|review: --block=9 is not 1 to 4",
        "review tag-storage --ticks 5|review: found --ticks without --policies, expected both",
        "review adi --policies|review: found --policies with 'adi', expected it with tag-storage",
        "review tag-storage --policies --out x|review: found --out with 'tag-storage', expected neither --posted nor "
                + "--out: blocks are counted, and no run is looked for"
    })
    void badOptionsAreSaidInOneLine(String args, String said) {
        Ran ran = Ran.of((Object[]) args.split(" "));
        assertThat(ran.err()).isEqualTo("pagetwin: " + said + System.lineSeparator());
        assertThat(ran.out()).isEmpty();
        assertThat(ran.code()).isEqualTo(Exit.BAD_INPUT);
    }
}
