package dev.pagetwin.checker.search.explore;

import java.util.Arrays;

/**
 * The successors of one chunk of the frontier, sorted by the partition that owns them, and within it in the order in
 * which they were found. Columns are flat; an origin packs parent (within the chunk), ordinal and action.
 */
public final class Batch {
    private static final int ACTION_BITS = 12;
    private static final int ORDINAL_BITS = 24;
    static final int MOST_ORDINALS = 1 << ORDINAL_BITS;

    private final int width;
    private final boolean carries;
    private long first;
    private int[] starts = new int[0];
    private long[] keys = new long[0];
    private long[] origins = new long[0];
    private int[] offsets = new int[0];
    private long[] payload = new long[0];
    private int payloadUsed;

    /**
     * @param keyWords words of a key
     * @param carriesPayload whether the states are more than their keys
     */
    public Batch(int keyWords, boolean carriesPayload) {
        this.width = keyWords;
        this.carries = carriesPayload;
    }

    /** The place in the level of the first parent; batches arrive in this order. */
    public long first() {
        return first;
    }

    /** About how many words it takes. */
    public long words() {
        return keys.length + origins.length + offsets.length / 2 + payload.length;
    }

    /** How many successors it holds. */
    public int size() {
        return starts.length == 0 ? 0 : starts[starts.length - 1];
    }

    int start(int partition) {
        return starts[partition];
    }

    int end(int partition) {
        return starts[partition + 1];
    }

    long[] keys() {
        return keys;
    }

    long[] payload() {
        return payload;
    }

    int offset(int i) {
        return offsets[i];
    }

    long[] origins() {
        return origins;
    }

    /** The parent of successor i, as {@link Links} numbers them. */
    long parent(int i) {
        return first + parent(origins[i]);
    }

    int ordinal(int i) {
        return ordinal(origins[i]);
    }

    int action(int i) {
        return action(origins[i]);
    }

    static int parent(long origin) {
        return (int) (origin >>> ACTION_BITS + ORDINAL_BITS);
    }

    static int ordinal(long origin) {
        return (int) (origin >>> ACTION_BITS) & MOST_ORDINALS - 1;
    }

    static int action(long origin) {
        return (int) origin & (1 << ACTION_BITS) - 1;
    }

    static long origin(int parent, int ordinal, int action) {
        return ((long) parent << ORDINAL_BITS | ordinal) << ACTION_BITS | action;
    }

    void begin(long firstParent) {
        first = firstParent;
        payloadUsed = 0;
    }

    /** Copies a payload in, with its length before it if asked; answers where it is. */
    int carry(long[] words, int from, int length, boolean withLength) {
        int need = payloadUsed + length + 1;
        if (need > payload.length) {
            payload = Arrays.copyOf(payload, Math.max(need, payload.length + (payload.length >> 1) + 256));
        }
        int at = payloadUsed;
        if (withLength) {
            payload[payloadUsed++] = length;
        }
        System.arraycopy(words, from, payload, payloadUsed, length);
        payloadUsed += length;
        return at;
    }

    /** Sorts the found successors by partition: a counting sort, one pass. */
    void fill(long[] found, long[] foundOrigins, int[] foundOffsets, int n, int[] histogram, int partitionBits) {
        int[] next = starts(histogram);
        if (origins.length < n) {
            int room = n + (n >> 3);
            keys = new long[room * width];
            origins = new long[room];
            offsets = carries ? new int[room] : offsets;
        }
        for (int i = 0; i < n; i++) {
            int to = next[Hash.partition(Hash.at(found, i * width, width), partitionBits)]++;
            origins[to] = foundOrigins[i];
            if (width == 1) {
                keys[to] = found[i];
            } else {
                keys[2 * to] = found[2 * i];
                keys[2 * to + 1] = found[2 * i + 1];
            }
            if (carries) {
                offsets[to] = foundOffsets[i];
            }
        }
    }

    /** Drops what was sent before; the rest stays in order. */
    void drop(Sent sent) {
        int from = 0;
        int kept = 0;
        for (int p = 0; p + 1 < starts.length; p++) {
            int end = starts[p + 1];
            starts[p] = kept;
            kept = sent.keep(this, p, from, end, kept);
            from = end;
        }
        starts[starts.length - 1] = kept;
        sent.grow();
    }

    /** Puts a successor, but not its payload, elsewhere. */
    void move(int from, int to) {
        if (width == 1) {
            keys[to] = keys[from];
        } else {
            keys[2 * to] = keys[2 * from];
            keys[2 * to + 1] = keys[2 * from + 1];
        }
        origins[to] = origins[from];
        if (carries) {
            offsets[to] = offsets[from];
        }
    }

    private int[] starts(int[] histogram) {
        if (starts.length != histogram.length + 1) {
            starts = new int[histogram.length + 1];
        }
        for (int p = 0; p < histogram.length; p++) {
            starts[p + 1] = starts[p] + histogram[p];
        }
        return Arrays.copyOf(starts, histogram.length);
    }

    /**
     * What goes to one partition, as plain words, for an exchange that leaves the process.
     *
     * @param payloadWords as {@link Model#payloadWords()}
     */
    public long[] pack(int partition, int payloadWords) {
        int n = end(partition) - start(partition);
        int carried = 0;
        for (int i = start(partition); carries && i < end(partition); i++) {
            carried += length(i, payloadWords);
        }
        long[] packed = new long[2 + n * (width + 1) + carried];
        packed[0] = first;
        packed[1] = n;
        System.arraycopy(keys, start(partition) * width, packed, 2, n * width);
        System.arraycopy(origins, start(partition), packed, 2 + n * width, n);
        int at = 2 + n * (width + 1);
        for (int i = start(partition); carries && i < end(partition); i++) {
            int length = length(i, payloadWords);
            System.arraycopy(payload, offsets[i], packed, at, length);
            at += length;
        }
        return packed;
    }

    /** The words of payload i, its own length included. */
    int length(int i, int payloadWords) {
        return payloadWords == Model.VARIABLE ? (int) payload[offsets[i]] + 1 : payloadWords;
    }

    /** Takes over what {@link #pack} made of a batch for that partition. */
    public void unpack(long[] packed, int partition, int partitions, int payloadWords) {
        int n = (int) packed[1];
        first = packed[0];
        starts = new int[partitions + 1];
        Arrays.fill(starts, partition + 1, partitions + 1, n);
        keys = Arrays.copyOfRange(packed, 2, 2 + n * width);
        origins = Arrays.copyOfRange(packed, 2 + n * width, 2 + n * (width + 1));
        payload = Arrays.copyOfRange(packed, 2 + n * (width + 1), packed.length);
        payloadUsed = payload.length;
        if (carries) {
            offsets = new int[n];
            for (int i = 1; i < n; i++) {
                offsets[i] = offsets[i - 1] + length(i - 1, payloadWords);
            }
        }
    }
}
