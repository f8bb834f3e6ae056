package dev.pagetwin.checker.search.cluster;

import dev.pagetwin.checker.search.Coverage;
import dev.pagetwin.checker.search.DesignName;
import dev.pagetwin.checker.search.Generator;
import dev.pagetwin.checker.search.Limit;
import dev.pagetwin.checker.search.Progress;
import dev.pagetwin.checker.search.RandomSearch;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.spec.preset.Preset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Random lockstep in several presets, done by shards. The length of every run is known before, so it is known, too,
 * which runs come in which order within a number of steps; the first that disagrees in that order ends the campaign.
 */
public final class Campaign {
    private static final int RUNS_OF_A_SHARD = 1024;

    private final Cluster cluster;
    private final DesignName design;
    private final List<Preset> presets;
    private final long seed;
    private final Coverage[] reached;
    private final long[] begun;
    private final long[] nanos;

    /** The first run that disagrees, and where. */
    public record Stopped(Preset preset, RandomSearch.Found found) {}

    /** What was done in one preset. */
    public record Row(Preset preset, long steps, long runs, long nanos) {}

    private record Run(int place, long number, int most) {}

    /** @param presets as they fit the design */
    public Campaign(Cluster cluster, DesignName design, List<Preset> presets, long seed) {
        this.cluster = cluster;
        this.design = design;
        this.presets = List.copyOf(presets);
        this.seed = seed;
        this.reached = new Coverage[presets.size()];
        this.begun = new long[presets.size()];
        this.nanos = new long[presets.size()];
        for (int i = 0; i < reached.length; i++) {
            reached[i] = new Coverage();
        }
    }

    /**
     * Does so many steps in all, shared evenly.
     *
     * @param turn the steps after which it is another preset's turn
     * @param telling what, near a disagreement, is rather told
     */
    public @Nullable Stopped steps(
            long all, long turn, Predicate<RandomSearch.Found> telling, Progress progress) throws IOException {
        List<Run> plan = plan(all, turn);
        int wave = Math.max(1, cluster.shards()) * RUNS_OF_A_SHARD;
        for (int from = 0; from < plan.size(); from += wave) {
            Run last = wave(plan.subList(from, Math.min(from + wave, plan.size())));
            progress.at("all presets", coverage().steps(), all);
            if (last != null) {
                return stopped(last, turn, telling);
            }
        }
        return null;
    }

    /** The runs as one process would do them. */
    private List<Run> plan(long all, long turn) {
        List<Generator> generators = presets.stream().map(Generator::new).toList();
        long[] steps = new long[presets.size()];
        long[] runs = new long[presets.size()];
        List<Run> plan = new ArrayList<>();
        boolean more = true;
        while (more) {
            more = false;
            for (int i = 0; i < steps.length; i++) {
                long share = all / steps.length + (i < all % steps.length ? 1 : 0);
                long left = Math.min(turn, share - steps[i]);
                more |= left > 0;
                while (left > 0) {
                    int length = RandomSearch.length(generators.get(i), seed, runs[i]);
                    int most = (int) Math.min(length, left);
                    plan.add(new Run(i, runs[i]++, most));
                    steps[i] += most;
                    left -= most;
                }
            }
        }
        return plan;
    }

    /** Does runs on all shards; the first that disagrees, or null. */
    private @Nullable Run wave(List<Run> runs) throws IOException {
        List<CampaignRuns> jobs = new ArrayList<>();
        List<List<Run>> parts = new ArrayList<>();
        int shards = Math.max(1, Math.min(cluster.shards(), runs.size()));
        for (int shard = 0; shard < shards; shard++) {
            List<Run> part = runs.subList(
                    (int) ((long) runs.size() * shard / shards), (int) ((long) runs.size() * (shard + 1) / shards));
            parts.add(part);
            jobs.add(new CampaignRuns(
                    design,
                    presets.stream().map(Preset::name).toList(),
                    seed,
                    part.stream().mapToInt(Run::place).toArray(),
                    part.stream().mapToLong(Run::number).toArray(),
                    part.stream().mapToInt(Run::most).toArray()));
        }
        List<CampaignRuns.Seen> seen = cluster.run(jobs);
        for (int shard = 0; shard < shards; shard++) {
            CampaignRuns.Seen one = seen.get(shard);
            one.reached().forEach((place, coverage) -> reached[place].add(coverage));
            one.nanos().forEach((place, time) -> nanos[place] += time);
            List<Run> done = parts.get(shard).subList(0, one.done());
            done.forEach(run -> begun[run.place()]++);
            if (one.disagrees()) {
                return done.get(done.size() - 1);
            }
        }
        return null;
    }

    /** The run that disagrees, here; or one that tells more and comes soon after. */
    private Stopped stopped(Run run, long turn, Predicate<RandomSearch.Found> telling) {
        Preset preset = presets.get(run.place());
        Design known = design.design();
        RandomSearch again = CampaignRuns.search(preset.name(), known);
        again.skipTo(run.number());
        RandomSearch.Found found = again.next(seed, run.most());
        if (found == null) {
            throw new IllegalStateException("a run that disagreed elsewhere agrees here");
        }
        if (telling.test(found)) {
            return new Stopped(preset, found);
        }
        long before = System.nanoTime();
        RandomSearch after = CampaignRuns.search(preset.name(), known);
        after.skipTo(run.number() + 1);
        RandomSearch.Found better = after.run(seed, Limit.ofSteps(turn), Progress.NONE, telling);
        reached[run.place()].add(after.coverage());
        begun[run.place()] += after.runs() - run.number() - 1;
        nanos[run.place()] += System.nanoTime() - before;
        return new Stopped(preset, better == null ? found : better);
    }

    /** What was done in each preset. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < reached.length; i++) {
            rows.add(new Row(presets.get(i), reached[i].steps(), begun[i], nanos[i]));
        }
        return rows;
    }

    /** What was reached, all presets together. */
    public Coverage coverage() {
        Coverage all = new Coverage();
        for (Coverage one : reached) {
            all.add(one);
        }
        return all;
    }
}
