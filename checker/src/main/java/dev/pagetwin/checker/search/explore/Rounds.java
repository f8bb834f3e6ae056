package dev.pagetwin.checker.search.explore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes one level through its rounds: workers expand chunks in order, then partitions take what arrived. */
final class Rounds {
    private final Store store;
    private final Exchange exchange;
    private final Crew crew;
    private final Verdict verdict;
    private final List<Expansion> expansions = new ArrayList<>();
    private final List<Chunk> chunks = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();

    private record Chunk(Partition partition, Spool.Segment segment) {}

    Rounds(Model model, Store store, Exchange exchange, Crew crew, Verdict verdict, Options options) {
        this.store = store;
        this.exchange = exchange;
        this.crew = crew;
        this.verdict = verdict;
        int partitionBits = Integer.numberOfTrailingZeros(options.partitions());
        for (int i = 0; i < crew.workers(); i++) {
            expansions.add(new Expansion(model, partitionBits, verdict));
        }
    }

    /** Finds the initial states. */
    void initial() throws IOException {
        if (exchange.owns(0)) {
            Batch batch = exchange.blank();
            expansions.get(0).initial(batch);
            exchange.send(batch);
        }
        exchange.deliver();
        acceptAll();
        exchange.endRound();
    }

    /**
     * Expands the frontier; stops early, with nothing counted, at a state that is bad.
     *
     * @throws StopException if somebody wants it to end before the level does
     */
    void level(Runnable afterRound) throws IOException {
        chunks.clear();
        next.set(0);
        for (Partition p : store.partitions()) {
            for (Spool.Segment s : p.frontier().segments()) {
                chunks.add(new Chunk(p, s));
            }
        }
        while (exchange.sum(next.get() < chunks.size() ? 1 : 0) > 0) {
            crew.run(chunks.size() - next.get(), this::expand);
            if (exchange.sum(verdict.isStopped() ? 1 : 0) > 0) {
                return;
            }
            if (exchange.sum(verdict.isCut() ? 1 : 0) > 0) {
                throw new StopException();
            }
            exchange.deliver();
            acceptAll();
            exchange.endRound();
            afterRound.run();
        }
    }

    private void expand(int worker) throws IOException {
        Expansion expansion = expansions.get(worker);
        Spool.Window window = new Spool.Window();
        while (!verdict.isStopped() && !exchange.isFull() && !verdict.isCut()) {
            int i = next.getAndIncrement();
            if (i >= chunks.size()) {
                return;
            }
            Chunk chunk = chunks.get(i);
            long[] words = chunk.partition().words(chunk.segment(), window);
            Batch batch = exchange.blank();
            expansion.expand(batch, chunk.partition().id(), chunk.segment(), words);
            exchange.send(batch);
        }
    }

    private void acceptAll() throws IOException {
        List<Partition> all = store.partitions();
        boolean[] done = new boolean[all.size()];
        while (!acceptAll(all, done)) {
            store.goToDisk();
        }
    }

    /** Whether all partitions could take all. */
    private boolean acceptAll(List<Partition> all, boolean[] done) throws IOException {
        AtomicInteger turn = new AtomicInteger();
        crew.run(crew.workers(), worker -> {
            for (int p = turn.getAndIncrement(); p < done.length; p = turn.getAndIncrement()) {
                done[p] = done[p] || !exchange.owns(p) || all.get(p).accept(exchange.arrived(p));
            }
        });
        for (boolean one : done) {
            if (!one) {
                return false;
            }
        }
        return true;
    }

    /** Adds what was counted in that level to the totals, once it is finished. */
    void collect(int depth) {
        Totals totals = store.totals();
        long first = Long.MAX_VALUE;
        for (Expansion expansion : expansions) {
            totals.add(expansion.tally());
            first = Math.min(first, expansion.tally().firstDeadlock);
            expansion.tally().clear();
        }
        first = exchange.least(first);
        if (totals.deadlock == null && Verdict.isSome(first)) {
            totals.deadlock = new Place(depth, first);
        }
    }

    /** States of the level that are not expanded yet, and candidates for the next. */
    long queue() {
        long states = 0;
        for (int i = Math.min(next.get(), chunks.size()); i < chunks.size(); i++) {
            states += chunks.get(i).segment().records();
        }
        return states + candidates();
    }

    long candidates() {
        return store.partitions().stream().mapToLong(Partition::candidates).sum();
    }
}
