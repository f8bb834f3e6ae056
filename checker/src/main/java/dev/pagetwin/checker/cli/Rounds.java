package dev.pagetwin.checker.cli;

import dev.pagetwin.checker.page.Throughput;
import dev.pagetwin.checker.report.CheckReport.PresetRow;
import dev.pagetwin.checker.search.Coverage;
import dev.pagetwin.checker.search.Limit;
import dev.pagetwin.checker.search.Progress;
import dev.pagetwin.checker.search.RandomSearch;
import dev.pagetwin.checker.stop.Stop;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.spec.preset.Preset;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Random lockstep in several presets, in turns, so that each gets its share and none has to wait for another. */
final class Rounds {
    static final long STEPS_A_TURN = 20_000;
    private static final long NANOS_A_TURN = 500_000_000;
    private static final String ALL = "all presets";

    private final List<Turn> turns;
    private final long seed;
    private final Meter meter;
    private final Throughput throughput;
    private final Stop stop;

    /** What stopped the rounds, and where. */
    record Stopped(Preset preset, RandomSearch.Found found) {}

    private static final class Turn {
        private final Preset preset;
        private final RandomSearch search;
        private long nanos;

        Turn(Preset preset, Design design) {
            this.preset = preset;
            this.search = new RandomSearch(preset, design, Compare.STATE);
        }

        long steps() {
            return search.coverage().steps();
        }
    }

    Rounds(List<Preset> presets, Design design, long seed, Meter meter, Throughput throughput, Stop stop) {
        this.turns = presets.stream().map(preset -> new Turn(preset, design)).toList();
        this.seed = seed;
        this.meter = meter;
        this.throughput = throughput;
        this.stop = stop;
        throughput.at(ALL, 0);
    }

    /** So many steps in all, shared evenly. */
    @Nullable Stopped steps(long all) {
        boolean more = true;
        while (more && !stop.requested()) {
            more = false;
            for (int i = 0; i < turns.size(); i++) {
                Turn turn = turns.get(i);
                long share = all / turns.size() + (i < all % turns.size() ? 1 : 0);
                long chunk = Math.min(STEPS_A_TURN, share - turn.steps());
                if (chunk > 0) {
                    long before = done();
                    Progress progress = (what, n, most) -> meter.at(what, before + n, all);
                    Stopped stopped = take(turn, Limit.ofSteps(chunk), progress);
                    if (stopped != null) {
                        return stopped;
                    }
                    more = true;
                }
            }
        }
        return null;
    }

    /** For so long in all, shared evenly. */
    @Nullable Stopped time(Duration all) {
        long begun = System.nanoTime();
        long rounds = Math.max(1, all.toNanos() / (NANOS_A_TURN * turns.size()));
        long slice = all.toNanos() / (rounds * turns.size());
        for (long round = 0; round < rounds; round++) {
            for (Turn turn : turns) {
                if (stop.requested()) {
                    return null;
                }
                long before = done();
                Stopped stopped = take(turn, Limit.ofTime(Duration.ofNanos(slice)), (what, n, most) -> meter.at(
                        String.format(Locale.ROOT, "%s, %,d steps", what, before + n),
                        System.nanoTime() - begun, all.toNanos()));
                if (stopped != null) {
                    return stopped;
                }
            }
        }
        return null;
    }

    private long done() {
        return turns.stream().mapToLong(Turn::steps).sum();
    }

    private @Nullable Stopped take(Turn turn, Limit most, Progress progress) {
        Limit limit = most.or(stop);
        long begun = System.nanoTime();
        RandomSearch.Found found = turn.search.tell(seed, limit, progress, STEPS_A_TURN);
        turn.nanos += System.nanoTime() - begun;
        throughput.at(ALL, done());
        return found == null ? null : new Stopped(turn.preset, found);
    }

    /** What was done in each preset. */
    List<PresetRow> rows() {
        return turns.stream()
                .map(turn -> new PresetRow(turn.preset.name(), turn.steps(), turn.search.runs(), turn.nanos))
                .toList();
    }

    /** What was reached, all presets together. */
    Coverage coverage() {
        Coverage all = new Coverage();
        turns.forEach(turn -> all.add(turn.search.coverage()));
        return all;
    }
}
