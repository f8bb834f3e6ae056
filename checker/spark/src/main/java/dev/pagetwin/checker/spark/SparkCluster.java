package dev.pagetwin.checker.spark;

import dev.pagetwin.checker.search.cluster.Cluster;
import dev.pagetwin.checker.search.cluster.ClusterException;
import dev.pagetwin.checker.search.cluster.Terms;
import dev.pagetwin.checker.search.explore.Observer;
import dev.pagetwin.checker.search.explore.Outcome;
import dev.pagetwin.checker.search.explore.Source;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.checkerframework.checker.nullness.qual.Nullable;

/** What one connection to Spark can do. */
final class SparkCluster implements Cluster {
    /** As many as a search within one process has, so that traces are the same. */
    private static final int PARTITIONS = 64;

    private static final int MOST_PARTITIONS = 1 << 12;

    private final JavaSparkContext spark;
    private final SparkSearch.Safety safety;
    private final @Nullable Path folder;
    private final int shards;
    private final int partitions;

    /** @param folder a folder of its own for checkpoints, which goes when this is closed; or null */
    SparkCluster(JavaSparkContext spark, Terms terms, boolean local, @Nullable Path folder) throws ClusterException {
        this.spark = spark;
        this.safety = new SparkSearch.Safety(folder != null, terms.every());
        this.folder = folder;
        // One shard a thread leaves a thread idle at the end of each level.
        int enough = local ? Math.min(2 * spark.defaultParallelism(), PARTITIONS) : PARTITIONS;
        this.shards = terms.shards() > 0 ? terms.shards() : enough;
        this.partitions = Math.max(PARTITIONS, Integer.highestOneBit(2 * shards - 1));
        if (shards > MOST_PARTITIONS) {
            throw new ClusterException("--shards: found " + shards + ", expected at most " + MOST_PARTITIONS);
        }
    }

    @Override
    public String words() {
        return "spark " + spark.version() + " at " + spark.master() + ", " + shards + (shards == 1 ? " shard" : " shards");
    }

    @Override
    public int shards() {
        return shards;
    }

    @Override
    public Outcome explore(Source source, Observer observer) throws IOException {
        try {
            Workers.Order order = new Workers.Order(UUID.randomUUID(), source, partitions, shards);
            return new SparkSearch(spark, order, safety).run(observer);
        } catch (Exception e) {
            throw thrown(e);
        }
    }

    @Override
    public <T extends Serializable> List<T> run(List<? extends Job<T>> jobs) throws IOException {
        List<byte[]> packed = new ArrayList<>();
        for (Job<T> job : jobs) {
            packed.add(bytes(job));
        }
        try {
            List<T> results = new ArrayList<>();
            for (byte[] one : spark.parallelize(packed, Math.max(1, packed.size())).map(SparkCluster::done).collect()) {
                @SuppressWarnings("unchecked") // what the job answers
                T result = (T) object(one);
                results.add(result);
            }
            return results;
        } catch (Exception e) {
            throw thrown(e);
        }
    }

    private static byte[] done(byte[] job) {
        return bytes(((Job<?>) object(job)).run());
    }

    private static byte[] bytes(Object object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Object object(byte[] bytes) {
        try (ObjectInputStream in = new Reader(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Finds classes of the jar that was sent after the process began. */
    private static final class Reader extends ObjectInputStream {
        private Reader(InputStream in) throws IOException {
            super(in);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass described) throws IOException, ClassNotFoundException {
            return Class.forName(described.getName(), false, SparkCluster.class.getClassLoader());
        }
    }

    /** What a task threw, if it is our own; else what Spark says, in a line. Scala does not declare what it throws. */
    private static IOException thrown(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClusterException known) {
                return known;
            }
            if (cause instanceof RuntimeException own && isOurs(own)) {
                throw own;
            }
        }
        if (e instanceof SparkException || e instanceof IOException) {
            return new ClusterException("the cluster gave up: " + SparkEngine.line(e));
        }
        if (e instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        return new IOException(e);
    }

    private static boolean isOurs(RuntimeException e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().startsWith("dev.pagetwin.");
    }

    @Override
    public void close() {
        try {
            if (folder != null) {
                folder.getFileSystem(spark.hadoopConfiguration()).delete(folder, true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            spark.stop();
        }
    }
}
