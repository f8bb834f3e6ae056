package dev.pagetwin.checker.search.explore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Reads a trace off the links: back to an initial state, and forth again by expanding one state a level. */
final class Tracer {
    private final Model model;
    private final Origins origins;

    Tracer(Model model, Origins origins) {
        this.model = model;
        this.origins = origins;
    }

    Trace to(Place place) throws IOException {
        int[] ordinals = ordinals(place);
        Expander expander = model.expander();
        Picker picker = new Picker(model.payloadWords());
        picker.want(ordinals[0]);
        expander.initial(picker);
        long[] initial = picker.state();
        List<Trace.Step> steps = new ArrayList<>();
        long[] state = initial;
        for (int level = 1; level <= place.level(); level++) {
            picker.want(ordinals[level]);
            expander.load(state, 0, state.length);
            expander.expand(picker);
            state = picker.state();
            steps.add(new Trace.Step(picker.action(), ordinals[level], state));
        }
        return new Trace(initial, steps);
    }

    /** The trace to a state, and one step more, which is bad itself. */
    Trace beyond(Place place, int ordinal) throws IOException {
        Trace trace = to(place);
        long[] state = state(trace, place.level());
        Expander expander = model.expander();
        Picker picker = new Picker(model.payloadWords());
        picker.want(ordinal);
        expander.load(state, 0, state.length);
        expander.expand(picker);
        List<Trace.Step> steps = new ArrayList<>(trace.steps());
        steps.add(new Trace.Step(picker.action(), ordinal, picker.state()));
        return new Trace(trace.initial(), steps);
    }

    /** What the last state of a trace breaks. */
    String brokenState(Trace trace) {
        long[] state = state(trace, trace.length());
        Expander expander = model.expander();
        expander.load(state, 0, state.length);
        return found(expander.violation());
    }

    /** What the last step of a trace breaks. */
    String brokenStep(Trace trace) {
        int last = trace.length() - 1;
        long[] before = state(trace, last);
        Expander expander = model.expander();
        Picker picker = new Picker(model.payloadWords());
        picker.want(trace.steps().get(last).ordinal());
        expander.load(before, 0, before.length);
        expander.expand(picker);
        return found(picker.property);
    }

    private static long[] state(Trace trace, int level) {
        return level == 0 ? trace.initial() : trace.steps().get(level - 1).state();
    }

    private static String found(@Nullable String property) {
        if (property == null) {
            throw new IllegalStateException("the model does not judge a state the same way twice");
        }
        return property;
    }

    private int[] ordinals(Place place) throws IOException {
        int[] ordinals = new int[place.level() + 1];
        long position = place.position();
        for (int level = place.level(); level >= 0; level--) {
            Origins.Origin origin = origins.of(level, position);
            ordinals[level] = origin.ordinal();
            position = origin.parent();
        }
        return ordinals;
    }

    /** Keeps one of the successors. */
    private static final class Picker implements Sink {
        private final int payloadWords;
        private int wanted;
        private int action;
        private long[] state = {};
        private @Nullable String property;

        private Picker(int payloadWords) {
            this.payloadWords = payloadWords;
        }

        private void want(int ordinal) {
            wanted = ordinal;
            action = -1;
        }

        private int action() {
            return action;
        }

        private long[] state() {
            if (action < 0) {
                throw new IllegalStateException("the model does not expand a state the same way twice");
            }
            return state;
        }

        private void take(int byAction, long[] words) {
            if (wanted-- == 0) {
                action = byAction;
                state = words;
            }
        }

        @Override
        public void next(int byAction, long key) {
            take(byAction, new long[] {key});
        }

        @Override
        public void next(int byAction, long hi, long lo, long[] words, int from, int length) {
            take(byAction, payloadWords == 0 ? new long[] {lo} : Arrays.copyOfRange(words, from, from + length));
        }

        @Override
        public void broken(int byAction, String broken) {
            property = wanted == 0 ? broken : property;
            take(byAction, new long[0]);
        }

        @Override
        public void count(int counter) {
            // The search has counted already.
        }
    }
}
