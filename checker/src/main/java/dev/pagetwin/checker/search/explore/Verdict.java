package dev.pagetwin.checker.search.explore;

import dev.pagetwin.checker.stop.Stop;

/**
 * The first violations of a level. A state that is bad itself ends the level at once: chunks are handed out in order,
 * so every chunk before it is in work already, and the first of all is found. A step that is bad leads one level
 * further, so the level goes on, in case a state of it is bad.
 */
final class Verdict {
    private static final long NONE = Long.MAX_VALUE;

    private final Stop wanted;
    private volatile boolean stop;
    private volatile boolean cut;
    private long state = NONE;
    private String stateProperty = "";
    private long step = NONE;
    private int ordinal;
    private String stepProperty = "";

    /** Nothing is bad, and nobody wants it to end. */
    Verdict() {
        this(Stop.NEVER);
    }

    /** @param wanted whether somebody wants the search to end, whatever is bad */
    Verdict(Stop wanted) {
        this.wanted = wanted;
    }

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

    /**
     * Whether the level is left as it is, for good, as somebody wants it to end. Once a step was bad, it is not: it is
     * taken to its end, to tell whether that is the shortest way to anything bad.
     */
    boolean isCut() {
        if (wanted.requested() && !cut) {
            synchronized (this) {
                cut = step == NONE;
            }
        }
        return cut;
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
