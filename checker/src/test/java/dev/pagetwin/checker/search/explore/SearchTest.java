package dev.pagetwin.checker.search.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {
    private static final Options OPTIONS = Options.defaults().withMemory(64 << 20);

    private static Outcome run(Model model, int workers) throws IOException {
        return new Search(model, OPTIONS.withWorkers(workers)).run();
    }

    @ParameterizedTest
    @EnumSource(Dials.Form.class)
    void dialsAreCounted(Dials.Form form) throws IOException {
        Dials dials = new Dials(4, 9, form);
        Outcome found = run(dials, 2);
        assertThat(found.status()).isEqualTo(Outcome.Status.EXHAUSTED);
        assertThat(found.distinct()).isEqualTo(dials.states());
        assertThat(found.transitions()).isEqualTo(4 * dials.states());
        assertThat(found.levels()).hasSize(dials.levels());
        assertThat(found.deadlocks()).isZero();
        assertThat(found.counters()).containsExactly(4 * dials.states() / 9);
        Outcome.Coverage first = found.actions().get(0);
        Outcome.Coverage others = found.actions().get(1);
        assertThat(List.of(first.enabled(), first.taken())).containsOnly(dials.states());
        assertThat(others.enabled()).isEqualTo(dials.states());
        assertThat(others.taken()).isEqualTo(3 * dials.states());
        assertThat(first.fresh() + others.fresh()).isEqualTo(dials.states() - 1);
        assertThat(found.collisionOdds() == 0).isEqualTo(dials.keys() == Model.Keys.EXACT);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void workersChangeNothing(int workers) throws IOException {
        for (Model model : List.of(
                new Tangle(30_000, 3, 7), new Dials(5, 6, Dials.Form.VARIABLE, 7000, Dials.NEVER))) {
            Outcome alone = run(model, 1);
            assertThat(run(model, workers)).hasToString(alone.toString());
            assertThat(new Search(model, OPTIONS.withWorkers(workers).withMemory(700 << 10)).run())
                    .as("short of memory").hasToString(alone.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 12, 20})
    void aBadStateIsFoundByAShortestTrace(int depth) throws IOException {
        int[] position = new int[4];
        for (int i = 0; i < depth; i++) {
            position[i % 4]++;
        }
        long bad = ((position[0] * 6L + position[1]) * 6 + position[2]) * 6 + position[3];
        for (int workers : new int[] {1, 2, 3, 5}) {
            Outcome found = run(new Dials(4, 6, Dials.Form.FIXED, bad, Dials.NEVER), workers);
            assertThat(found.status()).isEqualTo(Outcome.Status.VIOLATED);
            assertThat(found.levels()).hasSize(depth + 1);
            Trace trace = found.violation().trace();
            assertThat(trace.length()).isEqualTo(depth);
            long[] last = depth == 0 ? trace.initial() : trace.steps().get(depth - 1).state();
            assertThat(last).containsExactly(position[0], position[1], position[2], position[3]);
        }
    }

    @Test
    void aBadStepIsOneLonger() throws IOException {
        Outcome found = run(new Dials(3, 5, Dials.Form.KEY_ONLY, Dials.NEVER, 2 * 25 + 1), 2);
        assertThat(found.violation().property()).isEqualTo("bad step");
        assertThat(found.violation().trace().length()).isEqualTo(4);
        assertThat(found.violation().trace().steps().get(3).action()).isEqualTo(1);
        assertThat(found.violation().trace().steps().get(3).ordinal()).isEqualTo(1);
    }

    @Test
    void aBadStateBeatsABadStepFromItsLevel() throws IOException {
        Outcome found = run(new Dials(3, 5, Dials.Form.KEY_ONLY, 3, 2 * 25 + 1), 2);
        assertThat(found.violation().property()).isEqualTo("bad");
        assertThat(found.violation().trace().length()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aTangleIsSearchedAsByASimpleSearch(long seed) throws IOException {
        Tangle tangle = new Tangle(5000, 2, seed);
        List<Long> levels = new ArrayList<>();
        Set<Integer> seen = new HashSet<>(List.of(0, 1));
        long transitions = 0;
        long deadlocks = 0;
        int firstDeadlock = -1;
        for (List<Integer> level = List.of(1, 0); !level.isEmpty(); ) {
            levels.add((long) level.size());
            List<Integer> next = new ArrayList<>();
            for (int node : level) {
                List<Integer> to = tangle.successors(node);
                transitions += to.size();
                if (to.isEmpty()) {
                    deadlocks++;
                    firstDeadlock = firstDeadlock < 0 ? levels.size() - 1 : firstDeadlock;
                }
                to.stream().filter(seen::add).forEach(next::add);
            }
            level = next;
        }
        Outcome found = run(tangle, 2);
        assertThat(found.distinct()).isEqualTo(seen.size());
        assertThat(found.levels()).isEqualTo(levels);
        assertThat(found.transitions()).isEqualTo(transitions);
        assertThat(found.deadlocks()).isEqualTo(deadlocks);
        Trace trace = found.deadlock();
        assertThat(trace.length()).isEqualTo(firstDeadlock);
        int node = (int) trace.initial()[0];
        for (Trace.Step step : trace.steps()) {
            node = tangle.successors(node).get(step.ordinal());
            assertThat(step.state()[0]).isEqualTo(node);
        }
        assertThat(tangle.successors(node)).isEmpty();
    }

    @Test
    void progressIsReportedFromTheStart() throws IOException {
        List<Progress> told = new ArrayList<>();
        Dials dials = new Dials(4, 9, Dials.Form.FIXED);
        new Search(dials, OPTIONS.withObserver(told::add)).run();
        assertThat(told).hasSize(dials.levels() + 1);
        assertThat(told.get(0).collisionOdds()).isPositive();
        assertThat(told.get(0).depth()).isZero();
        assertThat(told.get(dials.levels()).queue()).isZero();
        assertThat(told.get(dials.levels()).distinct()).isEqualTo(dials.states());
        assertThat(told.get(told.size() / 2).memory()).isPositive();
        assertThat(told.get(told.size() - 2).left()).isBetween(0L, 10L);
    }

    @Test
    void batchesMayLeaveTheProcess() throws IOException {
        for (Model model : List.of(new Dials(5, 6, Dials.Form.VARIABLE), new Dials(5, 6, Dials.Form.FIXED),
                new Dials(5, 6, Dials.Form.KEY_ONLY), new Dials(5, 6, Dials.Form.EXACT_WITH_PAYLOAD))) {
            Outcome packed = new Search(model, OPTIONS, new PackingExchange(model, OPTIONS.partitions())).run();
            assertThat(packed).hasToString(run(model, 1).toString());
        }
    }
}
