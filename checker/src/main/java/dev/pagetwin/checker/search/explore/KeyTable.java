package dev.pagetwin.checker.search.explore;

import java.util.Arrays;

/**
 * A flat set of keys of one or two words: open addressing, linear probing, load at most one half. A slot of zeros is
 * free; the key of zeros is kept beside it. Capacities need not be powers of two (the slot is the hash scaled to the
 * capacity), so that a table grows by a third or a half at a time.
 */
final class KeyTable {
    /** The most keys that are inserted at once. */
    static final int BATCH = 256;

    private static final int LEAST = 1024;
    private static final int MOST_WORDS = Integer.MAX_VALUE - 8;

    private final int width;
    private long[] slots;
    private int capacity;
    private int size;
    private boolean zero;

    KeyTable(int width) {
        this.width = width;
        this.capacity = LEAST;
        this.slots = new long[LEAST * width];
    }

    int size() {
        return size;
    }

    long bytes() {
        return 8L * slots.length;
    }

    /** Whether so many more keys leave the load at one half. */
    boolean hasRoom(int more) {
        return 2L * (size + more) <= capacity;
    }

    /** The bytes it would have after {@link #grow()}. */
    long grownBytes() {
        return 8L * width * grown(capacity);
    }

    /** The next capacity: 2^k, 3*2^(k-1), 2^(k+1), and so on. */
    private static long grown(int capacity) {
        return Integer.bitCount(capacity) == 1 ? capacity + capacity / 2L : capacity / 3L * 4;
    }

    void grow() {
        resize(grown(capacity));
    }

    /** Makes it empty, and no larger than so many bytes unless that is less than the least. */
    void clear(long mostBytes) {
        long want = LEAST;
        while (8 * width * grown((int) want) <= Math.min(mostBytes, bytes())) {
            want = grown((int) want);
        }
        if (want == capacity) {
            Arrays.fill(slots, 0);
        } else {
            capacity = (int) want;
            slots = new long[capacity * width];
        }
        size = 0;
        zero = false;
    }

    private void resize(long wanted) {
        if (wanted * width > MOST_WORDS) {
            throw new IllegalStateException("a partition has too many states for one table: use more partitions");
        }
        long[] old = slots;
        capacity = (int) wanted;
        slots = new long[capacity * width];
        for (int i = 0; i < old.length; i += width) {
            if (width == 1) {
                if (old[i] != 0) {
                    slots[free(Hash.of(old[i]))] = old[i];
                }
            } else if ((old[i] | old[i + 1]) != 0) {
                int at = free(Hash.of(old[i], old[i + 1]));
                slots[at] = old[i];
                slots[at + 1] = old[i + 1];
            }
        }
    }

    /** The word at which a key that is not in the table goes. */
    private int free(long hash) {
        int slot = slot(hash, capacity);
        while (width == 1 ? slots[slot] != 0 : (slots[2 * slot] | slots[2 * slot + 1]) != 0) {
            slot = slot + 1 == capacity ? 0 : slot + 1;
        }
        return slot * width;
    }

    private static int slot(long hash, long capacity) {
        return (int) ((hash & 0xFFFFFFFFL) * capacity >>> 32);
    }

    /**
     * Adds keys for which there is room.
     *
     * @param fresh receives the numbers of the keys that were not there yet
     * @return how many those are
     */
    int insert(long[] keys, int from, int to, int[] fresh) {
        return width == 1 ? insertSingle(keys, from, to, fresh) : insertDouble(keys, from, to, fresh);
    }

    private int insertSingle(long[] keys, int from, int to, int[] fresh) {
        long[] table = slots;
        int most = capacity;
        int n = 0;
        for (int i = from; i < to; i++) {
            long key = keys[i];
            int at = slot(Hash.of(key), most);
            long there = table[at];
            while (there != key && there != 0) {
                at = at + 1 == most ? 0 : at + 1;
                there = table[at];
            }
            if (there == 0 && (key != 0 || takeZero())) {
                table[at] = key;
                fresh[n++] = i;
            }
        }
        size += n;
        return n;
    }

    private int insertDouble(long[] keys, int from, int to, int[] fresh) {
        long[] table = slots;
        int most = capacity;
        int n = 0;
        for (int i = from; i < to; i++) {
            long hi = keys[2 * i];
            long lo = keys[2 * i + 1];
            int at = slot(Hash.of(hi, lo), most);
            while ((table[2 * at] != hi || table[2 * at + 1] != lo) && (table[2 * at] | table[2 * at + 1]) != 0) {
                at = at + 1 == most ? 0 : at + 1;
            }
            if ((table[2 * at] | table[2 * at + 1]) == 0 && ((hi | lo) != 0 || takeZero())) {
                table[2 * at] = hi;
                table[2 * at + 1] = lo;
                fresh[n++] = i;
            }
        }
        size += n;
        return n;
    }

    private boolean takeZero() {
        boolean first = !zero;
        zero = true;
        return first;
    }

    /** All keys, in no order. */
    long[] keys() {
        long[] all = new long[size * width];
        int n = zero ? width : 0;
        for (int i = 0; i < slots.length; i += width) {
            if (slots[i] != 0 || width == 2 && slots[i + 1] != 0) {
                System.arraycopy(slots, i, all, n, width);
                n += width;
            }
        }
        return all;
    }
}
