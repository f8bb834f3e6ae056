package dev.pagetwin.checker.search.explore;

import java.util.Arrays;

/**
 * Where the states of one partition and level came from: parent, which of its successors, by which action. Parents
 * arrive in ascending order, so that their differences are small and a state takes about three bytes. That is less than
 * a saved key or payload, a trace is read off without expanding any level again, and nothing is looked up while the
 * search runs.
 */
final class Links {
    static final Links NONE = of(new byte[0]);

    private static final int INDEX_BITS = 40;

    private byte[] bytes;
    private int used;
    private long last;

    Links() {
        this(new byte[64], 0);
    }

    private Links(byte[] bytes, int used) {
        this.bytes = bytes;
        this.used = used;
    }

    static Links of(byte[] bytes) {
        return new Links(bytes, bytes.length);
    }

    /** Partition and index as one number, in the order of the level. */
    static long position(int partition, long index) {
        return (long) partition << INDEX_BITS | index;
    }

    static int partition(long position) {
        return (int) (position >>> INDEX_BITS);
    }

    static long index(long position) {
        return position & (1L << INDEX_BITS) - 1;
    }

    void add(long parent, int ordinal, int action) {
        if (used + 20 > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, bytes.length * 2L));
        }
        put(parent - last);
        put(ordinal);
        put(action);
        last = parent;
    }

    private void put(long value) {
        long rest = value;
        while (rest >>> 7 != 0) {
            bytes[used++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[used++] = (byte) rest;
    }

    int length() {
        return used;
    }

    long capacity() {
        return bytes.length;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Gives back what was reserved and not used. */
    void trim() {
        bytes = Arrays.copyOf(bytes, used);
    }

    Reader reader() {
        return new Reader(bytes, used);
    }

    /** Reads links one after the other. */
    static final class Reader {
        private final byte[] bytes;
        private final int end;
        private int at;
        private long parent;
        private int ordinal;
        private int action;

        private Reader(byte[] bytes, int end) {
            this.bytes = bytes;
            this.end = end;
        }

        /** Goes to the next link; false at the end. */
        boolean next() {
            if (at == end) {
                return false;
            }
            parent += get();
            ordinal = (int) get();
            action = (int) get();
            return true;
        }

        private long get() {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte b = bytes[at++];
                value |= (b & 0x7FL) << shift;
                if (b >= 0) {
                    return value;
                }
            }
        }

        long parent() {
            return parent;
        }

        int ordinal() {
            return ordinal;
        }

        int action() {
            return action;
        }
    }
}
