package dev.pagetwin.checker.spark;

import dev.pagetwin.checker.search.explore.Model;
import dev.pagetwin.checker.search.explore.Sent;
import dev.pagetwin.checker.search.explore.SliceWork;
import dev.pagetwin.checker.search.explore.Source;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What one process keeps between tasks of a search: a model, and who works on it, since making them takes longer than many
 * a task; and what slices sent from here, for which see {@link Sent}.
 */
final class Workers {
    private static @Nullable Workers latest;

    private final Order order;
    private final Model model;
    private final Deque<SliceWork> idle = new ArrayDeque<>();
    private final Map<Integer, Sent> sent = new HashMap<>();

    /** One search: what is searched, and how it is cut. */
    record Order(UUID search, Source source, int partitions, int slices) implements Serializable {
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

    /** What that slice sent at lower levels, as far as this process knows, for one attempt alone. */
    static Sent takeSent(Order order, SliceWork work, int slice, int level) {
        Workers workers = on(order);
        Sent known;
        synchronized (workers) {
            known = workers.sent.remove(slice);
        }
        return known != null && known.fits(level) ? known : work.sent(slice);
    }

    static synchronized void giveBack(Order order, Sent known) {
        Workers workers = latest;
        if (workers != null && workers.order.equals(order)) {
            synchronized (workers) {
                workers.sent.put(known.slice(), known);
            }
        }
    }

    /** The search is over; here at least, nothing need be kept. */
    static synchronized void forget(Order order) {
        if (latest != null && latest.order.equals(order)) {
            latest = null;
        }
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
