package dev.pagetwin.checker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code pagetwin review} as it runs by default: minutes, most of them for the designs that hold everywhere. */
class ReviewLarge {
    @TempDir
    private Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"adi", "mte-2020", "contpte"})
    void theDesignsBesideThePostingHoldInEveryStateOfEachPreset(String posting) throws Exception {
        assertThat(ReviewCommandTest.answered(posting, temp).getAsJsonArray("others")).isNotEmpty();
    }

    @Test
    void mteAsFirstPostedFailsWhereItHasAHoleAndNowhereElse() throws Exception {
        assertThat(ReviewCommandTest.strings(
                        ReviewCommandTest.answered("mte-2020", temp, "--posted").getAsJsonArray("questions"), "answer"))
                .contains("diverges").contains("holds");
    }

    @Test
    void contpteAsPostedHoldsInTheFourCasesThatItsReviewNames() throws Exception {
        JsonObject json = ReviewCommandTest.answered("contpte", temp, "--posted");
        for (String preset : List.of(
                "tiny-contpte-dontneed", "tiny-contpte-mprotect", "tiny-contpte-blocks", "tiny-contpte-mlock",
                "tiny-contpte-swap", "tiny-contpte", "tiny-contpte-remap")) {
            JsonArray there = ReviewCommandTest.in(json.getAsJsonArray("questions"), preset);
            assertThat(ReviewCommandTest.strings(there, "design").get(0)).as(preset).isEqualTo("contpte-v2");
            assertThat(ReviewCommandTest.strings(there, "answer").get(0)).as(preset).isEqualTo("holds");
        }
        JsonArray fork = ReviewCommandTest.in(json.getAsJsonArray("questions"), "tiny-contpte-fork");
        assertThat(ReviewCommandTest.strings(fork, "answer"))
                .as("what is not exit holds, without what is")
                .containsExactly("holds", "holds", "diverges");
    }
}
