package dev.pagetwin.checker.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RandomSearchTest {
    private static final long STEPS = 6_000;

    /** Every operation is taken and every premise met over the presets together; what never happens checks nothing. */
    @Test
    void everyOperationAndEveryPremiseIsReachedOverThePresets() {
        Coverage all = new Coverage();
        for (Preset preset : Presets.ALL) {
            RandomSearch search = new RandomSearch(preset, Designs.reference(), Compare.STATE);
            assertThat(search.run(1, Limit.ofSteps(STEPS), Progress.NONE)).isNull();
            assertThat(search.coverage().steps()).isEqualTo(STEPS);
            all.add(search.coverage());
        }
        assertThat(all.operations()).allSatisfy((name, counts) -> assertThat(counts.taken() + counts.failed())
                .as(name)
                .isPositive());
        assertThat(all.premises()).allSatisfy((name, reached) -> assertThat(reached).as(name).isPositive());
    }

    @Test
    void sameSeedGivesTheSameTraceAndAnotherSeedAnother() {
        for (Preset preset : Presets.ALL) {
            Machine boot = Machine.boot(preset.bounds());
            List<Op> trace = new Generator(preset).trace(boot, 7);
            assertThat(new Generator(preset).trace(boot, 7)).isEqualTo(trace);
            assertThat(new Generator(preset).trace(boot, 8)).isNotEqualTo(trace);
        }
    }

    @Test
    void mostStepsAreEnabled() {
        for (Preset preset : Presets.ALL) {
            Machine boot = Machine.boot(preset.bounds());
            Generator generator = new Generator(preset);
            int rejected = 0;
            int steps = 0;
            for (int seed = 0; seed < 100; seed++) {
                Machine m = boot;
                for (Op op : generator.trace(boot, seed)) {
                    rejected += op.guard(m) == null ? 0 : 1;
                    steps++;
                    m = op.apply(m).machine();
                }
            }
            assertThat(rejected).as(preset.name()).isLessThan(steps / 5);
        }
    }
}
