package dev.pagetwin.checker.search.explore;

import java.io.IOException;
import java.util.List;

/**
 * The frontier of a checkpoint: for each partition the number of states, and then the states.
 *
 * @param name the file's; empty for none
 * @param length how many bytes it has
 * @param checksum of these bytes
 */
record FrontierFile(String name, long length, long checksum) {
    static final FrontierFile NONE = new FrontierFile("", 0, 0);

    static FrontierFile write(Folder folder, String name, List<Partition> all) throws IOException {
        String temporary = folder.newTemporary();
        try (Output out = new Output(folder, temporary)) {
            Spool.Window window = new Spool.Window();
            for (Partition p : all) {
                out.put(p.frontier().records());
                for (Spool.Segment s : p.frontier().segments()) {
                    out.put(p.words(s, window), 0, s.used());
                }
            }
            out.finish();
            folder.publish(temporary, name);
            return new FrontierFile(name, out.length(), out.checksum());
        }
    }

    /** Gives the partitions their frontiers back. */
    void restore(Folder folder, List<Partition> all, int keyWords, int payloadWords) throws IOException {
        int words = payloadWords == 0 ? keyWords : payloadWords;
        try (Input in = new Input(folder.file(name))) {
            long[] record = new long[Math.max(keyWords, words)];
            for (Partition p : all) {
                for (long left = in.get(); left > 0; left--) {
                    record = readRecord(in, words, record);
                    p.restoreFrontier(record, 0);
                }
            }
        }
    }

    private static long[] readRecord(Input in, int words, long[] record) throws IOException {
        if (words != Model.VARIABLE) {
            in.get(record, words);
            return record;
        }
        int length = (int) in.get();
        long[] into = record.length > length ? record : new long[length + 1];
        into[0] = length;
        for (int i = 1; i <= length; i++) {
            into[i] = in.get();
        }
        return into;
    }
}
