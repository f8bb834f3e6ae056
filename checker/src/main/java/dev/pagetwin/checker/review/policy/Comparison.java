package dev.pagetwin.checker.review.policy;

import dev.pagetwin.checker.stop.Stop;
import dev.pagetwin.impl.arch.tagstorage.policy.Policies;
import dev.pagetwin.impl.arch.tagstorage.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Every workload under every policy.
 *
 * @param rows by workload, then by policy
 */
public record Comparison(Size size, long seed, List<Measured> rows) {
    /** Told of what begins: what, how many are done, and of how many. */
    public interface Observer {
        void at(String what, int done, int all);
    }

    /** Runs them, one after the other, until stopped. */
    public static Comparison of(Size size, long seed, Observer observer, Stop stop) {
        List<Measured> rows = new ArrayList<>();
        int all = runs();
        for (Workload workload : Workload.values()) {
            for (Supplier<Policy> policy : Policies.ALL) {
                if (stop.requested()) {
                    return new Comparison(size, seed, List.copyOf(rows));
                }
                Policy one = policy.get();
                observer.at(workload.text() + " under " + one.name(), rows.size(), all);
                rows.add(new Programs(one, workload, size, seed).run());
            }
        }
        return new Comparison(size, seed, List.copyOf(rows));
    }

    private static int runs() {
        return Workload.values().length * Policies.ALL.size();
    }

    /** Whether every workload was run under every policy. */
    public boolean complete() {
        return rows.size() == runs();
    }

    /** The rows of a workload. */
    public List<Measured> rows(Workload workload) {
        return rows.stream().filter(row -> row.workload() == workload).toList();
    }

    /** Steps that the two sides took together. */
    public long steps() {
        return rows.stream().mapToLong(Measured::steps).sum();
    }

    /** Whether all hold that should. */
    public boolean holds() {
        return rows.stream().allMatch(row -> row.holds() || row.strays());
    }
}
