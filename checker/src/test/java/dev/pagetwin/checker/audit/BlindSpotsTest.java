package dev.pagetwin.checker.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.search.SpotWalks;
import dev.pagetwin.checker.search.Spots;
import dev.pagetwin.checker.search.Spots.Group;
import dev.pagetwin.checker.search.pair.SpotModel;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the random search reaches has a target, and what it never does is named. */
class BlindSpotsTest {
    private static final Preset TINY = Objects.requireNonNull(Presets.named("tiny-reuse"));

    private static final int REJECTIONS = 390;
    private static final int OVERLAPS = 1150;
    private static final int PAIRS = 2000;

    /** A few spots of each group. */
    private static Spots few(int from, int to) {
        Spots spots = new Spots();
        for (Group group : Group.values()) {
            Spots.open(group).subList(from, to).forEach(spots::count);
        }
        return spots;
    }

    private static BlindSpots report(Spots random, boolean targets, List<SpotModel.Met> explored) {
        return new BlindSpots(1, 10, 0, random, targets, explored);
    }

    /** The random search of all presets, from seed 0: as much as this has to be reached with so few steps. */
    @Test
    void inAThousandStepsOfEachPresetMostIsReached() {
        Spots met = new Spots();
        for (Preset preset : Presets.ALL) {
            SpotWalks walks = new SpotWalks(preset);
            walks.run(0, 1000);
            assertThat(walks.steps()).isEqualTo(1000);
            met.add(walks.spots());
        }
        BlindSpots report = new BlindSpots(Presets.ALL.size(), 1000L * Presets.ALL.size(), 0, met, false, List.of());
        assertThat(report.inSpite()).isEmpty();
        assertThat(report.met(Group.REJECTIONS)).isGreaterThanOrEqualTo(REJECTIONS);
        assertThat(report.met(Group.OVERLAPS)).isGreaterThanOrEqualTo(OVERLAPS);
        assertThat(report.met(Group.PAIRS)).isGreaterThanOrEqualTo(PAIRS);
        assertThat(report.missed()).isEmpty();
    }

    @Test
    void aTargetThatIsMissedIsNamed() {
        BlindSpots report = report(few(0, 20), true, List.of());
        assertThat(report.missed()).hasSize(3).allMatch(missed -> missed.contains(": 20 of "));
        assertThat(report.sentence()).startsWith("incomplete: ");
        assertThat(report(few(0, 20), false, List.of()).missed()).isEmpty();
    }

    @Test
    void whatOnlyTheExhaustiveSearchReachesIsBlind() {
        SpotModel.Met met = new SpotModel.Met(TINY, few(10, 30), 5, true);
        BlindSpots report = report(few(0, 20), false, List.of(met));
        for (Group group : Group.values()) {
            assertThat(report.known(group)).isEqualTo(20);
            assertThat(report.blind(group))
                    .isEqualTo(Spots.open(group).subList(20, 30).stream().map(Spots::name).toList());
        }
        assertThat(report.never(Group.REJECTIONS)).hasSize(Spots.open(Group.REJECTIONS).size() - 30);
        assertThat(report.never(Group.PAIRS)).isEmpty();
        assertThat(report.sentence()).startsWith("holds: ").contains("reaches 30 that it does not");
        assertThat(report(few(0, 20), true, List.of(met)).missed())
                .anyMatch(missed -> missed.contains("50.0% of what the exhaustive search reaches"));
    }

    @Test
    void whatIsMetInSpiteOfARuleIsNamed() {
        Spots wrong = new Spots();
        int closed = 0;
        while (Spots.isOpen(closed)) {
            closed++;
        }
        wrong.count(closed);
        assertThat(report(wrong, false, List.of()).missed())
                .containsExactly(Spots.name(closed) + " should be impossible");
    }
}
