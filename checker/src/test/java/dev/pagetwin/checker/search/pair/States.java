package dev.pagetwin.checker.search.pair;

import dev.pagetwin.checker.search.explore.Expander;
import dev.pagetwin.checker.search.explore.Sink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A plain breadth-first search that keeps every state: what the engine is held against, on few states. */
final class States implements Sink {
    /** A key as it was handed in. */
    record Key(long hi, long lo) {}

    private final Map<Key, long[]> states = new LinkedHashMap<>();
    private final List<long[]> queue = new ArrayList<>();
    private long transitions;

    static States of(Question question) {
        Expander expander = new PairModel(question).expander();
        States all = new States();
        expander.initial(all);
        all.transitions = 0;
        for (int i = 0; i < all.queue.size(); i++) {
            long[] state = all.queue.get(i);
            expander.load(state, 0, state.length);
            String broken = expander.violation();
            if (broken != null) {
                throw new AssertionError(broken);
            }
            expander.expand(all);
        }
        return all;
    }

    /** The words of every state. */
    List<long[]> all() {
        return List.copyOf(states.values());
    }

    List<Key> keys() {
        return List.copyOf(states.keySet());
    }

    long transitions() {
        return transitions;
    }

    @Override
    public void next(int action, long key) {
        next(action, 0, key, new long[] {key}, 0, 1);
    }

    @Override
    public void next(int action, long hi, long lo, long[] words, int from, int length) {
        transitions++;
        long[] state = Arrays.copyOfRange(words, from, from + length);
        if (states.putIfAbsent(new Key(hi, lo), state) == null) {
            queue.add(state);
        }
    }

    @Override
    public void broken(int action, String property) {
        throw new AssertionError(property);
    }

    @Override
    public void count(int counter) {
        // Not of interest here.
    }
}
