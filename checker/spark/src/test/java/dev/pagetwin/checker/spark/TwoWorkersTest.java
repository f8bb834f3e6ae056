package dev.pagetwin.checker.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.search.DesignName;
import dev.pagetwin.checker.search.cluster.Cluster;
import dev.pagetwin.checker.search.cluster.Terms;
import dev.pagetwin.checker.search.explore.Observer;
import dev.pagetwin.checker.search.explore.Options;
import dev.pagetwin.checker.search.explore.Outcome;
import dev.pagetwin.checker.search.explore.Search;
import dev.pagetwin.checker.search.explore.Source;
import dev.pagetwin.checker.search.pair.Question;
import dev.pagetwin.checker.search.pair.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two workers, each a process: the same outcome, though executors are killed. */
class TwoWorkersTest {
    private static final int SHARDS = 3;

    @TempDir
    private static Path temp;

    private static Standalone standalone;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        standalone = new Standalone(temp);
    }

    @AfterAll
    static void stop() {
        standalone.close();
    }

    private static Cluster connect(Duration every) throws IOException {
        Terms terms = new Terms(standalone.master(), SHARDS, saved().toUri().toString(), every, Standalone.conf());
        return new SparkEngine().connect(terms);
    }

    private static Path saved() {
        return temp.resolve("saved");
    }

    private static Recipe recipe(String preset, @Nullable String flaw) {
        DesignName reference = new DesignName(null, Designs.reference().name(), List.of());
        DesignName design = flaw == null ? reference : new DesignName(flaw, "", List.of());
        return new Recipe(preset, design, reference, true, Question.ANY, flaw);
    }

    private static String here(Source source) throws IOException {
        return new Search(source.model(), Options.defaults()).run().toString();
    }

    @Test
    void presetsFlawsAndJobsComeToWhatTheyComeToHere() throws IOException {
        try (Cluster cluster = connect(Duration.ofSeconds(1))) {
            for (Recipe recipe : List.of(recipe("tiny-adi-mremap", null), recipe("tiny-adi-protect", null),
                    recipe("tiny-unuse", "unuse-forgets-restore"), recipe("tiny-fork", "cow-reuses-shared-page"))) {
                Outcome found = cluster.explore(recipe, Observer.NONE);
                assertThat(found).as(recipe.toString()).hasToString(here(recipe));
                assertThat(found.violation() != null).isEqualTo(recipe.only() != null);
            }
            List<Cluster.Job<Integer>> jobs = List.of(() -> 1, () -> 2, () -> 3);
            assertThat(cluster.run(jobs)).containsExactly(1, 2, 3);
        }
        try (Stream<Path> left = Files.list(saved())) {
            assertThat(left).as("checkpoints").isEmpty();
        }
    }

    @Test
    void executorsKilledAtThreeLevelsChangeNothing() throws IOException {
        Recipe holds = recipe("tiny-adi-protect", null);
        Recipe fails = recipe("tiny-unuse", "unuse-forgets-restore");
        for (Duration every : List.of(Duration.ZERO, Duration.ofHours(1))) {
            try (Cluster cluster = connect(every)) {
                assertThat(killing(cluster, holds, Set.of(4, 10, 16))).hasToString(here(holds));
                assertThat(killing(cluster, fails, Set.of(2, 5, 8))).hasToString(here(fails));
            }
        }
    }

    private static Outcome killing(Cluster cluster, Source source, Set<Integer> levels) throws IOException {
        List<Integer> killed = new ArrayList<>();
        Outcome found = cluster.explore(source, progress -> {
            if (levels.contains(progress.depth())) {
                standalone.killExecutor(killed.size() % 2);
                killed.add(progress.depth());
            }
        });
        assertThat(killed).as("levels at which an executor was killed").containsExactlyInAnyOrderElementsOf(levels);
        return found;
    }
}
