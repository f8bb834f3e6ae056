package dev.pagetwin.checker.search.cluster;

import dev.pagetwin.checker.search.explore.Observer;
import dev.pagetwin.checker.search.explore.Outcome;
import dev.pagetwin.checker.search.explore.Source;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/** Machines that work together, in whatever way. */
public interface Cluster extends AutoCloseable {
    /** What it is, for a report. */
    String words();

    /** Into how many parts it cuts the work. */
    int shards();

    /**
     * Searches as {@link dev.pagetwin.checker.search.explore.Search} does, and comes to the same.
     *
     * @throws ClusterException if what was asked for does not suffice
     * @throws IOException if the machines give up
     */
    Outcome explore(Source source, Observer observer) throws IOException;

    /**
     * Does all jobs, each on some machine, perhaps more than once; the results in the order of the jobs.
     *
     * @throws IOException if the machines give up
     */
    <T extends Serializable> List<T> run(List<? extends Job<T>> jobs) throws IOException;

    @Override
    void close();

    /** Something to be done elsewhere. */
    @FunctionalInterface
    interface Job<T extends Serializable> extends Serializable {
        T run();
    }
}
