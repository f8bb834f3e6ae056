package dev.pagetwin.checker.search.pair;

import dev.pagetwin.spec.state.Id;
import dev.pagetwin.spec.state.IdMap;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A map: for each id, in the order of the names, what it has or that it has nothing.
 *
 * <p>Remembers what it read last at each id. A step leaves most of a state as it was, the very same objects, so their
 * bits need not be made again; and the next state to be read has much in common with this one.
 */
final class MapCoder<K extends Id> implements Coder {
    private final int kind;
    private final List<K> universe;
    private final Coder coder;
    private final int renamed;
    private final @Nullable Object[] read;
    private final long[] codes;
    private final int[] lengths;

    MapCoder(int kind, List<K> universe, Coder coder) {
        this.kind = kind;
        this.universe = List.copyOf(universe);
        this.coder = coder;
        this.renamed = coder.names();
        this.read = new @Nullable Object[universe.size()];
        this.codes = new long[universe.size()];
        this.lengths = new int[universe.size()];
    }

    @Override
    public void put(@Nullable Object value, Bits out, Names names) {
        @SuppressWarnings("unchecked") // the plan is made from the declared types
        IdMap<K, Object> map = (IdMap<K, Object>) Coders.present(value);
        boolean same = (names.changed() & renamed) == 0;
        int[] order = names.order(kind);
        for (int i = 0; i < codes.length; i++) {
            int index = order[i];
            Object item = map.get(universe.get(index));
            out.put(item == null ? 0 : 1, 1);
            if (item == null) {
                continue;
            }
            if (same && item == read[index]) {
                out.put(codes[index], lengths[index]);
            } else {
                coder.put(item, out, names);
            }
        }
    }

    @Override
    public Object get(Bits in) {
        return IdMap.<K, Object>of(universe, id -> in.get(1) == 0 ? null : item(id.index(), in));
    }

    private @Nullable Object item(int index, Bits in) {
        Object last = read[index];
        if (last != null && in.peek(lengths[index]) == codes[index]) {
            in.skip(lengths[index]);
            return last;
        }
        int from = in.at();
        Object item = coder.get(in);
        int length = in.at() - from;
        if (length <= Bits.WORD) {
            in.skip(-length);
            read[index] = item;
            codes[index] = in.peek(length);
            lengths[index] = length;
            in.skip(length);
        }
        return item;
    }

    @Override
    public int most() {
        return codes.length * (1 + coder.most());
    }

    @Override
    public int names() {
        return Names.bit(kind) | coder.names();
    }
}
