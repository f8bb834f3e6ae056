package dev.pagetwin.checker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
}
