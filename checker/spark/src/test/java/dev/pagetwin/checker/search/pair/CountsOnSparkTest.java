package dev.pagetwin.checker.search.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.flaw.Flaws;
import dev.pagetwin.checker.search.DesignName;
import dev.pagetwin.checker.search.cluster.Cluster;
import dev.pagetwin.checker.search.explore.Observer;
import dev.pagetwin.checker.search.explore.Options;
import dev.pagetwin.checker.spark.Here;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every question of {@link CountsLarge}, asked of Spark; and more than counts: the same outcome, trace for trace. */
class CountsOnSparkTest extends CountsLarge {
    private static final DesignName REFERENCE = new DesignName(null, Designs.reference().name(), List.of());
    private static final int ONE_FLAW_IN = 6;

    private static Here here = new Here(3);

    @AfterAll
    static void close() throws IOException {
        here.close();
    }

    private static Recipe recipe(Question question, @Nullable String only) {
        Design design = question.design();
        DesignName name = design == null
                ? null
                : only == null ? new DesignName(null, design.name(), List.of()) : new DesignName(only, "", List.of());
        return new Recipe(question.preset().name(), name, REFERENCE, question.symmetry(), question.depth(), only);
    }

    private static Explored answer(Question question, @Nullable String only, Cluster cluster) throws IOException {
        Recipe recipe = recipe(question, only);
        assertThat(recipe.model().name()).isEqualTo(new PairModel(question).name());
        return Exploration.of(question, Options.defaults(), (model, options) -> cluster.explore(recipe, Observer.NONE));
    }

    @Override
    Explored answer(Question question, Options options) throws IOException {
        return answer(question, null, here.cluster());
    }

    @Test
    @Override
    void workersPartitionsAndResumptionChangeNoCount() throws IOException {
        Preset preset = Objects.requireNonNull(Presets.named("tiny-unmap"));
        Question question = Question.all(preset, Designs.reference(), true);
        String local = Exploration.of(question, Options.defaults()).outcome().toString();
        here.close();
        for (int shards : new int[] {1, 2, 5}) {
            try (Here other = new Here(shards)) {
                assertThat(answer(question, null, other.cluster()).outcome()).as(shards + " shards").hasToString(local);
            }
        }
    }

    static Stream<Flaw> someFlaws() {
        List<Flaw> tiny = Flaws.ALL.stream()
                .filter(flaw -> flaw.preset().startsWith("tiny-") && flaw.compare() == Compare.STATE)
                .toList();
        return IntStream.range(0, tiny.size()).filter(i -> i % ONE_FLAW_IN == 0).mapToObj(tiny::get);
    }

    @ParameterizedTest
    @MethodSource("someFlaws")
    void aFlawHasTheTraceThatItHasHere(Flaw flaw) throws IOException {
        Preset preset = Objects.requireNonNull(Presets.named(flaw.preset()));
        Question question =
                Question.all(preset, flaw.design(), true).wanting(flaw::shownBy).within(flaw.shortest());
        Explored local = Exploration.of(question, Options.defaults());
        Explored spark = answer(question, flaw.id(), here.cluster());
        assertThat(spark.failing()).hasSize(flaw.shortest()).isEqualTo(local.failing());
        assertThat(spark.outcome()).hasToString(local.outcome().toString());
    }
}
