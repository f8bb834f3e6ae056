package dev.pagetwin.checker.search.explore;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Sends every batch as plain words and makes a level one round, as an exchange between machines would. */
final class PackingExchange implements Exchange {
    private final Model model;
    private final List<List<long[]>> arrived = new ArrayList<>();

    PackingExchange(Model model, int partitions) {
        this.model = model;
        for (int p = 0; p < partitions; p++) {
            arrived.add(new ArrayList<>());
        }
    }

    @Override
    public boolean owns(int partition) {
        return true;
    }

    @Override
    public Batch blank() {
        return new Batch(model.keys().words(), model.payloadWords() != 0);
    }

    @Override
    public synchronized void send(Batch batch) {
        for (int p = 0; p < arrived.size(); p++) {
            arrived.get(p).add(batch.pack(p, model.payloadWords()));
        }
    }

    @Override
    public boolean isFull() {
        return false;
    }

    @Override
    public void deliver() {
        arrived.forEach(batches -> batches.sort(Comparator.comparingLong(packed -> packed[0])));
    }

    @Override
    public List<Batch> arrived(int partition) {
        List<Batch> batches = new ArrayList<>();
        for (long[] packed : arrived.get(partition)) {
            Batch batch = blank();
            batch.unpack(packed, partition, arrived.size(), model.payloadWords());
            batches.add(batch);
        }
        return batches;
    }

    @Override
    public void endRound() {
        arrived.forEach(List::clear);
    }

    @Override
    public long bytes() {
        return 0;
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
