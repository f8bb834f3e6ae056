package dev.pagetwin.checker.spark;

import dev.pagetwin.checker.search.explore.Model;
import dev.pagetwin.checker.search.explore.SliceWork;
import dev.pagetwin.checker.search.explore.Source;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Deque;
import org.checkerframework.checker.nullness.qual.Nullable;

/** What one process keeps between tasks: a model, and who works on it. Making them takes longer than many a task. */
final class Workers {
    private static @Nullable Workers latest;

    private final Order order;
    private final Model model;
    private final Deque<SliceWork> idle = new ArrayDeque<>();

    /** What is searched, and how it is cut. */
    record Order(Source source, int partitions, int slices) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    private Workers(Order order) {
        this.order = order;
        this.model = order.source().model();
    }

    private static synchronized Workers on(Order order) {
        Workers workers = latest;
        if (workers == null || !workers.order.equals(order)) {
            workers = new Workers(order);
            latest = workers;
        }
        return workers;
    }

    /** Somebody to work on that order alone until it is given back. */
    static SliceWork borrow(Order order) {
        Workers workers = on(order);
        SliceWork one;
        synchronized (workers) {
            one = workers.idle.pollLast();
        }
        return one == null ? new SliceWork(workers.model, order.partitions(), order.slices()) : one;
    }

    static synchronized void giveBack(Order order, SliceWork one) {
        Workers workers = latest;
        if (workers != null && workers.order.equals(order)) {
            synchronized (workers) {
                workers.idle.addLast(one);
            }
        }
    }
}
