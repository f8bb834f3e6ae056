package dev.pagetwin.checker.search.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.flaw.Flaws;
import dev.pagetwin.checker.search.Hunt;
import dev.pagetwin.checker.search.explore.Options;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every flaw of the catalogue that shows in the states of a tiny preset. */
class FlawsExploredTest {
    static Stream<Flaw> tiny() {
        return Flaws.ALL.stream()
                .filter(flaw -> flaw.preset().startsWith("tiny-") && flaw.compare() == Compare.STATE);
    }

    private static Preset preset(Flaw flaw) {
        return Objects.requireNonNull(Presets.named(flaw.preset()));
    }

    @ParameterizedTest
    @MethodSource("tiny")
    void aFlawIsFoundInAsManyStepsAsTheCatalogueSays(Flaw flaw) throws IOException {
        int steps = flaw.shortest();
        Question question = Question.all(preset(flaw), flaw.design(), true).wanting(flaw::shownBy).within(steps);
        List<Op> failing = Exploration.of(question, Options.defaults()).failing();
        assertThat(failing).as(flaw.id()).isNotNull().hasSize(steps);
        Counterexample cex = Hunt.shortest(flaw.design(), flaw, preset(flaw), Objects.requireNonNull(failing));
        assertThat(cex.steps()).hasSize(steps);
        assertThat(cex.minimal().text()).isEqualTo(steps + " steps, shortest possible");
        assertThat(flaw.shownBy(cex.divergence())).isTrue();
    }

    @Test
    void symmetryMakesNoFlawLonger() throws IOException {
        for (String id : List.of("cow-reuses-shared-page", "free-keeps-flag", "failed-save-leaks-record")) {
            Flaw flaw = Objects.requireNonNull(Flaws.named(id));
            Question off = Question.all(preset(flaw), flaw.design(), false).wanting(flaw::shownBy);
            assertThat(Exploration.of(off, Options.defaults()).failing()).as(id).hasSize(flaw.shortest());
        }
    }

    @Test
    void aFileIsProvenOrMadeShorter() throws IOException {
        Flaw flaw = Objects.requireNonNull(Flaws.named("fork-keeps-write"));
        List<Op> failing = Objects.requireNonNull(Exploration.of(
                        Question.all(preset(flaw), flaw.design(), true).wanting(flaw::shownBy), Options.defaults())
                .failing());
        Counterexample shortest = Hunt.shortest(flaw.design(), flaw, preset(flaw), failing);
        Proof proof = new Proof(shortest, flaw.design());
        Explored answer = Exploration.of(proof.question(true), Options.defaults());
        assertThat(answer.failing()).isNull();
        assertThat(proof.proven(answer)).isEqualTo(shortest);
        Set<Op> alphabet = new HashSet<>();
        preset(flaw).alphabet().forEach(alphabet::addAll);
        assertThat(alphabet).containsAll(shortest.ops());
    }
}
