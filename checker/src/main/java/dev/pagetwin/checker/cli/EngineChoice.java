package dev.pagetwin.checker.cli;

import dev.pagetwin.checker.search.cluster.Cluster;
import dev.pagetwin.checker.search.cluster.ClusterException;
import dev.pagetwin.checker.search.cluster.Engine;
import dev.pagetwin.checker.search.cluster.Terms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;
import picocli.CommandLine.Option;

/** What computes: this process, or a cluster. */
final class EngineChoice {
    private static final String LOCAL = "local";
    private static final String SPARK = "spark";

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            defaultValue = LOCAL,
            description = "What computes: local, or spark, which is built apart. Default: ${DEFAULT-VALUE}.")
    private String engine = LOCAL;

    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "With --engine spark: the cluster, such as local[2] or spark://host:7077. Default: what "
                    + "spark-submit says, else local[2].")
    private @Nullable String master;

    @Option(
            names = "--shards",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "With --engine spark: into how many parts to cut the work. No result depends on it, but beyond 64 "
                    + "another trace of the same length may be told. Default: twice the local threads, at most 64.")
    private @Nullable Integer shards;

    @Option(
            names = "--conf",
            paramLabel = "KEY=VALUE",
            description = "With --engine spark: a setting of Spark's own; may be repeated.")
    private List<String> conf = new ArrayList<>();

    /** Whether this process computes. */
    boolean isLocal() {
        return engine.equals(LOCAL);
    }

    /** The cluster for a random search, or null if this process is to do all. */
    @Nullable Cluster connect(Effort effort) {
        if (!isLocal() && effort.steps() == null) {
            throw new BadInput("--engine " + engine + ": found no --steps, expected a number of them: how far a time goes "
                    + "depends on the machines");
        }
        return connect(null, Duration.ZERO);
    }

    /** The cluster, or null if this process is to do all. */
    @Nullable Cluster connect(@Nullable String checkpoint, Duration every) {
        if (isLocal()) {
            checkLocal();
            return null;
        }
        Engine found = engine.equals(SPARK) ? Engine.named(engine) : null;
        if (found == null) {
            throw new BadInput("--engine " + engine + ": " + (engine.equals(SPARK)
                    ? "found no such engine on the class path; build it with: mvn -B -Pspark -DskipTests package"
                    : "found an unknown engine, expected local or spark"));
        }
        Integer parts = shards;
        try {
            return found.connect(new Terms(master, parts == null ? 0 : parts, checkpoint, every, settings()));
        } catch (ClusterException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }

    private void checkLocal() {
        String given = master != null ? "--master" : shards != null ? "--shards" : conf.isEmpty() ? null : "--conf";
        if (given != null) {
            throw new BadInput(given + ": found --engine local, expected --engine spark");
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String one : conf) {
            int at = one.indexOf('=');
            if (at < 1) {
                throw new BadInput("--conf " + one + ": expected KEY=VALUE");
            }
            settings.put(one.substring(0, at), one.substring(at + 1));
        }
        return settings;
    }
}
