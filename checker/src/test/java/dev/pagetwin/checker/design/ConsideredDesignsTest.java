package dev.pagetwin.checker.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.search.explore.Options;
import dev.pagetwin.checker.search.pair.Exploration;
import dev.pagetwin.checker.search.pair.Explored;
import dev.pagetwin.checker.search.pair.Question;
import dev.pagetwin.spec.preset.Presets;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the review of the first posting considers; {@link ConsideredDesignsLarge} looks in larger presets. */
class ConsideredDesignsTest {
    @ParameterizedTest
    @ValueSource(strings = "tiny-migrate")
    void tagsMayGoBackToThePageInTheSwapCacheIfTheyAreSavedAgain(String preset) throws IOException {
        check(preset);
    }

    static void check(String preset) throws IOException {
        Question question = Question.all(Objects.requireNonNull(Presets.named(preset)), Designs.mteCached(), false);
        Explored explored = Exploration.of(question, Options.defaults());
        assertThat(explored.failing()).isNull();
        assertThat(explored.isExhausted()).isTrue();
    }
}
