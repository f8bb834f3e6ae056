package dev.pagetwin.checker.search.cluster;

import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.search.Hunt;
import dev.pagetwin.checker.search.Progress;
import dev.pagetwin.checker.search.RandomSearch;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.spec.preset.Preset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/** A hunt whose runs are done by shards, in waves, and looked at in their order; it catches what {@link Hunt} does. */
public final class ShardedHunt {
    private static final int FIRST_RUNS = 32;
    private static final int MOST_RUNS = 4096;

    private final Cluster cluster;
    private final long seed;

    /** A hunt with steps from this seed. */
    public ShardedHunt(Cluster cluster, long seed) {
        this.cluster = cluster;
        this.seed = seed;
    }

    /** Searches the flaw's preset for so many steps or until a run shows the flaw, and shrinks that run here. */
    public Hunt.Catch flaw(Flaw flaw, Compare compare, long most, Progress progress) throws IOException {
        Preset preset = HuntRuns.preset(flaw);
        long steps = 0;
        long next = 0;
        int runs = FIRST_RUNS;
        while (steps < most) {
            for (HuntRuns.Seen seen : cluster.run(wave(flaw, compare, next, runs))) {
                for (int i = 0; i < seen.steps().length && steps < most; i++, next++) {
                    boolean shows = seen.shows() && i == seen.steps().length - 1;
                    if (shows && seen.steps()[i] <= most - steps) {
                        return new Hunt(seed).caught(
                                flaw, compare, preset, steps + seen.steps()[i], again(flaw, compare, preset, next));
                    }
                    steps += Math.min(seen.steps()[i], most - steps);
                }
            }
            progress.at(preset.name(), steps, most);
            runs = Math.min(2 * runs, MOST_RUNS);
        }
        return new Hunt(seed).caught(flaw, compare, preset, steps, null);
    }

    private List<HuntRuns> wave(Flaw flaw, Compare compare, long first, int runs) {
        List<HuntRuns> wave = new ArrayList<>();
        for (long shard = 0; shard < cluster.shards(); shard++) {
            long from = first + shard * runs;
            wave.add(new HuntRuns(flaw.id(), compare, seed, from, from + runs));
        }
        return wave;
    }

    /** The run of that number, which shows the flaw, here. */
    private RandomSearch.@Nullable Found again(Flaw flaw, Compare compare, Preset preset, long run) {
        RandomSearch search = new RandomSearch(preset, flaw.design(), compare);
        search.skipTo(run);
        return search.next(seed, Long.MAX_VALUE);
    }
}
