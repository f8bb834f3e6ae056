package dev.pagetwin.impl;

import java.util.Arrays;
import java.util.function.LongConsumer;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The exact state of a kernel and of its design, residue included: what stale tag memory holds, and every tag record.
 * Immutable; equal states are equal snapshots.
 */
public final class Snapshot {
    private final long[] longs;
    private final int[] ints;
    private final byte[] bytes;

    private Snapshot(long[] longs, int[] ints, byte[] bytes) {
        this.longs = longs;
        this.ints = ints;
        this.bytes = bytes;
    }

    /** Feeds the state to whoever fingerprints it, word by word in a fixed order. */
    public void forEachWord(LongConsumer words) {
        for (long word : longs) {
            words.accept(word);
        }
        for (int word : ints) {
            words.accept(word);
        }
        for (byte word : bytes) {
            words.accept(word);
        }
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Snapshot that
                && Arrays.equals(bytes, that.bytes)
                && Arrays.equals(longs, that.longs)
                && Arrays.equals(ints, that.ints);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(longs) + Arrays.hashCode(ints)) + Arrays.hashCode(bytes);
    }

    /** Takes the parts of a state down, in a fixed order. Can be used again for the next snapshot. */
    public static final class Writer {
        // Grown to what one snapshot needs and then kept, so that a snapshot costs three copies.
        private long[] longs = new long[0];
        private int[] ints = new int[0];
        private byte[] bytes = new byte[0];
        private int longCount;
        private int intCount;
        private int byteCount;

        public void put(long[] part) {
            longs = longs.length < longCount + part.length ? Arrays.copyOf(longs, longCount + part.length) : longs;
            System.arraycopy(part, 0, longs, longCount, part.length);
            longCount += part.length;
        }

        public void put(int[] part) {
            ints = ints.length < intCount + part.length ? Arrays.copyOf(ints, intCount + part.length) : ints;
            System.arraycopy(part, 0, ints, intCount, part.length);
            intCount += part.length;
        }

        public void put(byte[] part) {
            bytes = bytes.length < byteCount + part.length ? Arrays.copyOf(bytes, byteCount + part.length) : bytes;
            System.arraycopy(part, 0, bytes, byteCount, part.length);
            byteCount += part.length;
        }

        /** What was put since the last time. */
        public Snapshot take() {
            Snapshot taken = new Snapshot(
                    Arrays.copyOf(longs, longCount), Arrays.copyOf(ints, intCount), Arrays.copyOf(bytes, byteCount));
            longCount = 0;
            intCount = 0;
            byteCount = 0;
            return taken;
        }
    }

    /** Gives the parts back, in the order in which they were put. */
    public static final class Reader {
        private final Snapshot from;
        private int longAt;
        private int intAt;
        private int byteAt;

        public Reader(Snapshot from) {
            this.from = from;
        }

        public void get(long[] part) {
            System.arraycopy(from.longs, longAt, part, 0, part.length);
            longAt += part.length;
        }

        public void get(int[] part) {
            System.arraycopy(from.ints, intAt, part, 0, part.length);
            intAt += part.length;
        }

        public void get(byte[] part) {
            System.arraycopy(from.bytes, byteAt, part, 0, part.length);
            byteAt += part.length;
        }

        /** The longs that nobody has got yet: what a design put last. */
        public long[] rest() {
            long[] rest = Arrays.copyOfRange(from.longs, longAt, from.longs.length);
            longAt = from.longs.length;
            return rest;
        }
    }
}
