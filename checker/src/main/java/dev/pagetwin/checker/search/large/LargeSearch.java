package dev.pagetwin.checker.search.large;

import dev.pagetwin.checker.search.Coverage;
import dev.pagetwin.checker.search.Generator;
import dev.pagetwin.checker.search.Progress;
import dev.pagetwin.checker.stop.Stop;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.spec.preset.Preset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Random lockstep in the window of a large kernel, in rounds: each has a kernel of its own, with another placement and
 * another background. What comes of a round follows from the seed and its number, whatever thread it runs on.
 */
public final class LargeSearch {
    private final Plan plan;
    private final Design design;
    private final long seed;

    /**
     * What to do.
     *
     * @param preset the operations, and the size of the window
     * @param size of the kernel
     * @param tagged whether steps on tagged areas are drawn more often
     * @param steps all of them
     * @param round the steps of a round
     * @param callEvery every how many steps there is a whole call in the background
     * @param compareEvery every how many steps the whole window is compared
     * @param kernelEvery every how many steps the whole kernel is looked at, beside once at the end of a round
     */
    public record Plan(
            Preset preset, KernelSize size, boolean tagged, long steps, long round, long callEvery, long compareEvery,
            long kernelEvery) {
        long rounds() {
            return (steps + round - 1) / round;
        }

        long stepsOf(long number) {
            return Math.min(round, steps - number * round);
        }
    }

    /**
     * What came of it.
     *
     * @param calls how often each whole call was made in the background
     * @param pages how many pages the background has in a round, on average
     * @param verified how often a page of it was looked at
     * @param compared how often the whole window was compared
     * @param kernels how often the whole kernel was looked at
     * @param stepNanos the time of the steps, summed over threads
     * @param rounds those that have begun
     * @param round the number of the round that disagreed, or -1
     * @param divergence how it did, or null
     */
    public record Found(
            Coverage coverage, Map<String, Long> calls, long pages, long verified, long compared, long kernels,
            long stepNanos, long rounds, long round, @Nullable Divergence divergence) {}

    public LargeSearch(Plan plan, Design design, long seed) {
        this.plan = plan;
        this.design = design;
        this.seed = seed;
    }

    /** Runs all rounds, so many at a time; ends with the first, by number, that disagrees, or when it is stopped. */
    public Found run(int threads, Progress progress, Stop stop) throws InterruptedException {
        Round.Draw draw = new Round.Draw(
                new Generator(without(plan.preset()), plan.tagged()), new Generator(plan.preset(), plan.tagged()));
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        AtomicBoolean over = new AtomicBoolean();
        Stop ends = () -> over.get() || stop.requested();
        AtomicLong done = new AtomicLong();
        List<Future<Round.@Nullable Came>> rounds = new ArrayList<>();
        try {
            for (long i = 0; i < plan.rounds(); i++) {
                long number = i;
                rounds.add(pool.submit(() -> ends.requested() ? null : round(draw, number, over, done, progress, stop)));
            }
            return found(rounds);
        } finally {
            pool.shutdownNow();
        }
    }

    /** Without what takes a frame away for good: a machine of few would soon have none. */
    private static Preset without(Preset preset) {
        Set<String> frozen = new HashSet<>(preset.frozen());
        frozen.add("soft-offline");
        return new Preset(preset.name(), preset.theme(), preset.bounds(), preset.paths(), frozen);
    }

    private Round.Came round(
            Round.Draw draw, long number, AtomicBoolean over, AtomicLong done, Progress progress,
            Stop stop) {
        long[] told = {0};
        Round.Came came = new Round(plan, draw, design).run(
                seed * 1_000_003L + number, plan.stepsOf(number), steps -> {
                    long all = done.addAndGet(steps - told[0]);
                    told[0] = steps;
                    synchronized (this) {
                        progress.at(String.format(Locale.ROOT, "%,d steps", all), all, plan.steps());
                    }
                }, stop);
        if (came.divergence() != null) {
            over.set(true);
        }
        return came;
    }

    private static Found found(List<Future<Round.@Nullable Came>> rounds) throws InterruptedException {
        Coverage coverage = new Coverage();
        Map<String, Long> calls = new TreeMap<>();
        long[] sums = new long[5];
        int begun = 0;
        for (int i = 0; i < rounds.size(); i++) {
            Round.Came came = got(rounds.get(i));
            if (came == null) {
                continue;
            }
            begun++;
            coverage.add(came.coverage());
            came.calls().forEach((call, n) -> calls.merge(call, n, Long::sum));
            sums[0] += came.pages();
            sums[1] += came.verified();
            sums[2] += came.compared();
            sums[3] += came.kernels();
            sums[4] += came.nanos();
            if (came.divergence() != null) {
                return found(coverage, calls, sums, begun, i, came.divergence());
            }
        }
        return found(coverage, calls, sums, begun, -1, null);
    }

    private static Found found(
            Coverage coverage, Map<String, Long> calls, long[] sums, int rounds, long round,
            @Nullable Divergence divergence) {
        return new Found(
                coverage, calls, sums[0] / Math.max(rounds, 1), sums[1], sums[2], sums[3], sums[4], rounds, round, divergence);
    }

    private static Round.@Nullable Came got(Future<Round.@Nullable Came> round) throws InterruptedException {
        try {
            return round.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OutOfMemoryError full) {
                throw full;
            }
            throw new IllegalStateException("a round has failed: " + e.getCause(), e);
        }
    }
}
