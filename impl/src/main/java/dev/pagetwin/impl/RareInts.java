package dev.pagetwin.impl;

import java.util.Arrays;
import org.eclipse.collections.impl.map.mutable.primitive.IntIntHashMap;

/**
 * A number for each page or frame, of which nearly all have the usual one: an array while there are few, and a map of
 * the others when there are many. Which of the two it is depends on nothing but how many there are, and nobody can tell
 * them apart; {@code RareIntsTest} holds one against the other.
 */
public final class RareInts {
    /** So many numbers are kept as an array. */
    public static final int DENSE = 1 << 16;

    private final int usual;
    private final int length;
    private final boolean sparse;
    private final int[] dense;
    private final IntIntHashMap map = new IntIntHashMap();

    /** The numbers as a snapshot has them, kept for the next one. */
    private byte[] bytes = new byte[0];

    /** Whether the map is empty, which it mostly is. */
    private boolean none = true;

    public RareInts(int length, int usual) {
        this(length, usual, length > DENSE);
    }

    RareInts(int length, int usual, boolean sparse) {
        this.usual = usual;
        this.length = length;
        this.sparse = sparse;
        dense = new int[sparse ? 0 : length];
        Arrays.fill(dense, usual);
    }

    public int length() {
        return length;
    }

    public int get(int i) {
        if (!sparse) {
            return dense[i];
        }
        return none ? usual : map.getIfAbsent(i, usual);
    }

    public void set(int i, int value) {
        if (!sparse) {
            dense[i] = value;
        } else if (value != usual) {
            map.put(i, value);
            none = false;
        } else if (!none) {
            map.removeKey(i);
            none = map.isEmpty();
        }
    }

    /** Whether it is quick to see that every number is the usual one. */
    public boolean none() {
        return sparse && none;
    }

    /** The usual number for so many from this one on. */
    public void clear(int from, int count) {
        if (!sparse) {
            Arrays.fill(dense, from, from + count, usual);
        } else if (!none) {
            for (int i : map.keySet().toArray()) {
                if (i >= from && i - from < count) {
                    map.removeKey(i);
                }
            }
            none = map.isEmpty();
        }
    }

    /** So many from this one on get the numbers of others. */
    public void copy(int from, int to, int count) {
        if (!sparse) {
            System.arraycopy(dense, from, dense, to, count);
            return;
        }
        clear(to, count);
        if (!none) {
            for (int i : map.keySet().toArray()) {
                if (i >= from && i - from < count) {
                    map.put(i - from + to, map.get(i));
                }
            }
        }
    }

    /** What the numbers take, about. */
    public long bytes() {
        return 4L * dense.length + 16L * map.size();
    }

    // ---- snapshots

    public void save(Snapshot.Writer out) {
        out.put(all());
    }

    /** The same as bytes; every number must fit one. */
    public void saveBytes(Snapshot.Writer out) {
        prepareBytes();
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) get(i);
        }
        out.put(bytes);
    }

    public void load(Snapshot.Reader in) {
        int[] all = sparse ? new int[length] : dense;
        in.get(all);
        for (int i = 0; sparse && i < length; i++) {
            set(i, all[i]);
        }
    }

    /** What {@link #saveBytes} has saved. */
    public void loadBytes(Snapshot.Reader in) {
        prepareBytes();
        in.get(bytes);
        for (int i = 0; i < length; i++) {
            set(i, bytes[i]);
        }
    }

    private void prepareBytes() {
        if (bytes.length != length) {
            bytes = new byte[length];
        }
    }

    private int[] all() {
        if (!sparse) {
            return dense;
        }
        int[] all = new int[length];
        for (int i = 0; i < length; i++) {
            all[i] = get(i);
        }
        return all;
    }
}
