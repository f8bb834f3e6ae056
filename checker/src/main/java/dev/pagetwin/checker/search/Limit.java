package dev.pagetwin.checker.search;

import dev.pagetwin.checker.stop.Stop;
import java.time.Duration;

/**
 * When a search ends by itself. With a number of steps the result is the same every time; with a time it is not.
 *
 * @param steps the most steps
 * @param nanos the {@link System#nanoTime} after which no run begins, or {@link Long#MAX_VALUE} for no limit
 * @param stop ends it before
 */
public record Limit(long steps, long nanos, Stop stop) {
    /** At most so many steps, however long they take. */
    public static Limit ofSteps(long steps) {
        return new Limit(steps, Long.MAX_VALUE, Stop.NEVER);
    }

    /** From now on for this long. */
    public static Limit ofTime(Duration time) {
        return new Limit(Long.MAX_VALUE, System.nanoTime() + time.toNanos(), Stop.NEVER);
    }

    /** This limit and a number of steps, whichever comes first. */
    public Limit orSteps(long most) {
        return new Limit(Math.min(steps, most), nanos, stop);
    }

    /** This limit, or the stop, whichever comes first. */
    public Limit or(Stop earlier) {
        return new Limit(steps, nanos, earlier);
    }

    boolean reached(long stepsDone) {
        return stepsDone >= steps
                || stop.requested()
                || (nanos != Long.MAX_VALUE && System.nanoTime() - nanos >= 0);
    }
}
