package dev.pagetwin.checker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Counterexamples;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.review.Concern;
import dev.pagetwin.checker.review.Review;
import dev.pagetwin.checker.twin.Compare;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pagetwin review}; {@link ReviewLarge} asks the rest of the postings, and the designs beside them. */
class ReviewCommandTest {
    @TempDir
    private Path temp;

    @Test
    void adiAsPostedFailsEveryQuestionButOfHugeEntriesAndRepairedNone() throws Exception {
        JsonObject json = answered("adi", temp, "--posted");
        assertThat(strings(json.getAsJsonArray("questions"), "answer")).containsOnly("diverges", "holds");
        assertThat(strings(in(json.getAsJsonArray("questions"), "tiny-adi-pmd"), "answer"))
                .as("nothing is saved for one, and the copy has the tags")
                .containsOnly("holds").hasSize(2);
        assertThat(strings(in(json.getAsJsonArray("questions"), "tiny-adi-pmd"), "design")).containsOnly("adi");
        assertThat(strings(in(json.getAsJsonArray("proposals"), "tiny-adi-pin"), "answer"))
                .as("asked first whether a page is pinned, nothing is saved for one")
                .doesNotContain("diverges").hasSize(1);
        assertThat(strings(in(json.getAsJsonArray("proposals"), "tiny-adi-mremap"), "answer"))
                .as("what happens to a save elsewhere is as it was")
                .containsOnly("diverges");
    }

    /** The posting has to answer as the catalogue says; the designs beside it, if asked, have to hold. */
    static JsonObject answered(String name, Path temp, String... more) throws Exception {
        List<Object> args = new ArrayList<>(List.of("review", name, "--json", "--out", temp));
        args.addAll(List.of(more));
        Ran ran = Ran.of(args.toArray());
        assertThat(ran.code()).isEqualTo(Exit.DIVERGES);
        JsonObject json = JsonParser.parseString(ran.out()).getAsJsonObject();
        Review review = Objects.requireNonNull(Review.named(name));
        List<String> answers = strings(json.getAsJsonArray("questions"), "answer");
        assertThat(answers).hasSameSizeAs(review.concerns());
        for (int i = 0; i < answers.size(); i++) {
            check(review.concerns().get(i), answers.get(i), temp);
        }
        assertThat(strings(json.getAsJsonArray("others"), "answer"))
                .hasSize(more.length > 0 ? 0 : review.others().size() * review.presets().size())
                .allMatch("holds"::equals);
        return json;
    }

    private static void check(Concern concern, String answer, Path temp) throws Exception {
        Flaw hole = concern.hole();
        assertThat(answer).as(concern.question()).isEqualTo(hole == null ? "holds" : "diverges");
        if (hole != null) {
            Counterexample cex = Counterexamples.load(temp.resolve(hole.id() + Counterexamples.ENDING));
            int shortest = hole.shortest();
            boolean proven = hole.compare() == Compare.STATE;
            assertThat(cex.steps()).as(concern.question()).hasSizeBetween(shortest, proven ? shortest : 2 * shortest);
        }
    }

    static JsonArray in(JsonArray answers, String preset) {
        JsonArray there = new JsonArray();
        for (JsonElement answer : answers) {
            if (answer.getAsJsonObject().get("preset").getAsString().equals(preset)) {
                there.add(answer);
            }
        }
        return there;
    }

    static List<String> strings(JsonArray objects, String name) {
        List<String> strings = new ArrayList<>();
        for (JsonElement object : objects) {
            strings.add(object.getAsJsonObject().get(name).getAsString());
        }
        return strings;
    }

    @Test
    void v2OfTagStorageReservesFourPagesWhereTwoAreNeeded() {
        Ran ran = Ran.of("review", "tag-storage", "--json");
        assertThat(ran.code()).isEqualTo(Exit.DIVERGES);
        JsonObject json = JsonParser.parseString(ran.out()).getAsJsonObject();
        JsonObject first = json.getAsJsonArray("questions").get(0).getAsJsonObject();
        assertThat(List.of(first.get("order").getAsInt(), first.get("block").getAsInt())).containsExactly(6, 2);
        assertThat(first.get("needed").getAsInt()).isEqualTo(2);
        assertThat(first.getAsJsonObject("v2").toString())
                .isEqualTo("{\"reserved\":4,\"missing\":0,\"surplus\":2,\"beyond\":0}");
        assertThat(first.getAsJsonObject("ours").get("reserved").getAsInt()).isEqualTo(2);
        for (String way : List.of("v2", "reply", "v3")) {
            assertThat(wrong(json, way)).as(way).isPositive();
        }
        assertThat(wrong(json, "ours")).isZero();
    }

    private static long wrong(JsonObject json, String way) {
        long wrong = 0;
        for (String list : List.of("questions", "grid")) {
            for (JsonElement row : json.getAsJsonArray(list)) {
                JsonObject reserved = row.getAsJsonObject().getAsJsonObject(way);
                int all = row.getAsJsonObject().get("needed").getAsInt() - reserved.get("missing").getAsInt()
                        + reserved.get("surplus").getAsInt();
                assertThat(reserved.get("reserved").getAsInt()).isEqualTo(all);
                wrong += reserved.get("missing").getAsInt() + reserved.get("surplus").getAsInt();
            }
        }
        return wrong;
    }

    @Test
    void tagStorageIsShownInPagesThenInBlocksThenInOneLine() {
        Ran ran = Ran.of("review", "tag-storage");
        assertThat(ran.code()).isEqualTo(Exit.DIVERGES);
        assertThat(ran.out().lines().map(line -> line.replaceAll(" +", " ")))
                .contains("Order 6, blocks of 2 pages: how many pages? 2 4 (2 too many) 2 2 2")
                .contains("Order 9, blocks of 2 pages, at the region's end: past it? 16"
                        + " 32 (16 too many, 16 past the end) 16 8 (8 too few) 16")
                .contains("aligned 2 0-5 any 1 1 1 1 1")
                .contains("aligned 3 6 2 2 2 1 (1 too few) 1 (1 too few) 2")
                .contains("16 pages on 1 5 any 2 1 (1 too few) 1 (1 too few) 1 (1 too few) 2");
        String quiet = Ran.of("review", "tag-storage", "--quiet").out();
        assertThat(ran.out()).endsWith(quiet);
        assertThat(quiet.lines()).singleElement().asString().endsWith("; ours reserves what is needed in all 120 rows");
    }

    @Test
    void tagStorageHasNoRunsToWriteAndNoDesignsBesideIt() {
        for (List<String> option : List.of(List.of("--posted"), List.of("--out", temp.toString()))) {
            List<Object> args = new ArrayList<>(List.of("review", "tag-storage"));
            args.addAll(option);
            Ran ran = Ran.of(args.toArray());
            assertThat(ran.code()).isEqualTo(Exit.BAD_INPUT);
            assertThat(ran.err()).isEqualTo("pagetwin: review: found " + option.get(0) + " with 'tag-storage', "
                    + "expected neither --posted nor --out: blocks are counted, and no run is looked for\n");
        }
    }

    @Test
    void aPostingThatNobodyKnowsIsBadInput() {
        Ran ran = Ran.of("review", "mips");
        assertThat(ran.code()).isEqualTo(Exit.BAD_INPUT);
        assertThat(ran.err())
                .isEqualTo("pagetwin: review: found 'mips', expected one of adi, mte-2020, contpte, tag-storage\n");
    }
}
