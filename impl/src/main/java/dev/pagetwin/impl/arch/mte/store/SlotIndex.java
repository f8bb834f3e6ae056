package dev.pagetwin.impl.arch.mte.store;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.eclipse.collections.impl.map.mutable.primitive.LongObjectHashMap;

/**
 * A number for each key, 0 for most: 64 neighbours share an array, as in a node of the kernel's XArray. So a number
 * costs little more than 8 bytes where all 64 are in use, and up to 576 where one is alone.
 */
final class SlotIndex {
    private static final int SHIFT = 6;
    private static final int MASK = (1 << SHIFT) - 1;

    /** Each with one number more than there are keys: how many of them are not 0. */
    private final LongObjectHashMap<long[]> nodes = new LongObjectHashMap<>();

    /** The node that was asked for last, there or not: slots are mostly asked for in order. */
    private long lastNumber = -1;

    private long @Nullable [] lastNode;

    private int size;

    private long @Nullable [] node(long number) {
        if (number != lastNumber) {
            lastNode = nodes.get(number);
            lastNumber = number;
        }
        return lastNode;
    }

    long get(long key) {
        long[] node = node(key >>> SHIFT);
        return node == null ? 0 : node[(int) key & MASK];
    }

    /** Sets the number of a key, which is not 0; what it was before. */
    long put(long key, long value) {
        long[] node = node(key >>> SHIFT);
        if (node == null) {
            node = new long[MASK + 2];
            nodes.put(key >>> SHIFT, node);
            lastNode = node;
        }
        int at = (int) key & MASK;
        long old = node[at];
        node[at] = value;
        if (old == 0) {
            node[MASK + 1]++;
            size++;
        }
        return old;
    }

    /** Makes the number of a key 0; what it was before. */
    long remove(long key) {
        long[] node = node(key >>> SHIFT);
        int at = (int) key & MASK;
        if (node == null || node[at] == 0) {
            return 0;
        }
        long old = node[at];
        node[at] = 0;
        size--;
        if (--node[MASK + 1] == 0) {
            nodes.removeKey(key >>> SHIFT);
            lastNode = null;
        }
        return old;
    }

    void clear() {
        nodes.clear();
        lastNode = null;
        size = 0;
    }

    /** How many keys have a number that is not 0. */
    int size() {
        return size;
    }

    long bytes() {
        return Footprint.arraysOf(nodes) + nodes.size() * Footprint.array(MASK + 2, Long.BYTES);
    }
}
