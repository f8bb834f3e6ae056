package dev.pagetwin.impl.page;

import dev.pagetwin.impl.Snapshot;
import org.eclipse.collections.impl.map.mutable.primitive.IntIntHashMap;

/**
 * Numbers that are small but for a few: a byte each, and in a map what does not fit one. That a page has more than 127
 * references is rare, so a count of each kind takes a byte a frame, and four times as many counts a line of the cache.
 * Sound as a byte that says "elsewhere" and the map change together, here only; {@code CountsTest} holds it against
 * plain numbers.
 */
final class Counts {
    private static final byte ELSEWHERE = Byte.MIN_VALUE;

    private final byte[] low;
    private final IntIntHashMap rest = new IntIntHashMap();
    private int[] wide = new int[0];

    Counts(int n) {
        low = new byte[n];
    }

    int get(int i) {
        int n = low[i];
        return n == ELSEWHERE ? rest.get(i) : n;
    }

    void set(int i, int value) {
        if (low[i] == ELSEWHERE) {
            rest.removeKey(i);
        }
        if (value > Byte.MIN_VALUE && value <= Byte.MAX_VALUE) {
            low[i] = (byte) value;
        } else {
            low[i] = ELSEWHERE;
            rest.put(i, value);
        }
    }

    /** Adds; the sum. */
    int add(int i, int more) {
        int n = low[i];
        int sum = n + more;
        if (n == ELSEWHERE || sum != (byte) sum || sum == ELSEWHERE) {
            sum = get(i) + more;
            set(i, sum);
        } else {
            low[i] = (byte) sum;
        }
        return sum;
    }

    long bytes() {
        return low.length + 8L * rest.size();
    }

    // ---- snapshots, in which each is an int

    void save(Snapshot.Writer out) {
        if (wide.length != low.length) {
            wide = new int[low.length];
        }
        for (int i = 0; i < wide.length; i++) {
            wide[i] = get(i);
        }
        out.put(wide);
    }

    void load(Snapshot.Reader in) {
        if (wide.length != low.length) {
            wide = new int[low.length];
        }
        in.get(wide);
        if (!rest.isEmpty()) {
            rest.clear();
        }
        for (int i = 0; i < wide.length; i++) {
            low[i] = 0;
            set(i, wide[i]);
        }
    }
}
