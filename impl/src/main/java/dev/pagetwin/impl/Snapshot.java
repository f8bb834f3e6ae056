package dev.pagetwin.impl;

import java.util.Arrays;
import java.util.function.LongConsumer;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The exact state of a kernel and of its design, residue included: what stale tag memory holds, and every tag record.
 * Immutable; equal states are equal snapshots.
 */
public final class Snapshot {
    private static final int INTS_A_WORD = 4;

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

    // ---- as words

    /** How many words {@link #pack} writes. */
    public int packedWords() {
        return (ints.length + INTS_A_WORD - 1) / INTS_A_WORD + (bytes.length + 7) / 8 + longs.length;
    }

    /**
     * Writes the state as words, dense and exact; what the design saved stands last, as it is.
     *
     * @throws ArithmeticException if a counter has run away so far that it does not fit
     */
    public void pack(long[] into, int from) {
        int at = from;
        for (int i = 0; i < ints.length; i += INTS_A_WORD) {
            long word = 0;
            for (int j = i; j < Math.min(i + INTS_A_WORD, ints.length); j++) {
                if ((short) ints[j] != ints[j]) {
                    throw new ArithmeticException("a counter is " + ints[j]);
                }
                word |= (ints[j] & 0xffffL) << 16 * (j - i);
            }
            into[at++] = word;
        }
        for (int i = 0; i < bytes.length; i += 8) {
            long word = 0;
            for (int j = i; j < Math.min(i + 8, bytes.length); j++) {
                word |= (bytes[j] & 0xffL) << 8 * (j - i);
            }
            into[at++] = word;
        }
        System.arraycopy(longs, 0, into, at, longs.length);
    }

    /** The state that was packed to these words, of the same kernel as this one or of an equal one. */
    public Snapshot unpacked(long[] words, int from, int length) {
        int[] newInts = new int[ints.length];
        byte[] newBytes = new byte[bytes.length];
        int at = from;
        for (int i = 0; i < newInts.length; i++) {
            newInts[i] = (short) (words[at + i / INTS_A_WORD] >>> 16 * (i % INTS_A_WORD));
        }
        at += (newInts.length + INTS_A_WORD - 1) / INTS_A_WORD;
        for (int i = 0; i < newBytes.length; i++) {
            newBytes[i] = (byte) (words[at + (i >> 3)] >>> 8 * (i & 7));
        }
        at += (newBytes.length + 7) / 8;
        return new Snapshot(Arrays.copyOfRange(words, at, from + length), newInts, newBytes);
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
