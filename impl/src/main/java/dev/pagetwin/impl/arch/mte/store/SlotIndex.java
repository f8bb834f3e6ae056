package dev.pagetwin.impl.arch.mte.store;

import java.util.Arrays;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.eclipse.collections.impl.map.mutable.primitive.LongObjectHashMap;

/**
 * A number for each key, 0 for most: 64 neighbours share a node, as in a node of the kernel's XArray. So a number
 * costs little more than 8 bytes where all 64 are in use, and up to 540 where one is alone.
 *
 * <p>Nodes of low places, which is where slots are, are found by their number in a table that grows, those of others
 * in a map. Beside each there is a bit for each of its keys, so that whoever asks for a key that has no number, as most
 * have none, reads no node. Sound as the bit and the number of a key change together, here only; {@code SlotIndexTest}
 * holds both against a map of keys.
 */
final class SlotIndex {
    private static final int SHIFT = 6;
    private static final int MASK = (1 << SHIFT) - 1;

    /** A key is the number of an area, and a place there. */
    private static final int AREA_SHIFT = 58;

    private static final int AREAS = 1 << Long.SIZE - AREA_SHIFT;
    private static final long PLACES = (1L << AREA_SHIFT) - 1;

    /** So many nodes of an area are found in the table. */
    private static final long DIRECT = 1 << 17;

    private static final int FEW = 16;

    private @Nullable Table[] tables = new Table[AREAS];
    private final LongObjectHashMap<Node> others = new LongObjectHashMap<>();
    private int size;

    /** The nodes of an area: which of their keys have numbers, and the numbers. */
    private static final class Table {
        private long[] present = new long[FEW];
        private long[] @Nullable [] nodes = new long[FEW][];

        void grow(int number) {
            int length = Integer.highestOneBit(number) << 1;
            present = Arrays.copyOf(present, length);
            nodes = Arrays.copyOf(nodes, length);
        }
    }

    /** A node far away. */
    private static final class Node {
        private long present;
        private final long[] numbers = new long[MASK + 1];
    }

    private static long number(long key) {
        return (key & PLACES) >>> SHIFT;
    }

    long get(long key) {
        long number = number(key);
        if (number >= DIRECT) {
            Node node = others.get(key >>> SHIFT);
            return node == null ? 0 : node.numbers[(int) key & MASK];
        }
        Table table = tables[(int) (key >>> AREA_SHIFT)];
        int i = (int) number;
        if (table == null || i >= table.present.length || (table.present[i] >>> key & 1) == 0) {
            return 0;
        }
        long[] node = table.nodes[i];
        return node == null ? 0 : node[(int) key & MASK];
    }

    /** How many keys from this one on, of its node, have no number. */
    int absent(long key) {
        long number = number(key);
        if (number >= DIRECT) {
            return get(key) == 0 ? 1 : 0;
        }
        Table table = tables[(int) (key >>> AREA_SHIFT)];
        if (table == null || number >= table.present.length) {
            return MASK + 1 - ((int) key & MASK);
        }
        long present = table.present[(int) number] >>> key;
        return Math.min(MASK + 1 - ((int) key & MASK), Long.numberOfTrailingZeros(present));
    }

    /** Sets the number of a key, which is not 0; what it was before. */
    long put(long key, long value) {
        long old;
        if (number(key) < DIRECT) {
            old = putNear(table((int) (key >>> AREA_SHIFT)), (int) number(key), key, value);
        } else {
            Node node = others.getIfAbsentPut(key >>> SHIFT, Node::new);
            old = node.numbers[(int) key & MASK];
            node.numbers[(int) key & MASK] = value;
            node.present |= 1L << key;
        }
        size += old == 0 ? 1 : 0;
        return old;
    }

    private Table table(int area) {
        Table table = tables[area];
        if (table == null) {
            table = new Table();
            tables[area] = table;
        }
        return table;
    }

    private static long putNear(Table table, int i, long key, long value) {
        if (i >= table.present.length) {
            table.grow(i);
        }
        long[] node = table.nodes[i];
        if (node == null) {
            node = new long[MASK + 1];
            table.nodes[i] = node;
        }
        table.present[i] |= 1L << key;
        long old = node[(int) key & MASK];
        node[(int) key & MASK] = value;
        return old;
    }

    /** Makes the number of a key 0; what it was before. */
    long remove(long key) {
        long old = get(key);
        if (old == 0) {
            return 0;
        }
        size--;
        if (number(key) < DIRECT) {
            removeNear(table((int) (key >>> AREA_SHIFT)), (int) number(key), key);
        } else {
            removeFar(key);
        }
        return old;
    }

    private static void removeNear(Table table, int i, long key) {
        long[] node = table.nodes[i];
        table.present[i] &= ~(1L << key);
        if (table.present[i] == 0) {
            table.nodes[i] = null;
        } else if (node != null) {
            node[(int) key & MASK] = 0;
        }
    }

    private void removeFar(long key) {
        Node node = others.get(key >>> SHIFT);
        if (node != null) {
            node.numbers[(int) key & MASK] = 0;
            node.present &= ~(1L << key);
            if (node.present == 0) {
                others.removeKey(key >>> SHIFT);
            }
        }
    }

    void clear() {
        tables = new Table[AREAS];
        others.clear();
        size = 0;
    }

    /** How many keys have a number that is not 0. */
    int size() {
        return size;
    }

    long bytes() {
        long bytes = Footprint.arraysOf(others) + others.size() * Footprint.array(MASK + 1, Long.BYTES);
        for (Table table : tables) {
            bytes += table == null ? 0 : bytes(table);
        }
        return bytes + Footprint.references(AREAS);
    }

    private static long bytes(Table table) {
        long bytes = Footprint.array(table.present.length, Long.BYTES) + Footprint.references(table.nodes.length);
        for (long[] node : table.nodes) {
            bytes += node == null ? 0 : Footprint.array(MASK + 1, Long.BYTES);
        }
        return bytes;
    }
}
