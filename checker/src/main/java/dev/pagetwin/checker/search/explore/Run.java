package dev.pagetwin.checker.search.explore;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.BitSet;

/** One partition's part of a file of sorted keys. The first key of every block is kept in memory. */
final class Run {
    static final int BLOCK = 1024;

    private final FileChannel file;
    private final long at;
    private final int count;
    private final int width;
    private final long[] index;

    /** @param index the first key of each block, in order */
    Run(FileChannel file, long at, int count, int width, long[] index) {
        this.file = file;
        this.at = at;
        this.count = count;
        this.width = width;
        this.index = index;
    }

    /** An index for so many keys. */
    static long[] index(int count, int width) {
        return new long[(count + BLOCK - 1) / BLOCK * width];
    }

    int count() {
        return count;
    }

    /** All keys. */
    long[] keys() throws IOException {
        long[] all = new long[count * width];
        read(0, count, all);
        return all;
    }

    /** Sets the bit of each of n sorted keys that is here. Reads only blocks that one of them could be in. */
    void mark(long[] sorted, int n, BitSet seen) throws IOException {
        long[] block = new long[BLOCK * width];
        int blocks = index.length / width;
        int i = 0;
        for (int b = 0; i < n && b < blocks; b++) {
            int next = b + 1 == blocks ? n : Sorted.floor(sorted, i, n, index, b + 1, width);
            if (b == 0) {
                i = Sorted.floor(sorted, i, next, index, 0, width);
            }
            if (i < next) {
                int keys = Math.min(BLOCK, count - b * BLOCK);
                read(b * BLOCK, keys, block);
                mark(sorted, i, next, block, keys, seen);
                i = next;
            }
        }
    }

    private void mark(long[] sorted, int from, int to, long[] block, int keys, BitSet seen) {
        int j = 0;
        for (int i = from; i < to; i++) {
            while (j < keys && Sorted.compare(block, j, sorted, i, width) < 0) {
                j++;
            }
            if (j == keys) {
                return;
            }
            if (Sorted.compare(block, j, sorted, i, width) == 0) {
                seen.set(i);
            }
        }
    }

    private void read(int from, int keys, long[] into) throws IOException {
        long start = at + 8L * width * from;
        int most = Output.BUFFER / 8;
        ByteBuffer bytes = ByteBuffer.allocate(8 * Math.min(most, keys * width)).order(ByteOrder.LITTLE_ENDIAN);
        for (int done = 0; done < keys * width; ) {
            int part = Math.min(most, keys * width - done);
            bytes.clear().limit(8 * part);
            while (bytes.hasRemaining()) {
                if (file.read(bytes, start + 8L * done + bytes.position()) < 0) {
                    throw new EOFException("a run of keys is too short");
                }
            }
            bytes.flip();
            bytes.asLongBuffer().get(into, done, part);
            done += part;
        }
    }

    /** The keys of several runs in one, sorted. */
    static long[] merged(Iterable<Run> runs, int width) throws IOException {
        long[] all = {};
        for (Run run : runs) {
            long[] more = run.keys();
            int n = all.length;
            all = Arrays.copyOf(all, n + more.length);
            System.arraycopy(more, 0, all, n, more.length);
        }
        Sorted.sort(all, all.length / width, width);
        return all;
    }
}
