package dev.pagetwin.impl.arch.mte.store;

import dev.pagetwin.impl.page.NibbleTags;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A run-length code for a page's tags. Bits are numbered from the low end of the first byte. A code is
 *
 * <ol>
 *   <li>3 bits {@code z} and 3 bits {@code n}, for the lengths of runs of tag 0 and of other runs: those that make the
 *       code shortest;
 *   <li>for each run its tag: 4 bits for the first run and after a run of tag 0; else a bit 0 for tag 0, or a bit 1
 *       and 4 bits;
 *   <li>after the tag of each run but the last, its length, as an Exp-Golomb code of parameter {@code k}, which is
 *       {@code z} or {@code n}: with <i>v</i> = length - 1 + 2<sup>k</sup>, of <i>b</i> + 1 bits, there are
 *       <i>b - k</i> bits 0, a bit 1 and the low <i>b</i> bits of <i>v</i>. The last run is what is left of the page;
 *   <li>a bit 1, after which there are zeroes only: so the end of a code is found without its size.
 * </ol>
 *
 * <p>One run makes 11 bits. Allocators put tag 0 between blocks, which costs a bit here. An object of this class is used
 * by one thread at a time; it does not allocate after it was made.
 */
public class TagRuns {
    private static final int HEADER = 6;
    private static final int PARAMETERS = 8;
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final int granules;
    private final byte[] tags;
    private final int[] lengths;

    /** What a length costs with each parameter, 16 bits each: 0 to 3, then 4 to 7. */
    private final long[][] costs;

    private final long[] zeroSums = new long[2];
    private final long[] otherSums = new long[2];
    private final byte[] inline = new byte[Long.BYTES];

    private int runs;
    private int zeroParameter;
    private int otherParameter;
    private int bits;

    // Of the writer.
    private long gathered;
    private int count;
    private int writeAt;

    /** For pages of so many granules. */
    public TagRuns(int granules) {
        this.granules = granules;
        this.tags = new byte[granules];
        this.lengths = new int[granules];
        this.costs = new long[2][granules + 1];
        for (int length = 1; length <= granules; length++) {
            for (int k = 0; k < PARAMETERS; k++) {
                costs[k >> 2][length] |= (long) lengthBits(length, k) << ((k & 3) << 4);
            }
        }
    }

    private static int lengthBits(int length, int k) {
        int b = 31 - Integer.numberOfLeadingZeros(length - 1 + (1 << k));
        return 2 * b - k + 1;
    }

    // ---- encode

    /** Looks at a page's tags; how many bits their code has. {@link #write} and {@link #inline} then give it. */
    public int measure(byte[] packed) {
        findRuns(packed);
        runs = kept(runs);
        Arrays.fill(zeroSums, 0);
        Arrays.fill(otherSums, 0);
        int ofTags = 4;
        for (int i = 0; i < runs - 1; i++) {
            long[] sums = tags[i] == 0 ? zeroSums : otherSums;
            sums[0] += costs[0][lengths[i]];
            sums[1] += costs[1][lengths[i]];
            ofTags += tags[i] == 0 ? 4 : tags[i + 1] == 0 ? 1 : 5;
        }
        zeroParameter = cheapest(zeroSums);
        otherParameter = cheapest(otherSums);
        bits = HEADER + ofTags + sum(zeroSums, zeroParameter) + sum(otherSums, otherParameter) + 1;
        return bits;
    }

    /** How many of the runs found are coded: all. */
    protected int kept(int found) {
        return found;
    }

    private static int cheapest(long[] sums) {
        int best = 0;
        for (int k = 1; k < PARAMETERS; k++) {
            if (sum(sums, k) < sum(sums, best)) {
                best = k;
            }
        }
        return best;
    }

    private static int sum(long[] sums, int k) {
        return (int) (sums[k >> 2] >>> ((k & 3) << 4)) & 0xffff;
    }

    /** A border is where a granule's tag is not that of the one before: 16 granules are compared at a time. */
    private void findRuns(byte[] packed) {
        runs = 0;
        int previous = packed[0] & 0xf;
        int begin = 0;
        int base = 0;
        tags[0] = (byte) previous;
        for (; base + 16 <= granules; base += 16) {
            long word = (long) LONG.get(packed, base >> 1);
            long changed = word ^ (word << 4 | previous);
            while (changed != 0) {
                int in = Long.numberOfTrailingZeros(changed) & ~3;
                begin = border(begin, base + (in >> 2), (int) (word >>> in) & 0xf);
                changed &= ~(0xfL << in);
            }
            previous = (int) (word >>> 60);
        }
        for (; base < granules; base++) {
            int tag = NibbleTags.get(packed, 0, base);
            if (tag != previous) {
                begin = border(begin, base, tag);
                previous = tag;
            }
        }
        lengths[runs++] = granules - begin;
    }

    private int border(int begin, int at, int tag) {
        lengths[runs++] = at - begin;
        tags[runs] = (byte) tag;
        return at;
    }

    /** Writes the code that was measured, in whole bytes. */
    public void write(byte[] out, int at) {
        gathered = 0;
        count = 0;
        writeAt = at;
        append(out, zeroParameter | otherParameter << 3, HEADER);
        append(out, tags[0], 4);
        for (int i = 1; i < runs; i++) {
            boolean zero = tags[i - 1] == 0;
            appendLength(out, lengths[i - 1], zero ? zeroParameter : otherParameter);
            if (zero) {
                append(out, tags[i], 4);
            } else if (tags[i] == 0) {
                append(out, 0, 1);
            } else {
                append(out, 1 | tags[i] << 1, 5);
            }
        }
        append(out, 1, 1);
        for (; count > 0; count -= 8) {
            out[writeAt++] = (byte) gathered;
            gathered >>>= 8;
        }
    }

    private void appendLength(byte[] out, int length, int k) {
        int v = length - 1 + (1 << k);
        int b = 31 - Integer.numberOfLeadingZeros(v);
        append(out, (1 | (v & (1 << b) - 1) << 1) << (b - k), 2 * b - k + 1);
    }

    private void append(byte[] out, int value, int width) {
        gathered |= (long) value << count;
        count += width;
        while (count >= 8) {
            out[writeAt++] = (byte) gathered;
            gathered >>>= 8;
            count -= 8;
        }
    }

    /** The code that was measured, of at most 64 bits, as a number. */
    public long inline() {
        Arrays.fill(inline, (byte) 0);
        write(inline, 0);
        return (long) LONG.get(inline, 0);
    }

    // ---- decode

    /** Gives the tags of a code that is a number. */
    public void decode(long code, byte[] packedOut) {
        LONG.set(inline, 0, code);
        decode(inline, 0, Long.BYTES, packedOut);
    }

    /** Gives the tags of a code that lies within so many bytes. */
    public void decode(byte[] code, int at, int size, byte[] packedOut) {
        int end = mark(code, at, size);
        int position = at << 3;
        long window = window(code, position);
        int z = (int) window & 7;
        int n = (int) (window >>> 3) & 7;
        int tag = (int) (window >>> HEADER) & 0xf;
        position += HEADER + 4;
        int granule = 0;
        while (position != end) {
            window = window(code, position);
            int zeroes = Long.numberOfTrailingZeros(window);
            int k = tag == 0 ? z : n;
            int b = k + zeroes;
            int v = 1 << b | (int) (window >>> (zeroes + 1)) & (1 << b) - 1;
            int next = granule + v + 1 - (1 << k);
            fill(packedOut, granule, next, tag);
            granule = next;
            int used = zeroes + 1 + b;
            int rest = (int) (window >>> used);
            if (tag == 0) {
                tag = rest & 0xf;
                used += 4;
            } else {
                tag = (rest & 1) == 0 ? 0 : rest >>> 1 & 0xf;
                used += (rest & 1) == 0 ? 1 : 5;
            }
            position += used;
        }
        fill(packedOut, granule, granules, tag);
    }

    /** The place of the last bit 1. */
    private static int mark(byte[] code, int at, int size) {
        int last = at + size - 1;
        while (last > at && code[last] == 0) {
            last--;
        }
        return (last << 3) + 31 - Integer.numberOfLeadingZeros(code[last] & 0xff);
    }

    /** At least 57 bits from a place on, or all there are. */
    private static long window(byte[] code, int position) {
        int at = position >> 3;
        if (at + Long.BYTES <= code.length) {
            return (long) LONG.get(code, at) >>> (position & 7);
        }
        long window = 0;
        for (int i = code.length - 1; i >= at; i--) {
            window = window << 8 | code[i] & 0xff;
        }
        return window >>> (position & 7);
    }

    /** From left to right only: the other half of the last byte is written over. */
    private static void fill(byte[] packed, int from, int to, int tag) {
        int granule = from;
        if ((granule & 1) != 0 && granule < to) {
            packed[granule >> 1] = (byte) (packed[granule >> 1] & 0xf | tag << 4);
            granule++;
        }
        int end = to >> 1;
        int pair = tag * 0x11;
        for (int at = granule >> 1; at < end; at++) {
            packed[at] = (byte) pair;
        }
        if ((to & 1) != 0 && granule < to) {
            packed[end] = (byte) tag;
        }
    }
}
