package dev.pagetwin.checker.flaw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.search.Limit;
import dev.pagetwin.checker.search.Progress;
import dev.pagetwin.checker.search.RandomSearch;
import dev.pagetwin.spec.invariant.Invariant;
import dev.pagetwin.spec.invariant.Invariants;
import dev.pagetwin.spec.monitor.Monitor;
import dev.pagetwin.spec.preset.Presets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class FlawCatalogueTest {
    private static final long BUDGET = 3_000_000;

    private static List<String> properties() {
        return Stream.concat(
                        Invariants.ALL.stream().map(Invariant::name),
                        Monitor.ALL.stream().map(Monitor::name))
                .toList();
    }

    @Test
    void everyPropertyIsBrokenByAFlaw() {
        Set<String> broken = Flaws.ALL.stream().map(Flaw::property).collect(Collectors.toSet());
        assertThat(broken).containsAll(properties());
    }

    @Test
    void everyRowOfTheCatalogueIsWellFormed() {
        assertThat(Flaws.ALL).extracting(Flaw::id).doesNotHaveDuplicates().isSorted();
        for (Flaw flaw : Flaws.ALL) {
            assertThat(flaw.id()).matches("[a-z]+(-[a-z0-9]+)*");
            assertThat(flaw.sentence()).as(flaw.id()).matches("[A-Za-z].*[^.]");
            assertThat(flaw.origin()).as(flaw.id()).isNotBlank();
            assertThat(Presets.named(flaw.preset())).as(flaw.id()).isNotNull();
            assertThat(flaw.mustBreak()).as(flaw.id()).isSubsetOf(properties());
            assertThat(Flaws.named(flaw.id())).isSameAs(flaw);
        }
    }

    /** From nothing, with a seed that no file was made with. */
    @TestFactory
    Stream<DynamicTest> everyFlawIsFoundFromNothing() {
        return Flaws.ALL.stream().map(flaw -> DynamicTest.dynamicTest(flaw.id(), () -> {
            var preset = Objects.requireNonNull(Presets.named(flaw.preset()));
            var search = new RandomSearch(preset, flaw.design(), flaw.compare());
            var found = search.run(
                    77, Limit.ofSteps(BUDGET), Progress.NONE, run -> flaw.shownBy(run.divergence()));
            assertThat(found).as("nothing in " + BUDGET + " steps").isNotNull();
        }));
    }
}
