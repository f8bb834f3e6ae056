package dev.pagetwin.checker.twin;

/**
 * How much is compared how often. In between, only what a step has touched on either side is.
 *
 * @param states every how many steps the whole machine is compared
 * @param kernel every how many steps the whole kernel is looked at: its representation, after a rejection that it is
 *     exactly as before, and its records that belong to nobody
 */
public record Pace(long states, long kernel) {
    /** Everything after each step. */
    public static final Pace WHOLE = new Pace(1, 1);

    /** What each step has touched, with everything now and then; the kernel is as small as its machine. */
    public static final Pace TOUCHED = new Pace(50, 1);

    public Pace {
        if (states < 1 || kernel < 1) {
            throw new IllegalArgumentException("something is compared every step at most");
        }
    }

    boolean isStates(long step) {
        return step % states == 0;
    }

    boolean isKernel(long step) {
        return step % kernel == 0;
    }
}
