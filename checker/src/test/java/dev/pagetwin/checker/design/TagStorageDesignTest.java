package dev.pagetwin.checker.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.search.explore.Options;
import dev.pagetwin.checker.search.pair.Explored;
import dev.pagetwin.checker.search.pair.Exploration;
import dev.pagetwin.checker.search.pair.Question;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.spec.preset.Presets;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tag storage as posted: where it disagrees with the specification, and after how many steps at least. */
class TagStorageDesignTest {
    private static @Nullable Integer divergesAfter(Design design, String preset) throws IOException {
        Question all = Question.all(Objects.requireNonNull(Presets.named(preset)), design, true);
        Explored explored = Exploration.of(all, Options.defaults());
        List<?> failing = explored.failing();
        return failing == null ? null : failing.size();
    }

    @ParameterizedTest
    @CsvSource({
        "tiny-storage-large, 2",
        "tiny-storage-order, 2",
        "tiny-storage-odd, 2",
        "tiny-storage-start, 2",
        "tiny-storage-protect, 5",
        "tiny-storage-ptrace, 5"
    })
    void theSecondPostingDiverges(String preset, int steps) throws IOException {
        assertThat(divergesAfter(Designs.tagStorageV2(), preset)).isEqualTo(steps);
    }

    @ParameterizedTest
    @CsvSource({"tiny-storage-order, 2", "tiny-storage-odd, 2", "tiny-storage-start, 2", "tiny-storage-swap, 9"})
    void theThirdPostingDiverges(String preset, int steps) throws IOException {
        assertThat(divergesAfter(Designs.tagStorageV3(), preset)).isEqualTo(steps);
    }

    @Test
    void theThirdPostingHasTheRightBlocksWhereAFolioNeedsOne() throws IOException {
        assertThat(divergesAfter(Designs.tagStorageV3(), "tiny-storage-large")).isNull();
    }

    @Test
    void nothingOfThePostingsIsSeenWhereTagStorageIsNotManaged() throws IOException {
        assertThat(divergesAfter(Designs.tagStorageV2(), "tiny-contpte")).isNull();
        assertThat(divergesAfter(Designs.tagStorageV3(), "tiny-contpte")).isNull();
    }
}
