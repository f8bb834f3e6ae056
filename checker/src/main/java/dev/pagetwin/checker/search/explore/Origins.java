package dev.pagetwin.checker.search.explore;

import java.io.IOException;

/** Knows where every state was reached from first. */
@FunctionalInterface
public interface Origins {
    /** Where the state at that position of that level came from. */
    Origin of(int level, long position) throws IOException;

    /**
     * A parent and a step.
     *
     * @param parent the position in the level before
     * @param ordinal which of the parent's successors it is, from 0
     */
    record Origin(long parent, int ordinal) {}
}
