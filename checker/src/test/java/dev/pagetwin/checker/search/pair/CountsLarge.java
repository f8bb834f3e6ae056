package dev.pagetwin.checker.search.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.search.explore.Options;
import dev.pagetwin.checker.search.explore.Outcome;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Presets of millions of states, to the end. Its name keeps it out of a plain run; a profile takes it in. */
class CountsLarge {
    @ParameterizedTest
    @CsvSource({
        "small-unuse, 2243624, 29015100, 59",
        "small-range, 2553112, 28643957, 42",
        "small-protect, 3568996, 42311396, 62"
    })
    void theReferenceAgreesInEveryState(String name, long states, long transitions, int depth) throws IOException {
        Preset preset = Objects.requireNonNull(Presets.named(name));
        Explored explored = Exploration.of(Question.all(preset, Designs.reference(), true), Options.defaults());
        Outcome outcome = explored.outcome();
        assertThat(outcome.status()).isEqualTo(Outcome.Status.EXHAUSTED);
        assertThat(explored.failing()).isNull();
        assertThat(explored.stuck()).as("stuck states").isZero();
        assertThat(explored.taken().values()).as("every operation is taken").doesNotContain(0L);
        assertThat(outcome.distinct()).as("states").isEqualTo(states);
        assertThat(outcome.transitions()).as("transitions").isEqualTo(transitions);
        assertThat(explored.depth()).as("depth").isEqualTo(depth);
    }
}
