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

    /** Gives the partitions their frontiers back; answers how many states these have. */
    long restore(Folder folder, List<Partition> all, Restored restored) throws IOException {
        long states = 0;
        try (Input in = new Input(folder.file(name))) {
            for (Partition p : all) {
                long left = in.get();
                if (left < 0 || left > length / Long.BYTES) {
                    throw new CheckpointException(name + " has " + left + " states in " + length + " bytes");
                }
                states += left;
                for (; left > 0; left--) {
                    p.restoreFrontier(restored.next(in), 0);
                }
            }
            if (in.position() != length) {
                throw new CheckpointException(name + " has " + length + " bytes instead of " + in.position());
            }
        }
        return states;
    }
}
