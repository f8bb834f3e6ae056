package dev.pagetwin.checker.search.explore.peers;

import dev.pagetwin.checker.search.cluster.Cluster;
import dev.pagetwin.checker.search.cluster.Terms;
import dev.pagetwin.checker.search.explore.Observer;
import dev.pagetwin.checker.search.explore.Outcome;
import dev.pagetwin.checker.spark.SparkEngine;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** One search of the peers' model on Spark, as a process of its own, for comparison; see checker/bench/spark.sh. */
final class PeerOnSpark {
    private PeerOnSpark() {}

    /** Arguments: bounds M,V,F,S,T; bug 0 to 4; symmetry none, fs or all; master; shards. */
    public static void main(String[] args) throws IOException {
        MteSwap.Symmetry symmetry = switch (args[2]) {
            case "none" -> MteSwap.Symmetry.NONE;
            case "fs" -> MteSwap.Symmetry.FOLIOS_AND_SLOTS;
            case "all" -> MteSwap.Symmetry.ALL;
            default -> throw new IllegalArgumentException("no symmetry " + args[2]);
        };
        PeerSource source = new PeerSource(args[0], Integer.parseInt(args[1]), symmetry);
        Terms terms = new Terms(args[3], Integer.parseInt(args[4]), null, Duration.ofSeconds(10), Map.of());
        long[] most = {0};
        Observer observer = progress -> most[0] = Math.max(most[0], progress.memory());
        try (Cluster cluster = new SparkEngine().connect(terms)) {
            Outcome found = cluster.explore(source, observer);
            System.out.println(source.model().name() + ": " + found.status() + " states=" + found.distinct()
                    + " transitions=" + found.transitions() + " levels=" + found.levels().size() + " bytes=" + most[0]);
        }
    }
}
