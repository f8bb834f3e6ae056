package dev.pagetwin.checker.search.explore;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Some consecutive partitions at a level boundary, as plain arrays that nobody changes: all visited keys in sorted runs
 * by partition, the frontier in chunks, where its states came from, and what was counted on the way here. A slice is made of the slice
 * before and what arrived, and of nothing else; so one that is lost can be made again.
 */
public final class Slice implements Externalizable {
    private static final long serialVersionUID = 1;
    private static final int BUFFER = 1 << 16;

    /** What precedes the counts in a summary: the states of the frontier, and bytes. */
    static final int HEAD = 2;

    int number;
    int from;
    long[][][] runs = {};
    long[] firsts = {};
    int[] records = {};
    long[][] words = {};
    byte[][] links = {};
    long[] fresh = {};
    long[] told = {};

    /** For what reads it back. */
    public Slice() {}

    /** A slice without any state, of partitions from that one on. */
    Slice(int number, int from, int partitions, int actions) {
        this.number = number;
        this.from = from;
        this.runs = new long[partitions][][];
        Arrays.fill(runs, new long[0][]);
        this.links = new byte[partitions][0];
        this.fresh = new long[actions];
    }

    /** The bytes it holds. */
    long bytes() {
        long bytes = 0;
        for (long[][] some : runs) {
            for (long[] run : some) {
                bytes += 8L * run.length;
            }
        }
        for (long[] chunk : words) {
            bytes += 8L * chunk.length;
        }
        for (byte[] some : links) {
            bytes += some.length;
        }
        return bytes;
    }

    /** Which slice it is. */
    public int number() {
        return number;
    }

    /** What the {@link Course} wants to know of it. */
    public long[] summary() {
        long[] summary = new long[HEAD + fresh.length + told.length];
        for (int n : records) {
            summary[0] += n;
        }
        summary[1] = bytes();
        System.arraycopy(fresh, 0, summary, HEAD, fresh.length);
        System.arraycopy(told, 0, summary, HEAD + fresh.length, told.length);
        return summary;
    }

    /** Where the states of its frontier came from, by partition. */
    public byte[][] links() {
        return links;
    }

    /** The slice of so many that a partition of so many is in. */
    static int of(int partition, int slices, int partitions) {
        return (int) (((long) partition * slices + slices - 1) / partitions);
    }

    /** The first partition of a slice. */
    static int first(int slice, int slices, int partitions) {
        return (int) ((long) slice * partitions / slices);
    }

    /** The slice that knows where the state at that position came from. */
    public static int holding(long position, int slices, int partitions) {
        return of(Links.partition(position), slices, partitions);
    }

    /** Where a state came from, by the links of the slice it is in. */
    public static Origins.Origin origin(byte[][] links, long position, int slices, int partitions) {
        int partition = Links.partition(position);
        Links.Reader reader =
                Links.of(links[partition - first(of(partition, slices, partitions), slices, partitions)]).reader();
        for (long i = Links.index(position); i >= 0; i--) {
            reader.next();
        }
        return new Origins.Origin(reader.parent(), reader.ordinal());
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
        out.writeInt(number);
        out.writeInt(from);
        out.writeInt(runs.length);
        for (long[][] some : runs) {
            writeAll(out, some);
        }
        write(out, firsts);
        long[] counts = new long[records.length];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = records[i];
        }
        write(out, counts);
        writeAll(out, words);
        out.writeInt(links.length);
        for (byte[] some : links) {
            out.writeInt(some.length);
            out.write(some);
        }
        write(out, fresh);
        write(out, told);
    }

    private static void writeAll(ObjectOutput out, long[][] arrays) throws IOException {
        out.writeInt(arrays.length);
        for (long[] array : arrays) {
            write(out, array);
        }
    }

    private static void write(ObjectOutput out, long[] array) throws IOException {
        out.writeInt(array.length);
        ByteBuffer bytes = ByteBuffer.allocate(8 * Math.min(array.length, BUFFER / 8));
        for (int at = 0; at < array.length; ) {
            int n = Math.min(array.length - at, BUFFER / 8);
            bytes.asLongBuffer().put(array, at, n);
            out.write(bytes.array(), 0, 8 * n);
            at += n;
        }
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException {
        number = in.readInt();
        from = in.readInt();
        List<long[][]> visited = new ArrayList<>();
        for (int i = length(in); i > 0; i--) {
            visited.add(readAll(in));
        }
        runs = visited.toArray(long[][][]::new);
        firsts = read(in);
        long[] counts = read(in);
        records = new int[counts.length];
        for (int i = 0; i < counts.length; i++) {
            records[i] = (int) counts[i];
        }
        words = readAll(in);
        List<byte[]> read = new ArrayList<>();
        for (int i = length(in); i > 0; i--) {
            read.add(bytes(in, length(in)));
        }
        links = read.toArray(byte[][]::new);
        fresh = read(in);
        told = read(in);
    }

    private static int length(ObjectInput in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            throw new StreamCorruptedException("a slice has " + length + " parts");
        }
        return length;
    }

    private static long[][] readAll(ObjectInput in) throws IOException {
        List<long[]> all = new ArrayList<>();
        for (int i = length(in); i > 0; i--) {
            all.add(read(in));
        }
        return all.toArray(long[][]::new);
    }

    /** Room is made for what has arrived, not for what was announced. */
    private static byte[] bytes(ObjectInput in, int length) throws IOException {
        byte[] bytes = new byte[Math.min(length, BUFFER)];
        for (int at = 0; at < length; at = bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length, (int) Math.min(length, 2L * at)));
            in.readFully(bytes, at, bytes.length - at);
        }
        return bytes;
    }

    private static long[] read(ObjectInput in) throws IOException {
        int length = length(in);
        long[] array = new long[Math.min(length, BUFFER / 8)];
        byte[] bytes = new byte[8 * array.length];
        for (int at = 0; at < length; ) {
            int n = Math.min(length - at, BUFFER / 8);
            in.readFully(bytes, 0, 8 * n);
            if (at + n > array.length) {
                array = Arrays.copyOf(array, (int) Math.min(length, 2L * array.length));
            }
            ByteBuffer.wrap(bytes).asLongBuffer().get(array, at, n);
            at += n;
        }
        return array;
    }
}
