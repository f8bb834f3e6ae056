package dev.pagetwin.checker.search.explore.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.search.explore.Options;
import dev.pagetwin.checker.search.explore.Outcome;
import dev.pagetwin.checker.search.explore.Search;
import dev.pagetwin.checker.search.explore.peers.MteSwap.Symmetry;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The counts that TLC and SPIN give for the same model. */
class MteSwapTest {
    static final String MEDIUM = "3,2,3,3,2";

    static Outcome search(String bounds, int bug, Symmetry symmetry) throws IOException {
        MteSwap model = new MteSwap(MteBounds.parse(bounds), bug, symmetry);
        return new Search(model, Options.defaults().withMemory(400L << 20)).run();
    }

    /** What must come out the same whatever computes it. */
    Outcome found(String bounds, int bug, Symmetry symmetry) throws IOException {
        return search(bounds, bug, symmetry);
    }

    static void check(Outcome found, long states, long transitions, int levels) {
        assertThat(found.status()).isEqualTo(Outcome.Status.EXHAUSTED);
        assertThat(found.distinct()).isEqualTo(states);
        assertThat(found.transitions()).isEqualTo(transitions);
        assertThat(found.levels()).hasSize(levels);
        assertThat(found.actions()).allMatch(action -> action.taken() > 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "2,2,2,2,2 |   4226 |   35618 | 12",
        "2,2,3,2,2 |  11482 |  124162 | 12",
        "2,2,3,2,3 |  43022 |  543932 | 12",
        "2,2,4,3,3 | 212690 | 3555478 | 13",
        "3,2,3,2,2 | 376762 | 4949910 | 15",
    })
    void countsAreThoseOfThePeers(String bounds, long states, long transitions, int levels) throws IOException {
        check(found(bounds, 0, Symmetry.NONE), states, transitions, levels);
    }

    @ParameterizedTest
    @CsvSource({"FOLIOS_AND_SLOTS, 53394, 845118", "ALL, 5382, 86034"})
    void orbitsAreThoseOfThePeers(Symmetry symmetry, long orbits, long transitions) throws IOException {
        check(found(MEDIUM, 0, symmetry), orbits, transitions, 17);
    }

    @ParameterizedTest
    @CsvSource({"1, 5, TagsKept", "2, 4, NoLeak", "3, 3, RefsAgree", "4, 6, TagsKept"})
    void seededBugsHaveTheirShortestTraces(int bug, int steps, String property) throws IOException {
        for (Symmetry symmetry : Symmetry.values()) {
            Outcome.Violation found = found(MEDIUM, bug, symmetry).violation();
            assertThat(found).isNotNull();
            assertThat(found.trace().length()).isEqualTo(steps);
            assertThat(found.property()).isEqualTo(property);
        }
    }
}
