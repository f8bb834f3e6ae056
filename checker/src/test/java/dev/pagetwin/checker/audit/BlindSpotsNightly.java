package dev.pagetwin.checker.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.search.SpotWalks;
import dev.pagetwin.checker.search.Spots;
import dev.pagetwin.checker.search.Spots.Group;
import dev.pagetwin.checker.search.explore.Options;
import dev.pagetwin.checker.search.pair.Question;
import dev.pagetwin.checker.search.pair.SpotModel;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The targets of the random search, beside all that an exhaustive search of every tiny preset reaches. */
class BlindSpotsNightly {
    @Test
    void theRandomSearchMeetsItsTargets() throws IOException {
        Spots met = new Spots();
        long share = BlindSpots.USUAL_STEPS / Presets.ALL.size() + 1;
        for (Preset preset : Presets.ALL) {
            SpotWalks walks = new SpotWalks(preset);
            walks.run(0, share);
            met.add(walks.spots());
        }
        List<SpotModel.Met> explored = new ArrayList<>();
        for (Preset preset : Presets.family("tiny")) {
            explored.add(SpotModel.met(preset, Question.ANY, Options.defaults()));
        }
        BlindSpots report = new BlindSpots(
                Presets.ALL.size(), share * Presets.ALL.size(), 0, met, true, explored);
        assertThat(explored).allMatch(SpotModel.Met::exhausted);
        assertThat(report.missed()).isEmpty();
        for (Group group : Group.values()) {
            assertThat(report.known(group)).as(group.words()).isPositive();
        }
    }
}
