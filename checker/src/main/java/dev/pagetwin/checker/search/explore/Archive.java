package dev.pagetwin.checker.search.explore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The links of all levels; those that are saved can be left on disk. */
final class Archive {
    private final Room room;
    private final List<Level> levels = new ArrayList<>();

    private static final class Level {
        private List<Links> links;
        private long at;
        private long[] lengths = {};

        private Level(List<Links> links) {
            this.links = links;
        }
    }

    Archive(Room room) {
        this.room = room;
    }

    int levels() {
        return levels.size();
    }

    void add(List<Links> links) {
        levels.add(new Level(links));
    }

    List<Links> links(int level) {
        return levels.get(level).links;
    }

    /** A level that is in the file of links from that byte on. */
    void addSaved(long at, long[] lengths) {
        add(List.of());
        saved(levels.size() - 1, at, lengths);
    }

    /** Notes where a level was saved. */
    void saved(int level, long at, long[] lengths) {
        levels.get(level).at = at;
        levels.get(level).lengths = lengths;
    }

    /** Leaves on disk what is there. */
    void dropSaved() {
        for (Level level : levels) {
            if (level.lengths.length > 0) {
                for (Links links : level.links) {
                    room.add(-links.capacity());
                }
                level.links = List.of();
            }
        }
    }

    /** The links of one partition and level, from memory or from the folder. */
    Links links(int level, int partition, Folder folder) throws IOException {
        Level found = levels.get(level);
        if (!found.links.isEmpty()) {
            return found.links.get(partition);
        }
        long at = found.at;
        for (int p = 0; p < partition; p++) {
            at += found.lengths[p];
        }
        byte[] bytes = new byte[(int) found.lengths[partition]];
        try (Input in = new Input(folder.file(LinkFile.NAME))) {
            in.seek(at);
            in.get(bytes);
        }
        return Links.of(bytes);
    }
}
