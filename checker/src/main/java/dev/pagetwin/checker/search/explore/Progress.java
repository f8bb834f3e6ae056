package dev.pagetwin.checker.search.explore;

/**
 * How far a search is.
 *
 * @param depth the level that is being expanded
 * @param queue states of it not expanded yet, and of the next one found so far
 * @param distinct states reached; once keys are on disk, with some counted twice until the level ends
 * @param transitions successors computed before this level
 * @param statesPerSecond new states by the second since the start
 * @param memory bytes held
 * @param disk bytes in the folder
 * @param left an estimate of the states still to come, or -1 if the levels do not shrink yet
 * @param collisionOdds how likely it is that a state was missed so far
 */
public record Progress(
        int depth,
        long queue,
        long distinct,
        long transitions,
        double statesPerSecond,
        long memory,
        long disk,
        long left,
        double collisionOdds) {}
