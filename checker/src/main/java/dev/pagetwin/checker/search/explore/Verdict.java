package dev.pagetwin.checker.search.explore;

/**
 * The first violations of a level. A state that is bad itself ends the level at once: chunks are handed out in order,
 * so every chunk before it is in work already, and the first of all is found. A step that is bad leads one level
 * further, so the level goes on, in case a state of it is bad.
 */
final class Verdict {
    private static final long NONE = Long.MAX_VALUE;

    private volatile boolean stop;
    private long state = NONE;
    private String stateProperty = "";
    private long step = NONE;
    private int ordinal;
    private String stepProperty = "";

    synchronized void badState(long position, String property) {
        if (position < state) {
            state = position;
            stateProperty = property;
        }
        stop = true;
    }

    synchronized void badStep(long position, int successor, String property) {
        if (position < step || position == step && successor < ordinal) {
            step = position;
            ordinal = successor;
            stepProperty = property;
        }
    }

    /** Nothing is bad so far. */
    synchronized void clear() {
        stop = false;
        state = NONE;
        step = NONE;
    }

    boolean isStopped() {
        return stop;
    }

    synchronized long state() {
        return state;
    }

    synchronized String stateProperty() {
        return stateProperty;
    }

    synchronized long step() {
        return step;
    }

    synchronized int ordinal() {
        return ordinal;
    }

    synchronized String stepProperty() {
        return stepProperty;
    }

    static boolean isSome(long position) {
        return position != NONE;
    }
}
