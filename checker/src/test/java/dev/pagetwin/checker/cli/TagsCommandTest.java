package dev.pagetwin.checker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.pagetwin.checker.report.Wrap;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** {@code pagetwin tags}: what is held is the same on every machine; how long it takes is not asked. */
class TagsCommandTest {
    private static Ran tags(Object... more) {
        Object[] args = new Object[more.length + 3];
        args[0] = "tags";
        args[1] = "--rounds";
        args[2] = "1";
        System.arraycopy(more, 0, args, 3, more.length);
        return Ran.of(args);
    }

    @Test
    void bytesOfASmallRunArePinned() {
        Ran ran = tags("--pages", 5000, "--seed", 1);
        assertThat(ran.code()).isEqualTo(Exit.HOLDS);
        assertThat(ran.err()).isEmpty();
        List<String> lines = ran.out().lines().toList();
        assertThat(lines).allMatch(line -> line.length() <= Wrap.WIDTH);
        assertThat(lines.get(0)).isEqualTo("5,000 pages of 4 KiB, whose tags are 128 bytes raw; seed 1");
        assertThat(lines.get(2)).matches(
                "tags         store       bytes a page  of raw  in file +ns a save +ns to stage +ns a restore");
        assertThat(lines.subList(3, lines.size()).stream().map(TagsCommandTest::withoutTimes)).containsExactly(
                "all-zero slab 138.5 108% -",
                "all-zero compressed 8.8 7% -",
                "all-zero spilled 47.6 37% 96.0",
                "all-zero map 183.3 143% -",
                "all-zero probed 163.7 128% -",
                "one-tag slab 138.5 108% -",
                "one-tag compressed 8.8 7% -",
                "one-tag spilled 47.6 37% 96.0",
                "one-tag map 183.3 143% -",
                "one-tag probed 163.7 128% -",
                "scudo slab 138.5 108% -",
                "scudo compressed 52.7 41% -",
                "scudo spilled 47.6 37% 96.0",
                "scudo map 183.3 143% -",
                "scudo probed 163.7 128% -",
                "stack slab 138.5 108% -",
                "stack compressed 40.0 31% -",
                "stack spilled 47.6 37% 96.0",
                "stack map 183.3 143% -",
                "stack probed 163.7 128% -",
                "adversarial slab 138.5 108% -",
                "adversarial compressed 138.5 108% -",
                "adversarial spilled 47.6 37% 96.0",
                "adversarial map 183.3 143% -",
                "adversarial probed 163.7 128% -");
    }

    /** The first five words of a row. */
    private static String withoutTimes(String line) {
        assertThat(line.split(" +")).hasSize(8);
        return String.join(" ", List.of(line.split(" +")).subList(0, 5));
    }

    @Test
    void jsonHasTheBytesFirstAndTheTimesLast() {
        JsonObject json = JsonParser.parseString(tags("--pages", 300, "--page-size", 64, "--json").out())
                .getAsJsonObject();
        assertThat(json.keySet()).containsExactly("seed", "pages", "rawBytes", "rounds", "stores", "timing");
        assertThat(json.get("rawBytes").getAsInt()).isEqualTo(2048);
        assertThat(StreamSupport.stream(json.getAsJsonArray("stores").spliterator(), false))
                .hasSize(25)
                .allMatch(row -> row.getAsJsonObject().get("bytes").getAsLong() > 0);
        assertThat(json.getAsJsonObject("timing").getAsJsonArray("stores")).hasSize(25);
    }

    @Test
    void whatCannotBeIsSaidInOneLine() {
        Ran ran = tags("--page-size", 8);
        assertThat(ran.code()).isEqualTo(Exit.BAD_INPUT);
        assertThat(ran.err().strip()).isEqualTo("pagetwin: --page-size 8: expected 4, 16 or 64");
        assertThat(tags("--pages", 0).code()).isEqualTo(Exit.BAD_INPUT);
    }
}
