/**
 * The engine of the exhaustive search: breadth-first, level by level, over any {@link
 * dev.pagetwin.checker.search.explore.Model}. It knows nothing of what the states mean.
 *
 * <p>One order decides everything: states of a level are numbered by partition, then by arrival, and successors arrive
 * in the order of their parents. So counts and traces are the same for any number of workers, any cut of a level into
 * chunks and rounds, and whether or not memory was enough.
 */
package dev.pagetwin.checker.search.explore;
