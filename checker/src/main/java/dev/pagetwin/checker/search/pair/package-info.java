/**
 * What the exhaustive search explores: the specification alone, or the specification and a kernel together, as words
 * for the engine in {@link dev.pagetwin.checker.search.explore}.
 */
package dev.pagetwin.checker.search.pair;
