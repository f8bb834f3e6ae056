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

    private static final int UNKNOWN = -1;

    private final int usual;
    private final int length;
    private final boolean sparse;
    private final int[] dense;
    private final IntIntHashMap map = new IntIntHashMap();

    /** The numbers as a snapshot has them, kept for the next one. */
    private byte[] bytes = new byte[0];

    /** How many numbers are not the usual one, mostly 0; or that this has to be counted, as they were loaded. */
    private int others;

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
        return others == 0 ? usual : map.getIfAbsent(i, usual);
    }

    public void set(int i, int value) {
        if (!sparse) {
            int was = dense[i];
            dense[i] = value;
            if (was != value && others != UNKNOWN) {
                others += (value == usual ? 0 : 1) - (was == usual ? 0 : 1);
            }
        } else if (value != usual) {
            map.put(i, value);
            others = map.size();
        } else if (others != 0) {
            map.removeKey(i);
            others = map.size();
        }
    }

    /** Whether every number is the usual one. */
    public boolean none() {
        if (others == UNKNOWN) {
            others = count(0, length);
        }
        return others == 0;
    }

    /** How many of so many numbers of the array are not the usual one. */
    private int count(int from, int count) {
        int n = 0;
        for (int i = from; i < from + count; i++) {
            n += dense[i] == usual ? 0 : 1;
        }
        return n;
    }

    /** The usual number for so many from this one on. */
    public void clear(int from, int count) {
        if (others == 0) {
            return;
        }
        if (!sparse) {
            others -= others == UNKNOWN ? 0 : count(from, count);
            Arrays.fill(dense, from, from + count, usual);
        } else {
            for (int i : map.keySet().toArray()) {
                if (i >= from && i - from < count) {
                    map.removeKey(i);
                }
            }
            others = map.size();
        }
    }

    /** So many from this one on get the numbers of others. */
    public void copy(int from, int to, int count) {
        if (others == 0) {
            return;
        }
        if (!sparse) {
            others = UNKNOWN;
            System.arraycopy(dense, from, dense, to, count);
            return;
        }
        clear(to, count);
        for (int i : map.keySet().toArray()) {
            if (i >= from && i - from < count) {
                map.put(i - from + to, map.get(i));
            }
        }
        others = map.size();
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
        others = sparse ? others : UNKNOWN;
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
