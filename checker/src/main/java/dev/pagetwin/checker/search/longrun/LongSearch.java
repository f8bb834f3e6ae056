package dev.pagetwin.checker.search.longrun;

import dev.pagetwin.checker.search.Coverage;
import dev.pagetwin.checker.search.Limit;
import dev.pagetwin.checker.search.Progress;
import dev.pagetwin.checker.search.RandomSearch;
import dev.pagetwin.checker.stop.Stop;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.spec.preset.Preset;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Goes on with a long run: threads take the presets in turns, and what was done is saved every minute. A turn counts
 * when it is over, and the runs of one preset are taken in their order, so that what is saved is what runs up to some
 * number came to, whoever took them.
 */
public final class LongSearch {
    private static final long STEPS_A_TURN = 20_000;
    private static final Duration A_TURN = Duration.ofMillis(500);
    private static final Duration A_LOOK = Duration.ofSeconds(1);
    private static final Duration UNTIL_SAVED = Duration.ofMinutes(1);

    private final List<Turn> turns = new ArrayList<>();
    private final LongRun run;
    private final int threads;
    private final Stop stop;
    private boolean timed;
    private long ends;
    private @Nullable Stopped stopped;

    /** The first run that disagrees, and where. */
    public record Stopped(Preset preset, RandomSearch.Found found) {}

    /** Takes what was done so far to where it is safe. */
    public interface Saver {
        /** Saves it whole. */
        void save(LongRun run) throws IOException;
    }

    private static final class Turn {
        private final Preset preset;
        private final int place;
        private final RandomSearch search;
        private long left = Long.MAX_VALUE;
        private boolean taken;

        Turn(Preset preset, int place, Design design, long runs) {
            this.preset = preset;
            this.place = place;
            this.search = new RandomSearch(preset, design, Compare.STATE);
            search.skipTo(runs);
        }
    }

    /** @param presets those of the run, in its order, as they fit the design */
    public LongSearch(List<Preset> presets, Design design, LongRun run, int threads, Stop stop) {
        for (int i = 0; i < presets.size(); i++) {
            turns.add(new Turn(presets.get(i), i, design, run.rows().get(i).runs()));
        }
        this.run = run;
        this.threads = threads;
        this.stop = stop;
    }

    /** Takes so many steps more, shared evenly; the first disagreement, or null. */
    public @Nullable Stopped steps(long steps, Progress progress, Saver saver) throws IOException {
        for (Turn turn : turns) {
            turn.left = steps / turns.size() + (turn.place < steps % turns.size() ? 1 : 0);
        }
        long before = run.coverage().steps();
        return all(() -> {
            synchronized (run) {
                progress.at("all presets", run.coverage().steps() - before, steps);
            }
        }, saver);
    }

    /** Goes on for so long, shared evenly; the first disagreement, or null. */
    public @Nullable Stopped time(Duration time, Progress progress, Saver saver) throws IOException {
        long begun = System.nanoTime();
        timed = true;
        ends = begun + time.toNanos();
        return all(() -> {
            synchronized (run) {
                String what = String.format(Locale.ROOT, "%,d steps", run.coverage().steps());
                progress.at(what, System.nanoTime() - begun, time.toNanos());
            }
        }, saver);
    }

    private @Nullable Stopped all(Runnable progress, Saver saver) throws IOException {
        long begun = System.nanoTime();
        synchronized (run) {
            run.sessionBegins(heap());
        }
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> working = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                working.add(workers.submit(this::work));
            }
            long saved = begun;
            for (Future<?> one : working) {
                while (!isOver(one)) {
                    progress.run();
                    if (System.nanoTime() - saved >= UNTIL_SAVED.toNanos()) {
                        save(begun, saver);
                        saved = System.nanoTime();
                    }
                }
            }
        } finally {
            workers.shutdown();
            save(begun, saver);
        }
        return stopped;
    }

    /** Waits a moment for a worker; whether it has ended. */
    private static boolean isOver(Future<?> worker) {
        try {
            worker.get(A_LOOK.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private void save(long begun, Saver saver) throws IOException {
        synchronized (run) {
            run.sessionIsAt(System.nanoTime() - begun, heap());
            saver.save(run);
        }
    }

    /** Bytes in use, without what is garbage. */
    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    // ---- a worker

    private void work() {
        Turn turn = take();
        while (turn != null) {
            long begun = System.nanoTime();
            Limit limit = Limit.ofTime(A_TURN).orSteps(Math.min(STEPS_A_TURN, turn.left)).or(stop);
            RandomSearch.Found found = turn.search.tell(run.seed(), limit, Progress.NONE, STEPS_A_TURN);
            give(turn, found, System.nanoTime() - begun);
            turn = take();
        }
    }

    /** Of the presets that nobody has the one that had least time; null if there is none, or the end has come. */
    private @Nullable Turn take() {
        synchronized (run) {
            if (stopped != null || stop.requested() || (timed && System.nanoTime() - ends >= 0)) {
                return null;
            }
            Turn least = null;
            for (Turn turn : turns) {
                boolean waits = !turn.taken && turn.left > 0;
                if (waits && (least == null || run.row(turn.place).nanos() < run.row(least.place).nanos())) {
                    least = turn;
                }
            }
            if (least != null) {
                least.taken = true;
            }
            return least;
        }
    }

    private void give(Turn turn, RandomSearch.@Nullable Found found, long nanos) {
        synchronized (run) {
            Coverage seen = turn.search.drained();
            turn.left -= seen.steps();
            turn.taken = false;
            run.add(turn.place, turn.search.runs(), nanos, seen);
            if (found != null && stopped == null) {
                stopped = new Stopped(turn.preset, found);
            }
        }
    }
}
