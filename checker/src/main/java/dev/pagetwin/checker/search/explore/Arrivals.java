package dev.pagetwin.checker.search.explore;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Keys in the order in which they arrived, each once. A key's slot is its hash scaled to the capacity, so the table is
 * almost sorted by hash: sorted runs are looked up in one pass along it, and the next run is read off it.
 */
final class Arrivals {
    private static final int LEAST = 1024;
    private static final int MOST_WORDS = Integer.MAX_VALUE - 8;

    private final int width;
    private int capacity = LEAST;
    private long[] slots;
    private int[] numbers;
    private int size;

    Arrivals(int width) {
        this.width = width;
        this.slots = new long[capacity * width];
        this.numbers = new int[capacity];
    }

    int size() {
        return size;
    }

    /** Adds the key at that word; whether it is the first time. */
    boolean add(long[] keys, int at) {
        int slot = slot(keys, at, Hash.at(keys, at, width));
        if (numbers[slot] != 0) {
            return false;
        }
        put(slot, keys, at, ++size);
        if (2L * size > capacity) {
            grow();
        }
        return true;
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
        int slot = home(hash, capacity);
        while (numbers[slot] != 0 && !holds(slot, keys, at)) {
            slot = slot + 1 == capacity ? 0 : slot + 1;
        }
        return slot;
    }

    private boolean holds(int slot, long[] keys, int at) {
        return width == 1
                ? slots[slot] == keys[at]
                : slots[2 * slot] == keys[at] && slots[2 * slot + 1] == keys[at + 1];
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
            throw new IllegalStateException("a slice has too many states: use more slices");
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
        for (int slot = 0; isWrapped(slot); slot++) {
            n = insert(run, n, slot, gone);
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
        long[][] all = Arrays.copyOf(runs, n + 1);
        all[n] = last;
        return all;
    }
}
