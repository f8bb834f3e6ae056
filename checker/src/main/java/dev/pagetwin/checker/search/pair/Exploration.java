package dev.pagetwin.checker.search.pair;

import dev.pagetwin.checker.search.explore.Model;
import dev.pagetwin.checker.search.explore.Options;
import dev.pagetwin.checker.search.explore.Outcome;
import dev.pagetwin.checker.search.explore.Search;
import dev.pagetwin.checker.search.explore.Trace;
import dev.pagetwin.spec.op.Op;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Answers questions by looking at every state. */
public final class Exploration {
    private Exploration() {}

    /** A way to search. */
    @FunctionalInterface
    public interface Searcher {
        /** Searches as {@link Search} does. */
        Outcome search(Model model, Options options) throws IOException;
    }

    /**
     * Explores until all is seen, something wanted is found, or a limit is reached.
     *
     * @throws IOException if files cannot be used
     */
    public static Explored of(Question question, Options options) throws IOException {
        return of(question, options, (model, watched) -> new Search(model, watched).run());
    }

    /** The same, searched in that way. */
    public static Explored of(Question question, Options options, Searcher searcher) throws IOException {
        long begun = System.nanoTime();
        AtomicLong most = new AtomicLong();
        PairModel model = new PairModel(question);
        Options watched = options.withObserver(progress -> {
            most.accumulateAndGet(progress.memory(), Math::max);
            options.observer().at(progress);
        });
        Outcome outcome = searcher.search(model, watched);
        return new Explored(question, outcome, failing(model, outcome), most.get(), System.nanoTime() - begun);
    }

    private static @Nullable List<Op> failing(PairModel model, Outcome outcome) {
        Outcome.Violation violation = outcome.violation();
        if (violation == null) {
            return null;
        }
        List<Trace.Step> steps = violation.trace().steps();
        return steps.stream().map(step -> model.op(step.action())).toList();
    }
}
