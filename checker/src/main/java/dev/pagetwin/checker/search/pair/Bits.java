package dev.pagetwin.checker.search.pair;

import java.util.Arrays;

/** A string of bits, written at its end or read from its start. */
final class Bits {
    /** The bits of a word. */
    static final int WORD = 64;

    private long[] words = new long[8];
    private int length;
    private int at;

    /** How many bits hold the numbers from 0 up to, not including, this one. */
    static int width(int values) {
        return 32 - Integer.numberOfLeadingZeros(values - 1);
    }

    /** Empty, for writing. */
    void clear() {
        Arrays.fill(words, 0, words(), 0);
        length = 0;
        at = 0;
    }

    /** Appends the lowest n bits, at most 64; the others must be 0. */
    void put(long value, int n) {
        int word = length >> 6;
        int shift = length & 63;
        if (word + 2 > words.length) {
            words = Arrays.copyOf(words, 2 * words.length);
        }
        words[word] |= value << shift;
        if (shift + n > WORD) {
            words[word + 1] = value >>> WORD - shift;
        }
        length += n;
    }

    /** Becomes what these words hold, to be read from the start. */
    void load(long[] from, int start, int count) {
        words = words.length < count ? new long[count] : words;
        System.arraycopy(from, start, words, 0, count);
        length = 64 * count;
        at = 0;
    }

    /** The next n bits, at most 32. */
    int get(int n) {
        int value = (int) peek(n);
        at += n;
        return value;
    }

    /** The next n bits, at most 64, which stay the next ones. */
    long peek(int n) {
        if (n == 0) {
            return 0;
        }
        int word = at >> 6;
        int shift = at & 63;
        long value = words[word] >>> shift;
        if (shift + n > WORD && word + 1 < words.length) {
            value |= words[word + 1] << WORD - shift;
        }
        return value & -1L >>> WORD - n;
    }

    /** Passes over the next n bits, or back over as many. */
    void skip(int n) {
        at += n;
    }

    /** How many bits were read. */
    int at() {
        return at;
    }

    /** How many words were read from, the last perhaps in part. */
    int wordsRead() {
        return at + 63 >> 6;
    }

    /** How many words there are; the bits after the last are 0. */
    int words() {
        return length + 63 >> 6;
    }

    /** The words themselves, of which {@link #words()} count. */
    long[] array() {
        return words;
    }

    /** Whether these words come before those; of two strings with a common start the shorter one does. */
    boolean before(Bits other) {
        int common = Math.min(words(), other.words());
        int differ = Arrays.mismatch(words, 0, common, other.words, 0, common);
        return differ < 0 ? words() < other.words() : words[differ] < other.words[differ];
    }

    /** A hash of the bits from one place to the end. */
    long hash() {
        // Spread first: a short string is one small word, which the plain length could cancel.
        long h = length * 0xD1B54A32D192ED03L;
        for (int i = 0; i < words(); i++) {
            h = (h ^ words[i]) * 0x9E3779B97F4A7C15L;
            h ^= h >>> 29;
        }
        return h;
    }
}
