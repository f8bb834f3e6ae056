package dev.pagetwin.checker.search.explore;

import java.io.IOException;
import org.checkerframework.checker.nullness.qual.Nullable;

/** A breadth-first search through all that a {@link Model} can reach. */
public final class Search {
    private static final long LARGEST_EXCHANGE = 32L << 20;

    private final Model model;
    private final Options options;
    private final Exchange exchange;
    private final Store store;
    private final Verdict verdict;
    private final long started = System.nanoTime();
    private long resumedFrom;

    /** A search within this process. */
    public Search(Model model, Options options) {
        this(model, options, new LocalExchange(model, exchangeBytes(options)));
    }

    /** A search whose partitions exchange successors in that way. */
    public Search(Model model, Options options, Exchange exchange) {
        if (model.payloadWords() == 0 && model.keys() != Model.Keys.EXACT) {
            throw new IllegalArgumentException("a fingerprint is no state: the model must carry payloads");
        }
        if (model.actions().size() > Model.MOST_ACTIONS) {
            throw new IllegalArgumentException("more than " + Model.MOST_ACTIONS + " actions");
        }
        this.model = model;
        this.options = options;
        this.verdict = new Verdict(options.stop());
        this.exchange = exchange;
        this.store = new Store(model, options, exchange, options.memory() - exchangeBytes(options));
    }

    private static long exchangeBytes(Options options) {
        return Math.min(LARGEST_EXCHANGE, options.memory() / 8);
    }

    /**
     * Searches until all is seen, something is broken, or memory and disk are full, or somebody wants it
     * to end. To be called once.
     *
     * @throws CheckpointException if there is no usable checkpoint to resume from
     * @throws IOException if what was written cannot be read back
     */
    public Outcome run() throws IOException {
        boolean keep = false;
        try (Crew crew = new Crew(options.workers())) {
            store.open();
            Outcome outcome = run(crew);
            keep = outcome.status() == Outcome.Status.INCOMPLETE;
            return outcome;
        } catch (RuntimeException e) {
            if (options.resume()) {
                throw misled(e);
            }
            throw e;
        } finally {
            store.close(keep);
        }
    }

    /** States that are well-formed and yet no search has ever reached, or links that lead elsewhere, end anyhow. */
    private CheckpointException misled(RuntimeException e) {
        return new CheckpointException("the search that was resumed from " + options.checkpoint() + " cannot go on ("
                + e.getClass().getSimpleName() + "): the folder was changed, or the program is at fault; a search from "
                + "the beginning will tell", e);
    }

    private Outcome run(Crew crew) throws IOException {
        Rounds rounds = new Rounds(model, store, exchange, crew, verdict, options);
        Totals totals = store.totals();
        resumedFrom = totals.distinct();
        try {
            if (totals.depth() < 0) {
                rounds.initial();
                store.finishLevel(crew);
                store.boundary(false);
            }
            report(rounds);
            boolean more = store.frontier() > 0;
            while (more) {
                rounds.level(() -> report(rounds));
                Outcome.Violation bad = badState();
                if (bad != null) {
                    return outcome(Outcome.Status.VIOLATED, bad, null);
                }
                int depth = totals.depth();
                more = store.finishLevel(crew) > 0;
                rounds.collect(depth);
                bad = badStep(depth);
                if (bad != null) {
                    return outcome(Outcome.Status.VIOLATED, bad, null);
                }
                store.boundary(!more);
            }
            return outcome(Outcome.Status.EXHAUSTED, null, null);
        } catch (StopException e) {
            store.keep();
            return outcome(Outcome.Status.INCOMPLETE, null, String.valueOf(e.getMessage()));
        } catch (LimitException e) {
            return outcome(Outcome.Status.INCOMPLETE, null, String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            return outcome(Outcome.Status.INCOMPLETE, null, "the heap of " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB is full, expected more of it");
        }
    }

    private Outcome.@Nullable Violation badState() throws IOException {
        long position = exchange.least(verdict.state());
        if (!Verdict.isSome(position)) {
            return null;
        }
        Trace trace = new Tracer(model, store::origin).to(new Place(store.totals().depth(), position));
        return new Outcome.Violation(verdict.stateProperty(), trace);
    }

    private Outcome.@Nullable Violation badStep(int depth) throws IOException {
        long position = exchange.least(verdict.step());
        if (!Verdict.isSome(position)) {
            return null;
        }
        Trace trace = new Tracer(model, store::origin).beyond(new Place(depth, position), verdict.ordinal());
        return new Outcome.Violation(verdict.stepProperty(), trace);
    }

    private Outcome outcome(
            Outcome.Status status, Outcome.@Nullable Violation violation, @Nullable String reason) throws IOException {
        return Outcome.of(model, store.totals(), status, violation, new Tracer(model, store::origin), reason,
                status == Outcome.Status.INCOMPLETE || options.checkpoint() != null ? store.resumable() : null);
    }

    private void report(Rounds rounds) {
        if (options.observer() == Observer.NONE) {
            return;
        }
        Totals totals = store.totals();
        long distinct = totals.distinct() + rounds.candidates();
        double seconds = (System.nanoTime() - started) / 1e9;
        options.observer().at(new Progress(totals.depth(), rounds.queue(), distinct, totals.transitions,
                (distinct - resumedFrom) / seconds, store.memory(), store.disk(), Forecast.left(totals.levels()),
                Outcome.odds(model, distinct)));
    }
}
