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

/** {@code pagetwin review}; {@link ReviewLarge} asks the designs beside the postings, too. */
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

    @Test
    void contpteAsPostedHoldsInTheFourCasesThatItsReviewNames() throws Exception {
        JsonObject json = answered("contpte", temp, "--posted");
        for (String preset : List.of(
                "tiny-contpte-dontneed", "tiny-contpte-mprotect", "tiny-contpte-blocks", "tiny-contpte-mlock",
                "tiny-contpte-swap", "tiny-contpte", "tiny-contpte-remap")) {
            JsonArray there = in(json.getAsJsonArray("questions"), preset);
            assertThat(strings(there, "design").get(0)).as(preset).isEqualTo("contpte-v2");
            assertThat(strings(there, "answer").get(0)).as(preset).isEqualTo("holds");
        }
        assertThat(strings(in(json.getAsJsonArray("questions"), "tiny-contpte-fork"), "answer"))
                .as("what is not exit holds, without what is")
                .containsExactly("holds", "holds", "diverges");
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

    private static JsonArray in(JsonArray answers, String preset) {
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
    void aPostingThatNobodyKnowsIsBadInput() {
        Ran ran = Ran.of("review", "mips");
        assertThat(ran.code()).isEqualTo(Exit.BAD_INPUT);
        assertThat(ran.err()).isEqualTo("pagetwin: review: found 'mips', expected one of adi, mte-2020, contpte\n");
    }
}
