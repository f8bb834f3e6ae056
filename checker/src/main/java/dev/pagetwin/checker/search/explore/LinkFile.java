package dev.pagetwin.checker.search.explore;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The links of a checkpoint: level after level, the lengths of the partitions' parts and then the parts. Grows at its
 * end, so that what was saved before stays what it is.
 *
 * @param levels how many levels are in it
 * @param length how many bytes of it count
 * @param checksum of these bytes; goes on with the next ones
 */
record LinkFile(int levels, long length, CRC32C checksum) {
    static final String NAME = "links";

    /** With no level in it. */
    static LinkFile empty() {
        return new LinkFile(0, 0, new CRC32C());
    }

    /** With the levels of the archive that it does not have. */
    LinkFile append(Folder folder, Archive archive) throws IOException {
        try (Output out = new Output(folder, NAME, length, checksum)) {
            long at = length;
            for (int level = levels; level < archive.levels(); level++) {
                long[] lengths = archive.links(level).stream().mapToLong(Links::length).toArray();
                out.put(lengths, 0, lengths.length);
                at += 8L * lengths.length;
                archive.saved(level, at, lengths);
                for (Links links : archive.links(level)) {
                    out.put(links.bytes(), links.length());
                }
                at += Arrays.stream(lengths).sum();
            }
            out.finish();
            return new LinkFile(archive.levels(), out.length(), checksum);
        }
    }

    /** The bytes of a level's parts, each of which will have to fit an array, and all of which are there. */
    private long sum(long[] lengths) throws CheckpointException {
        long sum = 0;
        for (long part : lengths) {
            if (part < 0 || part > Math.min(length, Integer.MAX_VALUE - 8)) {
                throw new CheckpointException(NAME + " has a part of " + part + " bytes of " + length);
            }
            sum += part;
        }
        return sum;
    }

    /** Tells the archive where its levels are. */
    void load(Folder folder, int partitions, Archive archive) throws IOException {
        try (Input in = new Input(folder.file(NAME))) {
            long at = 0;
            for (int level = 0; level < levels; level++) {
                long[] lengths = new long[partitions];
                in.seek(at);
                in.get(lengths, partitions);
                at += 8L * partitions;
                archive.addSaved(at, lengths);
                at += sum(lengths);
            }
            if (at != length) {
                throw new CheckpointException(NAME + " has " + length + " bytes instead of " + at);
            }
        }
    }
}
