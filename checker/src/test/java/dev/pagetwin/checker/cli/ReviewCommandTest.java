package dev.pagetwin.checker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Counterexamples;
import dev.pagetwin.checker.review.Concern;
import dev.pagetwin.checker.review.Review;
import dev.pagetwin.checker.twin.Compare;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pagetwin review}. */
class ReviewCommandTest {
    @TempDir
    private Path temp;

    @Test
    void adiAsPostedFailsEveryQuestionAndRepairedNone() throws Exception {
        Ran ran = Ran.of("review", "adi", "--json", "--out", temp);
        assertThat(ran.code()).isEqualTo(Exit.DIVERGES);
        JsonObject json = JsonParser.parseString(ran.out()).getAsJsonObject();
        Review review = Objects.requireNonNull(Review.named("adi"));
        assertThat(json.getAsJsonArray("questions")).hasSameSizeAs(review.concerns());
        for (JsonElement question : json.getAsJsonArray("questions")) {
            assertThat(question.getAsJsonObject().get("answer").getAsString()).as("%s", question).isEqualTo("diverges");
        }
        int others = review.others().size() * review.presets().size();
        assertThat(json.getAsJsonArray("others")).hasSize(others);
        for (JsonElement other : json.getAsJsonArray("others")) {
            assertThat(other.getAsJsonObject().get("answer").getAsString()).as("%s", other).isEqualTo("holds");
        }
        assertThat(answers(json.getAsJsonArray("proposals"), "tiny-adi-pin"))
                .as("asked first whether a page is pinned, nothing is saved for one")
                .doesNotContain("diverges").hasSize(1);
        assertThat(answers(json.getAsJsonArray("proposals"), "tiny-adi-mremap"))
                .as("what happens to a save elsewhere is as it was")
                .containsOnly("diverges");
        for (Concern concern : review.concerns()) {
            Counterexample cex = Counterexamples.load(temp.resolve(concern.hole().id() + Counterexamples.ENDING));
            int shortest = concern.hole().shortest();
            boolean proven = concern.hole().compare() == Compare.STATE;
            assertThat(cex.steps()).as(concern.question()).hasSizeBetween(shortest, proven ? shortest : 2 * shortest);
        }
    }

    private static List<String> answers(JsonArray all, String preset) {
        return all.asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(answer -> answer.get("preset").getAsString().equals(preset))
                .map(answer -> answer.get("answer").getAsString())
                .toList();
    }

    @Test
    void aPostingThatNobodyKnowsIsBadInput() {
        Ran ran = Ran.of("review", "mips");
        assertThat(ran.code()).isEqualTo(Exit.BAD_INPUT);
        assertThat(ran.err()).isEqualTo("pagetwin: review: found 'mips', expected one of adi\n");
    }
}
