package dev.pagetwin.checker.search.explore;

import java.util.Arrays;

/** Sorted arrays of keys of one or two words. */
final class Sorted {
    private Sorted() {}

    /** Sorts the first n keys. */
    static void sort(long[] keys, int n, int width) {
        if (width == 1) {
            Arrays.sort(keys, 0, n);
        } else {
            mergeSort(keys, n);
        }
    }

    private static void mergeSort(long[] keys, int n) {
        long[] from = keys;
        long[] to = new long[2 * n];
        for (int run = 1; run < n; run *= 2) {
            for (int start = 0; start < n; start += 2 * run) {
                merge(from, to, start, Math.min(start + run, n), Math.min(start + 2 * run, n));
            }
            long[] done = to;
            to = from;
            from = done;
        }
        if (from != keys) {
            System.arraycopy(from, 0, keys, 0, 2 * n);
        }
    }

    private static void merge(long[] from, long[] to, int start, int middle, int end) {
        int a = start;
        int b = middle;
        for (int i = start; i < end; i++) {
            boolean left = b == end || a < middle && compare(from, a, from, b, 2) <= 0;
            int take = left ? a++ : b++;
            to[2 * i] = from[2 * take];
            to[2 * i + 1] = from[2 * take + 1];
        }
    }

    /** Compares key i of one array with key j of another. */
    static int compare(long[] a, int i, long[] b, int j, int width) {
        if (width == 1) {
            return Long.compare(a[i], b[j]);
        }
        int c = Long.compare(a[2 * i], b[2 * j]);
        return c != 0 ? c : Long.compare(a[2 * i + 1], b[2 * j + 1]);
    }

    /** The first of n sorted keys that is not less than key j of the other array, or n. */
    static int floor(long[] sorted, int from, int n, long[] keys, int j, int width) {
        int low = from;
        int high = n;
        while (low < high) {
            int middle = low + high >>> 1;
            if (compare(sorted, middle, keys, j, width) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** What is in the first sorted array and not in the second. */
    static long[] minus(long[] all, long[] less, int width) {
        long[] rest = new long[all.length];
        int j = 0;
        int n = 0;
        for (int i = 0; i < all.length / width; i++) {
            while (j < less.length / width && compare(less, j, all, i, width) < 0) {
                j++;
            }
            if (j == less.length / width || compare(less, j, all, i, width) != 0) {
                System.arraycopy(all, i * width, rest, n, width);
                n += width;
            }
        }
        return Arrays.copyOf(rest, n);
    }
}
