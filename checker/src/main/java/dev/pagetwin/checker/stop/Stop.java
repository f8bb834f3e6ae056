package dev.pagetwin.checker.stop;

/**
 * Whether somebody wants the work to end. Long work asks after each step, run, round or chunk, wherever it looks at its
 * limit too, and then tells of what it has reached. Once wanted, it stays wanted.
 */
@FunctionalInterface
public interface Stop {
    /** Nobody ever does. */
    Stop NEVER = () -> false;

    /** Whether the work is to end here. Any thread may ask, often. */
    boolean requested();
}
