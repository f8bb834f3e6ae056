package dev.pagetwin.checker.search.explore;

import java.util.Arrays;
import java.util.List;

/** A shortest way to a state. */
public final class Trace {
    private final long[] initial;
    private final List<Step> steps;

    /** One step: its action, which successor of the state before it is (from 0), and the state it leads to. */
    public static final class Step {
        private final int action;
        private final int ordinal;
        private final long[] state;

        Step(int action, int ordinal, long[] state) {
            this.action = action;
            this.ordinal = ordinal;
            this.state = state.clone();
        }

        public int action() {
            return action;
        }

        public int ordinal() {
            return ordinal;
        }

        /** The payload; empty after a step that is bad itself. */
        public long[] state() {
            return state.clone();
        }

        @Override
        public String toString() {
            return action + "." + ordinal + Arrays.toString(state);
        }
    }

    Trace(long[] initial, List<Step> steps) {
        this.initial = initial.clone();
        this.steps = List.copyOf(steps);
    }

    /** The payload of the initial state. */
    public long[] initial() {
        return initial.clone();
    }

    public List<Step> steps() {
        return steps;
    }

    /** The number of steps. */
    public int length() {
        return steps.size();
    }

    @Override
    public String toString() {
        return Arrays.toString(initial) + " " + steps;
    }
}
