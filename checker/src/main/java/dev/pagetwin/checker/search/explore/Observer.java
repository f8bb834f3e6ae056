package dev.pagetwin.checker.search.explore;

/** Is told of progress, after every round of a level, and once before the first. */
@FunctionalInterface
public interface Observer {
    /** Nobody listens. */
    Observer NONE = progress -> {};

    void at(Progress progress);
}
