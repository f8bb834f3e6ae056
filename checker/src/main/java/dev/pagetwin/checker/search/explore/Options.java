package dev.pagetwin.checker.search.explore;

import dev.pagetwin.checker.stop.Stop;
import java.nio.file.Path;
import java.time.Duration;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * How to search. None of it changes the counts or the length of a trace; only the number of partitions chooses among
 * traces of the same length.
 *
 * @param workers threads
 * @param partitions a power of two
 * @param memory bytes for tables, queue and exchange; the heap should be a good half larger
 * @param disk bytes for the folder
 * @param work the folder in which a folder is made when memory is short; null for the system's temporary folder
 * @param checkpoint where level boundaries are saved; null for nowhere, unless memory is short
 * @param resume whether to go on from the checkpoint there
 * @param every at least so much time lies between two checkpoints, as long as memory suffices
 * @param stop ends the search before, as a limit does
 */
public record Options(
        int workers,
        int partitions,
        long memory,
        long disk,
        @Nullable Path work,
        @Nullable Path checkpoint,
        boolean resume,
        Duration every,
        Observer observer,
        Stop stop) {
    private static final int MOST_PARTITIONS = 1 << 12;

    public Options {
        if (workers < 1 || memory < 1 || disk < 0) {
            throw new IllegalArgumentException("workers and memory must be positive");
        }
        if (partitions < 1 || partitions > MOST_PARTITIONS || Integer.bitCount(partitions) != 1) {
            throw new IllegalArgumentException("partitions must be a power of two up to " + MOST_PARTITIONS);
        }
    }

    /** Two workers, half of the heap, all of the disk, no checkpoint. */
    public static Options defaults() {
        return new Options(2, 64, Math.max(1, Runtime.getRuntime().maxMemory() / 2), Long.MAX_VALUE, null, null,
                false, Duration.ofSeconds(10), Observer.NONE, Stop.NEVER);
    }

    public Options withWorkers(int n) {
        return new Options(n, partitions, memory, disk, work, checkpoint, resume, every, observer, stop);
    }

    public Options withPartitions(int n) {
        return new Options(workers, n, memory, disk, work, checkpoint, resume, every, observer, stop);
    }

    public Options withMemory(long bytes) {
        return new Options(workers, partitions, bytes, disk, work, checkpoint, resume, every, observer, stop);
    }

    public Options withDisk(long bytes) {
        return new Options(workers, partitions, memory, bytes, work, checkpoint, resume, every, observer, stop);
    }

    public Options withWork(Path folder) {
        return new Options(workers, partitions, memory, disk, folder, checkpoint, resume, every, observer, stop);
    }

    public Options withCheckpoint(Path folder) {
        return new Options(workers, partitions, memory, disk, work, folder, resume, every, observer, stop);
    }

    /** Goes on from the checkpoint in the folder, and saves there. */
    public Options withResume(Path folder) {
        return new Options(workers, partitions, memory, disk, work, folder, true, every, observer, stop);
    }

    public Options withEvery(Duration time) {
        return new Options(workers, partitions, memory, disk, work, checkpoint, resume, time, observer, stop);
    }

    public Options withObserver(Observer who) {
        return new Options(workers, partitions, memory, disk, work, checkpoint, resume, every, who, stop);
    }

    public Options withStop(Stop earlier) {
        return new Options(workers, partitions, memory, disk, work, checkpoint, resume, every, observer, earlier);
    }
}
