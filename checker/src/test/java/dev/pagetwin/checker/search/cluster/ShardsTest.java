package dev.pagetwin.checker.search.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.search.Coverage;
import dev.pagetwin.checker.search.DesignName;
import dev.pagetwin.checker.search.Hunt;
import dev.pagetwin.checker.search.Limit;
import dev.pagetwin.checker.search.Progress;
import dev.pagetwin.checker.search.RandomSearch;
import dev.pagetwin.checker.search.explore.Observer;
import dev.pagetwin.checker.search.explore.Outcome;
import dev.pagetwin.checker.search.explore.Source;
import dev.pagetwin.checker.search.pair.Recipe;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random searches cut into shards find what they find in one piece. */
class ShardsTest {
    /** Does jobs one after the other, from bytes to bytes. */
    private record Copies(int shards) implements Cluster {
        @Override
        public String words() {
            return "copies";
        }

        @Override
        public Outcome explore(Source source, Observer observer) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T extends Serializable> List<T> run(List<? extends Job<T>> jobs) throws IOException {
            List<T> results = new ArrayList<>();
            for (Job<T> job : jobs) {
                results.add(copy(copy(job).run()));
            }
            return results;
        }

        @SuppressWarnings("unchecked") // a copy has the type of the original
        private static <T> T copy(T object) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(object);
            }
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                return (T) in.readObject();
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void aHuntCatchesTheSame(int shards) throws IOException {
        for (String id : List.of("unuse-forgets-restore", "cow-reuses-shared-page", "free-keeps-flag")) {
            Flaw flaw = DesignName.named(id);
            for (long steps : new long[] {1, 150, 20_000}) {
                Hunt.Catch here = new Hunt(5).flaw(flaw, Compare.STATE, Limit.ofSteps(steps), Progress.NONE);
                Hunt.Catch there =
                        new ShardedHunt(new Copies(shards), 5).flaw(flaw, Compare.STATE, steps, Progress.NONE);
                assertThat(there).as("%s in %s steps", id, steps).isEqualTo(here);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void aCampaignReachesTheSame(int shards) throws IOException {
        Preset preset = Objects.requireNonNull(Presets.named("tiny-swap"));
        DesignName reference = new DesignName(null, Designs.reference().name(), List.of());
        Campaign campaign = new Campaign(new Copies(shards), reference, List.of(preset, preset), 2);
        assertThat(campaign.steps(9_999, 1_000, found -> true, Progress.NONE)).isNull();
        long runs = 0;
        for (long most : new long[] {5_000, 4_999}) {
            RandomSearch search = new RandomSearch(preset, Designs.reference(), Compare.STATE);
            for (long left = most; left > 0; left -= 1_000) {
                assertThat(search.run(2, Limit.ofSteps(Math.min(1_000, left)), Progress.NONE)).isNull();
            }
            Campaign.Row row = campaign.rows().get(most == 5_000 ? 0 : 1);
            assertThat(row.steps()).isEqualTo(search.coverage().steps()).isEqualTo(most);
            assertThat(row.runs()).isEqualTo(search.runs());
            runs += row.runs();
        }
        Coverage reached = campaign.coverage();
        assertThat(reached.steps()).isEqualTo(9_999);
        assertThat(runs).isGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void theFirstDisagreementEndsACampaign(int shards) throws IOException {
        DesignName posted = new DesignName(null, Designs.mte2020().name(), List.of());
        Preset preset = Recipe.fitting(Objects.requireNonNull(Presets.named("tiny-swap")), Designs.mte2020());
        RandomSearch search = new RandomSearch(preset, Designs.mte2020(), Compare.STATE);
        RandomSearch.Found here = search.run(1, Limit.ofSteps(20_000), Progress.NONE);
        Campaign campaign = new Campaign(new Copies(shards), posted, List.of(preset), 1);
        Campaign.Stopped there = campaign.steps(20_000, 20_000, found -> true, Progress.NONE);
        assertThat(there).isNotNull();
        assertThat(here).isNotNull();
        assertThat(there.found().ops()).isEqualTo(here.ops());
        assertThat(campaign.coverage().steps()).isEqualTo(search.coverage().steps());
        assertThat(campaign.rows().get(0).runs()).isEqualTo(search.runs());
    }
}
