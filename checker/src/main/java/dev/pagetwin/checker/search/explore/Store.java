package dev.pagetwin.checker.search.explore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.checkerframework.checker.nullness.qual.Nullable;

/** All partitions, the links and counts so far, and the folder, if there is one. */
final class Store {
    private static final int LARGEST_SEGMENT = 2048;
    private static final int LEAST_SEGMENT = 32;

    private final Model model;
    private final Options options;
    private final Exchange exchange;
    private final Room room;
    private final Totals totals;
    private final Archive archive;
    private final Folder folder;
    private final List<Partition> partitions = new ArrayList<>();
    private Checkpoint checkpoint;
    private Spill frontierSpill;
    private Spill spill;
    private boolean onDisk;
    private long lastSave = System.nanoTime();
    private int savedDepth = -1;

    Store(Model model, Options options, Exchange exchange, long memory) {
        this.model = model;
        this.options = options;
        this.exchange = exchange;
        this.room = new Room(memory);
        this.totals = new Totals(model.actions().size(), model.counters().size());
        this.archive = new Archive(room);
        this.folder = new Folder(options.disk());
        this.checkpoint = new Checkpoint(folder, model, options.partitions());
        this.spill = new Spill(folder);
        this.frontierSpill = spill;
        long queue = Math.max(1, options.memory() / 8 / options.partitions());
        long segment = Math.max(LEAST_SEGMENT, Math.min(LARGEST_SEGMENT, queue / 32));
        Partition.Settings settings = new Partition.Settings(model.keys().words(), model.payloadWords(),
                model.actions().size(), (int) segment, options.memory() / 2 / options.partitions(), queue);
        for (int p = 0; p < options.partitions(); p++) {
            partitions.add(new Partition(p, settings, room, spill));
        }
    }

    /** Opens the folder if one is asked for, and takes up the checkpoint there if that is asked for. */
    void open() throws IOException {
        Path wanted = options.checkpoint();
        if (wanted == null) {
            return;
        }
        folder.open(wanted);
        if (options.resume()) {
            resume();
        } else if (folder.has(Checkpoint.MANIFEST)) {
            throw new CheckpointException(wanted + " holds a checkpoint: resume it, or name another folder");
        } else {
            partitions.forEach(Partition::track);
        }
    }

    private void resume() throws IOException {
        checkpoint = Checkpoint.load(folder, model, options.partitions(), totals, archive);
        // A table has at most four slots a key; with less memory than that, the keys stay where they are.
        boolean fits = totals.distinct() <= room.limit() / 2 / (32L * model.keys().words());
        if (!fits) {
            leaveMemory();
        }
        checkpoint.restore(partitions, totals.depth() < 0 ? 0 : totals.levels()[totals.depth()]);
        savedDepth = totals.depth();
        nextSpill();
        partitions.forEach(Partition::track);
        if (fits && !restoreTables()) {
            leaveMemory();
        }
    }

    private boolean restoreTables() throws IOException {
        for (Partition p : partitions) {
            for (Run run : p.runs()) {
                if (!p.restore(run.keys())) {
                    return false;
                }
            }
        }
        return true;
    }

    Totals totals() {
        return totals;
    }

    List<Partition> partitions() {
        return partitions;
    }

    long memory() {
        return room.used() + exchange.bytes();
    }

    long disk() {
        return folder.used();
    }

    /** Where a state came from. */
    Origins.Origin origin(int level, long position) throws IOException {
        Links.Reader links = archive.links(level, Links.partition(position), folder).reader();
        for (long i = Links.index(position); i >= 0; i--) {
            if (!links.next()) {
                throw new CheckpointException("the links end before state " + Links.index(position));
            }
        }
        return new Origins.Origin(links.parent(), links.ordinal());
    }

    /** The folder from which the search could be resumed now. */
    @Nullable Path resumable() {
        return checkpoint.isComplete() ? folder.path() : null;
    }

    /** The states still to be expanded. */
    long frontier() {
        return exchange.sum(partitions.stream().mapToLong(p -> p.frontier().records()).sum());
    }

    private void nextSpill() {
        frontierSpill = spill;
        spill = new Spill(folder);
        for (Partition p : partitions) {
            p.spillTo(spill);
        }
    }

    /** Makes the candidates the frontier; answers how many states that is. */
    long finishLevel(Crew crew) throws IOException {
        Links[] links = new Links[partitions.size()];
        Arrays.fill(links, Links.NONE);
        AtomicInteger next = new AtomicInteger();
        crew.run(onDisk ? crew.workers() : 1, worker -> {
            for (int p = next.getAndIncrement(); p < links.length; p = next.getAndIncrement()) {
                links[p] = partitions.get(p).finishLevel();
            }
        });
        archive.add(List.of(links));
        frontierSpill.drop();
        nextSpill();
        for (Partition p : partitions) {
            if (totals.depth() >= 0) {
                Totals.add(totals.fresh, p.fresh());
            }
            Arrays.fill(p.fresh(), 0);
        }
        long all = frontier();
        if (all > 0) {
            totals.addLevel(all);
        }
        return all;
    }

    /** Memory is short: saves the last level boundary, and leaves all but a part of the tables to the disk. */
    void goToDisk() throws IOException {
        if (!folder.isOpen()) {
            folder.openTemporary(options.work());
        }
        if (!onDisk) {
            save();
            leaveMemory();
        }
    }

    private void leaveMemory() throws IOException {
        onDisk = true;
        archive.dropSaved();
        for (Partition p : partitions) {
            p.goToDisk();
        }
    }

    /** Saves this level boundary, if it is time; on disk always, since there the runs must hold every visited key. */
    void boundary(boolean last) throws IOException {
        boolean due = System.nanoTime() - lastSave >= options.every().toNanos();
        if (folder.isOpen() && (onDisk || due || last)) {
            save();
            if (onDisk) {
                archive.dropSaved();
            }
        }
    }

    private void save() throws IOException {
        checkpoint.save(totals, partitions, archive);
        lastSave = System.nanoTime();
        savedDepth = totals.depth();
    }

    /** Saves the last level boundary if there is a folder and it is not there yet; that before stays if it cannot. */
    void keep() throws IOException {
        if (folder.isOpen() && !onDisk && savedDepth < totals.depth()) {
            try {
                save();
            } catch (LimitException e) {
                // The disk takes no more: what was saved before counts.
            }
        }
    }

    /** @param keep whether the search may be resumed */
    void close(boolean keep) throws IOException {
        checkpoint.close();
        spill.drop();
        frontierSpill.drop();
        folder.close(keep && checkpoint.isComplete());
    }
}
