package dev.pagetwin.checker.review.policy;

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

    /** Runs them, one after the other. */
    public static Comparison of(Size size, long seed, Observer observer) {
        List<Measured> rows = new ArrayList<>();
        int all = Workload.values().length * Policies.ALL.size();
        for (Workload workload : Workload.values()) {
            for (Supplier<Policy> policy : Policies.ALL) {
                Policy one = policy.get();
                observer.at(workload.text() + " under " + one.name(), rows.size(), all);
                rows.add(new Programs(one, workload, size, seed).run());
            }
        }
        return new Comparison(size, seed, List.copyOf(rows));
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
