package dev.pagetwin.checker.spark;

import dev.pagetwin.checker.search.cluster.Cluster;
import dev.pagetwin.checker.search.cluster.Terms;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Spark with two threads of this process: one at a time, kept from test to test. With {@code -Dpagetwin.workers=2} the
 * same tests run on two workers, each a process, which takes many times as long.
 */
public final class Here implements Closeable {
    private static final boolean ON_WORKERS = Integer.getInteger("pagetwin.workers", 0) == 2;
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final int shards;
    private Cluster cluster;
    private Standalone workers;
    private Path folder;

    /** Nothing is connected before it is asked for. */
    public Here(int shards) {
        this.shards = shards;
    }

    /** The two threads, or workers. */
    public Cluster cluster() throws IOException {
        if (cluster == null) {
            Terms threads = new Terms("local[2]", shards, null, EVERY, Map.of());
            cluster = new SparkEngine().connect(ON_WORKERS ? workers() : threads);
        }
        return cluster;
    }

    private Terms workers() throws IOException {
        folder = Files.createTempDirectory("pagetwin-workers");
        try {
            workers = new Standalone(folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return new Terms(workers.master(), shards, folder.resolve("saved").toUri().toString(), EVERY, Standalone.conf());
    }

    @Override
    public void close() throws IOException {
        if (cluster != null) {
            cluster.close();
            cluster = null;
        }
        if (workers != null) {
            workers.close();
            workers = null;
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
