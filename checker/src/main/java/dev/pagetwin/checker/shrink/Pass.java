package dev.pagetwin.checker.shrink;

/** One way to make a list smaller. Which candidates it offers depends on the best list alone. */
@FunctionalInterface
interface Pass {
    /** Offers candidates; whether one was taken. */
    boolean run(Best best);
}
