package dev.pagetwin.checker.search.explore;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A file of sorted keys: one run for each partition, one after the other. */
final class KeyFile implements AutoCloseable {
    /** The most words of a partition's keys: they have to fit an array. */
    static final int MOST = Integer.MAX_VALUE - 8;

    /** Where the keys of a partition come from. */
    interface Source {
        long[] keys(int partition) throws IOException;
    }

    private final String name;
    private final long checksum;
    private final FileChannel channel;
    private final List<Run> runs;
    private final long keys;

    private KeyFile(String name, long checksum, FileChannel channel, List<Run> runs) {
        this.name = name;
        this.checksum = checksum;
        this.channel = channel;
        this.runs = runs;
        this.keys = runs.stream().mapToLong(Run::count).sum();
    }

    static KeyFile write(Folder folder, String name, int partitions, int width, Source source) throws IOException {
        String temporary = folder.newTemporary();
        List<long[]> indices = new ArrayList<>();
        int[] counts = new int[partitions];
        long checksum;
        try (Output out = new Output(folder, temporary)) {
            for (int p = 0; p < partitions; p++) {
                long[] keys = source.keys(p);
                counts[p] = keys.length / width;
                indices.add(index(keys, width));
                out.put(keys, 0, keys.length);
            }
            out.finish();
            checksum = out.checksum();
        }
        folder.publish(temporary, name);
        return open(folder, name, checksum, counts, indices, width);
    }

    private static long[] index(long[] keys, int width) {
        long[] index = Run.index(keys.length / width, width);
        for (int b = 0; b < index.length / width; b++) {
            System.arraycopy(keys, b * Run.BLOCK * width, index, b * width, width);
        }
        return index;
    }

    /** Opens a file whose checksum has been found right. */
    static KeyFile read(Folder folder, String name, long checksum, int[] counts, int width) throws IOException {
        List<long[]> indices = new ArrayList<>();
        try (Input in = new Input(folder.file(name))) {
            for (int count : counts) {
                long[] index = Run.index(count, width);
                for (int i = 0; i < count * width; i++) {
                    long word = in.get();
                    if (i / width % Run.BLOCK == 0) {
                        index[i / width / Run.BLOCK * width + i % width] = word;
                    }
                }
                indices.add(index);
            }
        }
        return open(folder, name, checksum, counts, indices, width);
    }

    private static KeyFile open(
            Folder folder, String name, long checksum, int[] counts, List<long[]> indices, int width)
            throws IOException {
        FileChannel channel = FileChannel.open(folder.file(name), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        List<Run> runs = new ArrayList<>();
        long at = 0;
        for (int p = 0; p < counts.length; p++) {
            runs.add(new Run(channel, at, counts[p], width, indices.get(p)));
            at += 8L * width * counts[p];
        }
        return new KeyFile(name, checksum, channel, runs);
    }

    String name() {
        return name;
    }

    long checksum() {
        return checksum;
    }

    Run run(int partition) {
        return runs.get(partition);
    }

    List<Run> runs() {
        return runs;
    }

    /** How many keys it holds. */
    long keys() {
        return keys;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
