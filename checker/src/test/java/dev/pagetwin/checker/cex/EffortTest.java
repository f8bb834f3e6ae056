package dev.pagetwin.checker.cex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.cex.Counterexample.Step;
import dev.pagetwin.checker.shrink.Budget;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.FailureClass;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Profile;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How much a file may ask for: what is at a limit is taken, and what is one above is not. */
class EffortTest {
    private static final Bounds TINY = bounds(1, 1, 1);

    private static Bounds bounds(int mms, int vas, int granules) {
        return new Bounds(mms, vas, 1, 1, granules, 1, 1, Profile.DEFAULT);
    }

    private static Counterexample cex(Bounds bounds, int steps) throws CexException {
        Counterexample sample = Counterexamples.parse("sample", Samples.TEXT);
        List<Step> all = Collections.nCopies(steps, sample.steps().get(0));
        return new Counterexample(
                sample.id(), sample.title(), sample.design(), sample.flaw(), sample.preset(), bounds, sample.compare(),
                new Minimal(steps, null, Minimal.Claim.UNFINISHED), sample.source(), sample.story(), all,
                new Divergence(FailureClass.DIVERGENCE, steps, List.of(), List.of()), sample.why());
    }

    @Test
    void aReplayOfTheMostStepsIsTakenAndOneOfOneMoreIsNot() throws CexException {
        assertThat(Effort.step(TINY)).isEqualTo(20_282);
        assertThat(Effort.tooLongToReplay(cex(TINY, 1_215))).isNull();
        assertThat(Effort.tooLongToReplay(cex(TINY, 1_216))).isEqualTo(
                "found 30014763904 comparisons in its replay (steps 1216, places 5), expected at most 30000000000");
    }

    @Test
    void whatIsShownIsBounded() throws CexException {
        Bounds wide = bounds(25, 1_000, 1);
        assertThat(Effort.places(wide)).isEqualTo(25_004);
        assertThat(Effort.tooLargeToShow(cex(wide, 158))).isNull();
        assertThat(Effort.tooLargeToShow(cex(wide, 159))).isEqualTo(
                "found 4000640 places to show (steps 159, places 25004), expected at most 4000000");
    }

    @Test
    void theLargestMachineIsCountedWithoutOverflow() throws CexException {
        Bounds largest = new Bounds(26, 1024, 1024, 1024, 4096, 16, 16, Profile.DEFAULT).withOffsets(1024);
        Counterexample cex = cex(largest, Texts.STEPS);
        assertThat(Effort.tooLongToReplay(cex)).startsWith("found 1805239705920000 ")
                .endsWith("(steps 10000, places 8418304), expected at most 30000000000");
        assertThat(Effort.tooLargeToShow(cex)).isNotNull();
        assertThat(Effort.tooManyOperations(cex)).isNotNull();
        assertThat(Effort.shrinking(largest, Texts.STEPS)).isEqualTo(new Budget(5));
    }

    @Test
    void anOrdinaryRunIsMinimisedAsLongAsEver() {
        assertThat(Effort.shrinking(TINY, 493)).isEqualTo(Budget.DEFAULT);
        assertThat(Effort.shrinking(TINY, 494).trials()).isEqualTo(99_807);
    }
}
