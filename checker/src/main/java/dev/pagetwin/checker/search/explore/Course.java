package dev.pagetwin.checker.search.explore;

import java.io.IOException;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Puts together what the slices of each level say, as {@link Search} does what its own workers say. */
public final class Course {
    private final Model model;
    private final Observer observer;
    private final Totals totals;
    private final Tally tally;
    private final Verdict verdict = new Verdict();
    private final long started = System.nanoTime();
    private boolean more;
    private int expanded;

    /** A course that has not begun. */
    public Course(Model model, Observer observer) {
        this.model = model;
        this.observer = observer;
        this.totals = new Totals(model.actions().size(), model.counters().size());
        this.tally = new Tally(model.actions().size(), model.counters().size());
    }

    /** The level that is expanded next. */
    public int depth() {
        return totals.depth();
    }

    /** Whether there is something to expand, and nothing bad was found. */
    public boolean hasMore() {
        return more;
    }

    /** Takes in the summaries of all slices: at first those with the initial states, then those after each level. */
    public void take(List<long[]> summaries) {
        int actions = model.actions().size();
        for (long[] summary : summaries) {
            Told.add(summary, Slice.HEAD + actions, tally, verdict);
        }
        if (Verdict.isSome(verdict.state())) {
            more = false;
            return;
        }
        int depth = totals.depth();
        expanded = depth;
        long states = 0;
        long bytes = 0;
        long[] fresh = new long[actions];
        for (long[] summary : summaries) {
            states += summary[0];
            bytes += summary[1];
            for (int i = 0; depth >= 0 && i < actions; i++) {
                fresh[i] += summary[Slice.HEAD + i];
            }
        }
        Totals.add(totals.fresh, fresh);
        if (states > 0) {
            totals.addLevel(states);
        }
        totals.add(tally);
        if (totals.deadlock == null && Verdict.isSome(tally.firstDeadlock)) {
            totals.deadlock = new Place(depth, tally.firstDeadlock);
        }
        tally.clear();
        more = states > 0 && !Verdict.isSome(verdict.step());
        report(states, bytes);
    }

    private void report(long states, long bytes) {
        if (observer == Observer.NONE) {
            return;
        }
        long distinct = totals.distinct();
        double seconds = (System.nanoTime() - started) / 1e9;
        observer.at(new Progress(totals.depth(), states, distinct, totals.transitions, distinct / seconds, bytes, 0,
                Forecast.left(totals.levels()), Outcome.odds(model, distinct)));
    }

    /** What came of it, once there is no more. */
    public Outcome outcome(Origins origins) throws IOException {
        Tracer tracer = new Tracer(model, origins);
        Outcome.Violation violation = violation(tracer);
        Outcome.Status status = violation == null ? Outcome.Status.EXHAUSTED : Outcome.Status.VIOLATED;
        return Outcome.of(model, totals, status, violation, tracer, null, null);
    }

    private Outcome.@Nullable Violation violation(Tracer tracer) throws IOException {
        if (Verdict.isSome(verdict.state())) {
            Trace trace = tracer.to(new Place(totals.depth(), verdict.state()));
            return new Outcome.Violation(tracer.brokenState(trace), trace);
        }
        if (Verdict.isSome(verdict.step())) {
            Trace trace = tracer.beyond(new Place(expanded, verdict.step()), verdict.ordinal());
            return new Outcome.Violation(tracer.brokenStep(trace), trace);
        }
        return null;
    }
}
