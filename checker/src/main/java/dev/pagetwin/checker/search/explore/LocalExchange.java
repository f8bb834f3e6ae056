package dev.pagetwin.checker.search.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** The exchange between threads: batches stay where they are. */
public final class LocalExchange implements Exchange {
    private final Model model;
    private final long capacity;
    private final Deque<Batch> used = new ArrayDeque<>();
    private final List<Batch> round = new ArrayList<>();
    private long words;
    private long idle;

    /** @param capacityBytes when a round ends; every worker may exceed it by one batch */
    public LocalExchange(Model model, long capacityBytes) {
        this.model = model;
        this.capacity = capacityBytes / 8;
    }

    @Override
    public boolean owns(int partition) {
        return true;
    }

    @Override
    public synchronized Batch blank() {
        Batch batch = used.pollLast();
        if (batch == null) {
            return new Batch(model.keys().words(), model.payloadWords() != 0);
        }
        idle -= batch.words();
        return batch;
    }

    @Override
    public synchronized void send(Batch batch) {
        round.add(batch);
        words += batch.words();
    }

    @Override
    public synchronized boolean isFull() {
        return words >= capacity;
    }

    @Override
    public synchronized void deliver() {
        round.sort(Comparator.comparingLong(Batch::first));
    }

    @Override
    public synchronized List<Batch> arrived(int partition) {
        return round;
    }

    @Override
    public synchronized void endRound() {
        for (Batch batch : round) {
            if (idle < capacity) {
                used.add(batch);
                idle += batch.words();
            }
        }
        round.clear();
        words = 0;
    }

    @Override
    public synchronized long bytes() {
        return 8 * (words + idle);
    }

    @Override
    public long sum(long own) {
        return own;
    }

    @Override
    public long least(long own) {
        return own;
    }
}
