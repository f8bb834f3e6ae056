package dev.pagetwin.checker.search.explore;

/**
 * Keys that a slice has sent, as far as it remembers: a table with one slot for each hash, where the last key stays. A key
 * found here is not sent again.
 *
 * <p>Why nothing is lost by that. A key is dropped at level d by an attempt to expand a slice
 * <ul>
 *   <li>if the same attempt sent it before: then it is in the same output, before the one dropped, and the first to
 *       arrive is the one that counts; or
 *   <li>if an attempt at the same slice and a level e below d sent it, or dropped it in its turn. It is then a successor
 *       of the slice at level e, which is a function of the search alone: every attempt at that level, whichever output
 *       the owner of the key came to read, sent the key or dropped it for the same reasons. By induction on e the owner
 *       has visited the key once level e + 1 is made, and level d is not begun before.
 * </ul>
 * So a table may be used for a level only if all it holds was sent at lower levels: not by another attempt at the same
 * level (which may have failed, or its output been lost), nor at a higher one (when a lost level is made again). That is
 * what {@link #fits} asks. It belongs to one search and one slice, and to one attempt at a time. Whoever has none takes an
 * empty one; only what is sent depends on it, not what comes of it.
 */
public final class Sent {
    private static final int LEAST_BITS = 4;
    private static final int MOST_WORDS = 1 << 28;
    private static final int PART_OF_MEMORY = 8;

    private final int slice;
    private final int width;
    private final int partitions;
    private final int mostBits;
    private int slotBits = LEAST_BITS;
    private long[] slots;
    private long kept;
    private int highest = -1;

    Sent(int slice, int width, int partitions, int mostBits) {
        this.slice = slice;
        this.width = width;
        this.partitions = partitions;
        this.mostBits = Math.max(LEAST_BITS, mostBits);
        this.slots = new long[(partitions << slotBits) * width];
    }

    /** The slots of a partition, as a power of two, if all slices may be in this process, and take a part of its memory. */
    static int mostBits(int slices, int width, int partitions) {
        long words = Math.min(MOST_WORDS, Runtime.getRuntime().maxMemory() / 8 / PART_OF_MEMORY / slices);
        return 63 - Long.numberOfLeadingZeros(Math.max(1, words / width / partitions));
    }

    /** The slice whose successors it holds. */
    public int slice() {
        return slice;
    }

    /** Whether all it holds was sent at levels below that one. */
    public boolean fits(int level) {
        return highest < level;
    }

    /** From here on it holds what that slice sends at that level. */
    void begin(int number, int level) {
        if (number != slice || !fits(level)) {
            throw new IllegalStateException("sent by slice " + slice + " at level " + highest + ", used by slice " + number
                    + " at level " + level);
        }
        highest = level;
    }

    /** Moves the successors from one number to another that are not held forward, to that number on; answers the end. */
    int keep(Batch batch, int partition, int from, int end, int to) {
        int next = width == 1 ? keepSingle(batch, partition, from, end, to) : keepDouble(batch, partition, from, end, to);
        kept += next - to;
        return next;
    }

    private int keepSingle(Batch batch, int partition, int from, int end, int to) {
        long[] keys = batch.keys();
        long[] table = slots;
        int base = partition << slotBits;
        int mask = (1 << slotBits) - 1;
        int next = to;
        for (int i = from; i < end; i++) {
            long key = keys[i];
            int slot = base | (int) Hash.of(key) & mask;
            // A key of zero is never dropped, since zeros are what the table starts with.
            if (table[slot] != key || key == 0) {
                table[slot] = key;
                batch.move(i, next++);
            }
        }
        return next;
    }

    private int keepDouble(Batch batch, int partition, int from, int end, int to) {
        long[] keys = batch.keys();
        long[] table = slots;
        int base = partition << slotBits;
        int mask = (1 << slotBits) - 1;
        int next = to;
        for (int i = from; i < end; i++) {
            long hi = keys[2 * i];
            long lo = keys[2 * i + 1];
            int slot = 2 * (base | (int) Hash.of(hi, lo) & mask);
            if (table[slot] != hi || table[slot + 1] != lo || (hi | lo) == 0) {
                table[slot] = hi;
                table[slot + 1] = lo;
                batch.move(i, next++);
            }
        }
        return next;
    }

    /** Makes room for more, if it may, once as many keys were sent as it has slots. */
    void grow() {
        while (kept >= (long) partitions << slotBits && slotBits < mostBits) {
            long[] old = slots;
            int oldBits = slotBits++;
            slots = new long[(partitions << slotBits) * width];
            for (int i = 0; i < old.length / width; i++) {
                int low = (int) Hash.at(old, i * width, width) & (1 << slotBits) - 1;
                // What goes to the first slot is no key, or one that is forgotten.
                if (low != 0) {
                    int slot = i >>> oldBits << slotBits | low;
                    System.arraycopy(old, i * width, slots, slot * width, width);
                }
            }
        }
    }
}
