package dev.pagetwin.checker.spark;

import dev.pagetwin.checker.search.cluster.Cluster;
import dev.pagetwin.checker.search.cluster.ClusterException;
import dev.pagetwin.checker.search.cluster.Terms;
import java.io.Closeable;
import java.time.Duration;
import java.util.Map;

/** Spark with two threads of this process: one at a time, kept from test to test. */
public final class Here implements Closeable {
    private final int shards;
    private Cluster cluster;

    /** Nothing is connected before it is asked for. */
    public Here(int shards) {
        this.shards = shards;
    }

    /** The two threads. */
    public Cluster cluster() throws ClusterException {
        if (cluster == null) {
            cluster = new SparkEngine().connect(new Terms("local[2]", shards, null, Duration.ofSeconds(10), Map.of()));
        }
        return cluster;
    }

    @Override
    public void close() {
        if (cluster != null) {
            cluster.close();
            cluster = null;
        }
    }
}
