package dev.pagetwin.impl.page;

import dev.pagetwin.impl.Ids;
import dev.pagetwin.impl.Snapshot;
import org.eclipse.collections.impl.map.mutable.primitive.IntIntHashMap;

/**
 * What there is of a frame, in one word, so that whoever comes to a frame misses the cache once.
 *
 * <table>
 * <caption>The word of a frame</caption>
 * <tr><th>bits</th><th>what</th></tr>
 * <tr><td>0 to 7</td><td>flags</td></tr>
 * <tr><td>8 to 11</td><td>the order of its folio</td></tr>
 * <tr><td>12 to 14</td><td>who has isolated the folio</td></tr>
 * <tr><td>15 to 18</td><td>data</td></tr>
 * <tr><td>19 to 26</td><td>{@code _refcount}; {@value #ELSEWHERE} says that it is in a map, as it does not fit</td></tr>
 * <tr><td>27 to 34</td><td>{@code _mapcount}, likewise</td></tr>
 * <tr><td>35 to 63</td><td>the slot in the swap cache and one, or 0</td></tr>
 * </table>
 *
 * <p>A frame that was never used is 0. Sound as the word that says "elsewhere" and the map change together, here only;
 * {@code FrameWordsTest} holds all parts against plain numbers.
 */
final class FrameWords {
    /** Slots above this one have no room. */
    static final int LAST_SLOT = (1 << 29) - 2;

    static final int REFERENCES = 19;
    static final int MAPPINGS = 27;
    static final long ONE_REFERENCE = 1L << REFERENCES;
    static final long ONE_MAPPING = 1L << MAPPINGS;
    static final long FLAGS = 0xff;
    static final long ORDER = 0xfL << 8;
    static final long LOCK = 7L << 12;
    static final int DATA_AT = 15;
    static final long DATA = 0xfL << DATA_AT;
    static final long COUNTS = 0xffffL << REFERENCES;
    static final long SLOT = -1L << 35;

    private static final int ELSEWHERE = 255;

    final long[] words;
    private final IntIntHashMap references = new IntIntHashMap();
    private final IntIntHashMap mappings = new IntIntHashMap();

    /** How many frames have an order that is not 0. */
    private int large;

    FrameWords(int n) {
        words = new long[n];
    }

    int order(int i) {
        return (int) (words[i] >>> 8) & 15;
    }

    void setOrder(int i, int value) {
        large += (value == 0 ? 0 : 1) - (order(i) == 0 ? 0 : 1);
        words[i] = words[i] & ~ORDER | (long) value << 8;
    }

    /** Whether every frame has order 0. */
    boolean noneLarge() {
        return large == 0;
    }

    int lock(int i) {
        return (int) (words[i] >>> 12) & 7;
    }

    void setLock(int i, int value) {
        words[i] = words[i] & ~LOCK | (long) value << 12;
    }

    int data(int i) {
        return (int) (words[i] >>> 15) & 15;
    }

    void setData(int i, int value) {
        words[i] = words[i] & ~DATA | (long) value << 15;
    }

    /** The slot, or {@link Ids#NO_SLOT}. */
    int slot(int i) {
        return (int) (words[i] >>> 35) - 1;
    }

    void setSlot(int i, int value) {
        words[i] = words[i] & ~SLOT | value + 1L << 35;
    }

    boolean has(int i, int flag) {
        return (words[i] & flag) != 0;
    }

    void set(int i, int flag, boolean value) {
        words[i] = value ? words[i] | flag : words[i] & ~(long) flag;
    }

    // ---- counts

    private IntIntHashMap wide(int which) {
        return which == REFERENCES ? references : mappings;
    }

    int count(int i, int which) {
        int n = (int) (words[i] >>> which) & ELSEWHERE;
        return n == ELSEWHERE ? wide(which).get(i) : n;
    }

    void setCount(int i, int which, int value) {
        long others = words[i] & ~((long) ELSEWHERE << which);
        if (((words[i] >>> which) & ELSEWHERE) == ELSEWHERE) {
            wide(which).removeKey(i);
        }
        if (value >= 0 && value < ELSEWHERE) {
            words[i] = others | (long) value << which;
        } else {
            words[i] = others | (long) ELSEWHERE << which;
            wide(which).put(i, value);
        }
    }

    /** Adds; the sum. */
    int add(int i, int which, int more) {
        int n = (int) (words[i] >>> which) & ELSEWHERE;
        int sum = n + more;
        if (n == ELSEWHERE || sum < 0 || sum >= ELSEWHERE) {
            sum = count(i, which) + more;
            setCount(i, which, sum);
        } else {
            words[i] += (long) more << which;
        }
        return sum;
    }

    /** Whether both counts are in the word, and can grow by one there. */
    static boolean countsAreNear(long word) {
        return (word >>> REFERENCES & ELSEWHERE) < ELSEWHERE - 1 && (word >>> MAPPINGS & ELSEWHERE) < ELSEWHERE - 1;
    }

    /** Of the word these bits are kept, and neither of the counts. */
    void keep(int i, long kept) {
        if (!countsAreNear(words[i])) {
            setCount(i, REFERENCES, 0);
            setCount(i, MAPPINGS, 0);
        }
        large -= (words[i] & ~kept & ORDER) == 0 ? 0 : 1;
        words[i] &= kept;
    }

    long bytes() {
        return 8L * words.length + 8L * (references.size() + mappings.size());
    }

    // ---- snapshots, in which each part is an array

    /** A part of a word, as a number. */
    interface Part {
        int of(int frame);
    }

    /** Takes a part of a word as a number. */
    interface Taker {
        void take(int frame, int value);
    }

    void save(Snapshot.Writer out, int[] scratch, Part part) {
        for (int i = 0; i < scratch.length; i++) {
            scratch[i] = part.of(i);
        }
        out.put(scratch);
    }

    void save(Snapshot.Writer out, byte[] scratch, Part part) {
        for (int i = 0; i < scratch.length; i++) {
            scratch[i] = (byte) part.of(i);
        }
        out.put(scratch);
    }

    void load(Snapshot.Reader in, int[] scratch, Taker taker) {
        in.get(scratch);
        for (int i = 0; i < scratch.length; i++) {
            taker.take(i, scratch[i]);
        }
    }

    void load(Snapshot.Reader in, byte[] scratch, Taker taker) {
        in.get(scratch);
        for (int i = 0; i < scratch.length; i++) {
            taker.take(i, scratch[i]);
        }
    }
}
