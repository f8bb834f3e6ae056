package dev.pagetwin.checker.search.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.search.SpotWalks;
import dev.pagetwin.checker.search.Spots;
import dev.pagetwin.checker.search.explore.Options;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the exhaustive search meets is what there is: the random search meets nothing else. */
class SpotModelTest {
    private static final Preset PRESET = Objects.requireNonNull(Presets.named("tiny-reuse"));

    private static SpotModel.Met met;

    @BeforeAll
    static void explore() throws IOException {
        met = SpotModel.met(PRESET, Question.ANY, Options.defaults());
    }

    @Test
    void theSameStatesAndRejectionsAreMetAsByAnExploration() throws IOException {
        Explored explored = Exploration.of(Question.all(PRESET, null, true), Options.defaults());
        assertThat(met.exhausted()).isTrue();
        assertThat(met.states()).isEqualTo(explored.outcome().distinct());
        Set<String> given = new TreeSet<>();
        explored.census().forEach((name, n) -> {
            if (n > 0 && name.startsWith("rejected ")) {
                given.add(name.substring("rejected ".length()));
            }
        });
        Set<String> spots = new TreeSet<>();
        for (OpKind kind : Ops.KINDS) {
            for (Rejection reason : Rejection.values()) {
                int spot = Spots.rejection(Spots.place(kind), reason);
                if (met.spots().has(spot)) {
                    spots.add(Spots.name(spot));
                }
            }
        }
        assertThat(spots).isEqualTo(given);
    }

    @Test
    void theRandomSearchMeetsNothingElse() {
        SpotWalks walks = new SpotWalks(PRESET);
        walks.run(0, 20_000);
        int both = 0;
        for (int spot = 0; spot < Spots.ALL; spot++) {
            if (Spots.group(spot) != Spots.Group.PAIRS && walks.spots().has(spot)) {
                assertThat(met.spots().has(spot)).as(Spots.name(spot)).isTrue();
                both++;
            }
        }
        assertThat(both).isGreaterThan(100);
    }

    @Test
    void withLessDepthThereIsLessToMeet() throws IOException {
        SpotModel.Met near = SpotModel.met(PRESET, 3, Options.defaults());
        assertThat(near.exhausted()).isFalse();
        assertThat(near.states()).isLessThan(met.states());
        int fewer = 0;
        for (int spot = 0; spot < Spots.ALL; spot++) {
            assertThat(met.spots().has(spot) || !near.spots().has(spot)).as(Spots.name(spot)).isTrue();
            fewer += met.spots().has(spot) && !near.spots().has(spot) ? 1 : 0;
        }
        assertThat(fewer).isPositive();
    }
}
