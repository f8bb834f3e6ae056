package dev.pagetwin.checker.search.explore;

import java.util.BitSet;

/**
 * Keys in the order in which they arrived, each once. A key's slot is its hash scaled to the capacity, so the table is
 * almost sorted by hash: sorted runs are looked up in one pass along it, and the next run is read off it.
 */
final class Arrivals {
    private static final int LEAST = 64;
    private static final int MOST_EXPECTED = 1 << 24;
    private static final int MOST_WORDS = Integer.MAX_VALUE - 8;

    private final int width;
    private int capacity;
    private long[] slots;
    private int[] numbers;
    private int size;

    /** @param expected how many keys may arrive; it grows if there are more */
    Arrivals(int width, int expected) {
        this.width = width;
        this.capacity = Math.max(LEAST, Integer.highestOneBit(Math.min(expected, MOST_EXPECTED)) << 1);
        this.slots = new long[capacity * width];
        this.numbers = new int[capacity];
    }

    int size() {
        return size;
    }

    /** Adds the key at that word, which has that hash; whether it is the first time. */
    boolean add(long[] keys, int at, long hash) {
        int slot = slot(keys, at, hash);
        if (isKey(slot)) {
            return false;
        }
        put(slot, keys, at, ++size);
        if (2L * size > capacity) {
            grow();
        }
        return true;
    }

    /** Whether a key is there. Mostly the slot alone tells, and its number is not looked at. */
    private boolean isKey(int slot) {
        boolean plain = width == 1 ? slots[slot] != 0 : (slots[2 * slot] | slots[2 * slot + 1]) != 0;
        return plain || numbers[slot] != 0;
    }

    /** When the key at that word arrived, or -1. */
    private int number(long[] keys, int at) {
        return numbers[slot(keys, at, Hash.at(keys, at, width))] - 1;
    }

    private static int home(long hash, int capacity) {
        return (int) ((hash & 0xFFFFFFFFL) * capacity >>> 32);
    }

    /** The slot of the key, or the free one where it goes. */
    private int slot(long[] keys, int at, long hash) {
        return width == 1 ? slot(keys[at], hash) : slot(keys[at], keys[at + 1], hash);
    }

    private int slot(long key, long hash) {
        long[] table = slots;
        int most = capacity;
        int slot = home(hash, most);
        long there = table[slot];
        while (there != key && (there != 0 || numbers[slot] != 0)) {
            slot = slot + 1 == most ? 0 : slot + 1;
            there = table[slot];
        }
        return slot;
    }

    private int slot(long hi, long lo, long hash) {
        long[] table = slots;
        int most = capacity;
        int slot = home(hash, most);
        while ((table[2 * slot] != hi || table[2 * slot + 1] != lo)
                && ((table[2 * slot] | table[2 * slot + 1]) != 0 || numbers[slot] != 0)) {
            slot = slot + 1 == most ? 0 : slot + 1;
        }
        return slot;
    }

    private void put(int slot, long[] keys, int at, int number) {
        numbers[slot] = number;
        slots[slot * width] = keys[at];
        if (width == 2) {
            slots[2 * slot + 1] = keys[at + 1];
        }
    }

    private void grow() {
        long wanted = 2L * capacity;
        if (wanted * width > MOST_WORDS) {
            throw new IllegalStateException("a partition has too many states: use more shards");
        }
        long[] oldSlots = slots;
        int[] oldNumbers = numbers;
        capacity = (int) wanted;
        slots = new long[capacity * width];
        numbers = new int[capacity];
        for (int i = 0; i < oldNumbers.length; i++) {
            if (oldNumbers[i] != 0) {
                put(slot(oldSlots, i * width, Hash.at(oldSlots, i * width, width)), oldSlots, i * width, oldNumbers[i]);
            }
        }
    }

    /** The arrivals that are in one of the runs. */
    BitSet in(long[][] runs) {
        BitSet found = new BitSet(size);
        for (long[] run : runs) {
            for (int at = 0; size > 0 && at < run.length; at += width) {
                int number = number(run, at);
                if (number >= 0) {
                    found.set(number);
                }
            }
        }
        return found;
    }

    /** The keys that did not arrive under one of these numbers, as a run. */
    long[] runWithout(BitSet gone) {
        long[] run = new long[(size - gone.cardinality()) * width];
        int n = 0;
        for (int slot = 0; slot < capacity; slot++) {
            n = isWrapped(slot) ? n : insert(run, n, slot, gone);
        }
        for (int slot = 0; numbers[slot] != 0; slot++) {
            n = isWrapped(slot) ? insert(run, n, slot, gone) : n;
        }
        return run;
    }

    /** Whether the key there stands before its home, since there was no room up to the end. */
    private boolean isWrapped(int slot) {
        return numbers[slot] != 0 && home(Hash.at(slots, slot * width, width), capacity) > slot;
    }

    /** Inserts from behind: few keys have to move, and not far. */
    private int insert(long[] run, int n, int slot, BitSet gone) {
        if (numbers[slot] == 0 || gone.get(numbers[slot] - 1)) {
            return n;
        }
        int at = n;
        while (at > 0 && compare(run, (at - 1) * width, slots, slot * width, width) > 0) {
            System.arraycopy(run, (at - 1) * width, run, at * width, width);
            at--;
        }
        System.arraycopy(slots, slot * width, run, at * width, width);
        return n + 1;
    }

    /** The order of runs: by the part of the hash that chooses the slot, then by key. */
    private static int compare(long[] a, int i, long[] b, int j, int width) {
        int c = Integer.compareUnsigned((int) Hash.at(a, i, width), (int) Hash.at(b, j, width));
        if (c != 0) {
            return c;
        }
        c = Long.compare(a[i], b[j]);
        return c != 0 || width == 1 ? c : Long.compare(a[i + 1], b[j + 1]);
    }

    /** Two runs without a common key, as one. */
    static long[] merged(long[] a, long[] b, int width) {
        long[] all = new long[a.length + b.length];
        int i = 0;
        int j = 0;
        for (int at = 0; at < all.length; at += width) {
            if (j == b.length || i < a.length && compare(a, i, b, j, width) < 0) {
                System.arraycopy(a, i, all, at, width);
                i += width;
            } else {
                System.arraycopy(b, j, all, at, width);
                j += width;
            }
        }
        return all;
    }

    /** The runs and one more; runs of like size become one, so that there are few. */
    static long[][] with(long[][] runs, long[] more, int width) {
        long[] last = more;
        int n = runs.length;
        while (n > 0 && runs[n - 1].length <= 2 * (long) last.length) {
            last = merged(runs[--n], last, width);
        }
        if (last.length == 0) {
            return runs;
        }
        long[][] all = new long[n + 1][];
        System.arraycopy(runs, 0, all, 0, n);
        all[n] = last;
        return all;
    }
}
