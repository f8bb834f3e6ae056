package dev.pagetwin.impl.arch.mte.store;

import java.util.Arrays;

/**
 * Records as {@link TagRuns} code them. What the index holds for a key is the code itself, if it has at most 62 bits, or
 * else where it lies: in a piece of the smallest class in which it has room. Tags whose code is not shorter than they
 * are, to the next class, lie there as they are; so a record never takes more than its tags and its place in the index.
 *
 * <p>A number of the index has in its low two bits 1 for a code, which are the other bits, or 2 for a piece: then bits 2
 * to 7 are the class, the last of which is for tags as they are, and the bits from 8 on the piece.
 */
public final class CompressedRecords implements TagRecords {
    private static final int[] SIZES = {8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536};
    private static final int INLINE_BITS = 62;
    private static final int CODE = 1;
    private static final int PIECE = 2;

    private final int tagBytes;
    private final TagRuns runs;
    private final Slab[] classes;
    private final Slab raw;
    private final SlotIndex index = new SlotIndex();
    private int inlined;

    /** @param tagBytes the size of a page's packed tags */
    public CompressedRecords(int tagBytes) {
        this(tagBytes, new TagRuns(2 * tagBytes));
    }

    /** With a code of one's own, for two granules a byte. */
    public CompressedRecords(int tagBytes, TagRuns runs) {
        this.tagBytes = tagBytes;
        this.runs = runs;
        this.classes = Arrays.stream(SIZES)
                .filter(size -> size < tagBytes)
                .mapToObj(Slab::new)
                .toArray(Slab[]::new);
        this.raw = new Slab(tagBytes);
    }

    @Override
    public boolean put(long key, byte[] packed) {
        int bits = runs.measure(packed);
        long value = bits <= INLINE_BITS ? inlined() : laid(packed, bits);
        release(index.put(key, value));
        return true;
    }

    private long inlined() {
        inlined++;
        return runs.inline() << 2 | CODE;
    }

    private long laid(byte[] packed, int bits) {
        int size = (bits + 7) >> 3;
        int at = 0;
        while (at < classes.length && classes[at].pieceBytes() < size) {
            at++;
        }
        Slab slab = slab(at);
        int piece = slab.take();
        byte[] chunk = slab.chunk(piece);
        int begin = slab.at(piece);
        if (slab == raw) {
            System.arraycopy(packed, 0, chunk, begin, tagBytes);
        } else {
            runs.write(chunk, begin);
            Arrays.fill(chunk, begin + size, begin + slab.pieceBytes(), (byte) 0);
        }
        return (long) piece << 8 | (long) at << 2 | PIECE;
    }

    private Slab slab(int at) {
        return at == classes.length ? raw : classes[at];
    }

    private void release(long value) {
        if ((value & 3) == PIECE) {
            slab((int) value >>> 2 & 0x3f).give((int) (value >>> 8));
        } else if (value != 0) {
            inlined--;
        }
    }

    @Override
    public int absent(long key) {
        return index.absent(key);
    }

    @Override
    public boolean get(long key, byte[] packedOut) {
        long value = index.get(key);
        if (value == 0) {
            return false;
        }
        if ((value & 3) == CODE) {
            runs.decode(value >>> 2, packedOut);
            return true;
        }
        Slab slab = slab((int) value >>> 2 & 0x3f);
        int piece = (int) (value >>> 8);
        if (slab == raw) {
            System.arraycopy(slab.chunk(piece), slab.at(piece), packedOut, 0, tagBytes);
        } else {
            runs.decode(slab.chunk(piece), slab.at(piece), slab.pieceBytes(), packedOut);
        }
        return true;
    }

    @Override
    public void remove(long key) {
        release(index.remove(key));
    }

    @Override
    public void clear() {
        index.clear();
        Arrays.stream(classes).forEach(Slab::clear);
        raw.clear();
        inlined = 0;
    }

    @Override
    public int size() {
        return index.size();
    }

    @Override
    public long bytes() {
        return index.bytes() + raw.bytes() + Arrays.stream(classes).mapToLong(Slab::bytes).sum();
    }

    /** A code in the index counts as 8 bytes, a piece as its class. */
    @Override
    public long payloadBytes() {
        long pieces = raw.payloadBytes() + Arrays.stream(classes).mapToLong(Slab::payloadBytes).sum();
        return pieces + (long) inlined * Long.BYTES;
    }
}
