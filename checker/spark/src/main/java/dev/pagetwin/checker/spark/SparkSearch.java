package dev.pagetwin.checker.spark;

import dev.pagetwin.checker.search.explore.Course;
import dev.pagetwin.checker.search.explore.Observer;
import dev.pagetwin.checker.search.explore.Origins;
import dev.pagetwin.checker.search.explore.Outcome;
import dev.pagetwin.checker.search.explore.Slice;
import dev.pagetwin.checker.search.explore.SliceWork;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;

/** One search: a level is one shuffle, and nothing but sums and links come to where it runs. */
final class SparkSearch {
    /** A checkpoint may take this part of the time. */
    private static final int ONE_PART_IN = 5;

    private final JavaSparkContext spark;
    private final Workers.Order order;
    private final Safety safety;
    private final BySlice bySlice;
    private final List<JavaRDD<byte[][]>> links = new ArrayList<>();
    private long lastSave = System.nanoTime();
    private long saveNanos;

    /**
     * How what is lost is made again.
     *
     * @param reliable whether there is a folder that outlives executors; else none can be lost but with the driver
     * @param every at least so much time lies between two savings of all visited keys
     */
    record Safety(boolean reliable, Duration every) {}

    SparkSearch(JavaSparkContext spark, Workers.Order order, Safety safety) {
        this.spark = spark;
        this.order = order;
        this.safety = safety;
        this.bySlice = new BySlice(order.slices());
    }

    Outcome run(Observer observer) throws IOException {
        Course course = new Course(order.source().model(), observer);
        SliceWork work = Workers.borrow(order);
        JavaRDD<Slice> before = spark.parallelize(
                IntStream.range(0, order.slices()).mapToObj(work::empty).toList(), order.slices());
        JavaPairRDD<Long, long[]> parcels =
                spark.parallelizePairs(work.initial().stream().map(Tasks::pair).toList(), 1);
        Workers.giveBack(order, work);
        try {
            do {
                JavaRDD<Slice> next = level(before, parcels, course);
                before.unpersist(false);
                before = next;
                parcels = next.mapPartitionsToPair(new Tasks.Expand(order, course.depth()));
            } while (course.hasMore());
            return course.outcome(this::origin);
        } finally {
            before.unpersist(false);
            links.forEach(level -> level.unpersist(false));
            Workers.forget(order);
        }
    }

    private JavaRDD<Slice> level(JavaRDD<Slice> before, JavaPairRDD<Long, long[]> parcels, Course course) {
        JavaRDD<Slice> next = before
                .zipPartitions(parcels.repartitionAndSortWithinPartitions(bySlice), new Tasks.Accept(order))
                .persist(StorageLevel.MEMORY_AND_DISK());
        JavaRDD<byte[][]> origins = next.map(Slice::links).persist(StorageLevel.MEMORY_AND_DISK());
        long begun = System.nanoTime();
        boolean saves = safety.reliable() && begun - lastSave >= Math.max(safety.every().toNanos(), ONE_PART_IN * saveNanos);
        if (safety.reliable()) {
            origins.checkpoint();
        } else {
            next.rdd().localCheckpoint();
        }
        if (saves) {
            next.checkpoint();
        }
        List<long[]> summaries = origins.zipPartitions(next, new Tasks.Summarise()).collect();
        if (saves) {
            lastSave = System.nanoTime();
            saveNanos = lastSave - begun;
        }
        links.add(origins);
        course.take(summaries);
        return next;
    }

    private Origins.Origin origin(int level, long position) {
        int slices = order.slices();
        int partitions = order.partitions();
        int[] holder = {Slice.holding(position, slices, partitions)};
        // Links stay where they are: only one of them comes here.
        long[] found = links.get(level).map(one -> {
            Origins.Origin origin = Slice.origin(one, position, slices, partitions);
            return new long[] {origin.parent(), origin.ordinal()};
        }).collectPartitions(holder)[0].get(0);
        return new Origins.Origin(found[0], (int) found[1]);
    }
}
