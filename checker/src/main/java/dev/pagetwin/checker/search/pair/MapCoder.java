package dev.pagetwin.checker.search.pair;

import dev.pagetwin.spec.state.Id;
import dev.pagetwin.spec.state.IdMap;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/** A map: for each id, in the order of the names, what it has or that it has nothing. */
record MapCoder<K extends Id>(int kind, List<K> universe, Coder coder) implements Coder {
    @Override
    public void put(@Nullable Object value, Bits out, Names names) {
        @SuppressWarnings("unchecked") // the plan is made from the declared types
        IdMap<K, Object> map = (IdMap<K, Object>) Coders.present(value);
        int[] order = names.order(kind);
        for (int i = 0; i < universe.size(); i++) {
            Object item = map.get(universe.get(order[i]));
            out.put(item == null ? 0 : 1, 1);
            if (item != null) {
                coder.put(item, out, names);
            }
        }
    }

    @Override
    public Object get(Bits in) {
        return IdMap.<K, Object>of(universe, id -> in.get(1) == 0 ? null : coder.get(in));
    }

    @Override
    public int most() {
        return universe.size() * (1 + coder.most());
    }
}
