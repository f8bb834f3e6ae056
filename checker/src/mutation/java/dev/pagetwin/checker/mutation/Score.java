package dev.pagetwin.checker.mutation;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How much of a package's changes the oracle saw, held against the list of known survivors. */
record Score(String name, List<Mutant> mutants, Listed listed) {
    /** What is asked of every package. */
    private static final double LEAST = 0.95;

    static final String HEADER = String.format(
            Locale.ROOT, "%-15s %8s %8s %11s %7s %11s %9s %9s", "package", "mutants", "killed", "equivalent", "missed",
            "not listed", "score", "of all");

    private long killed() {
        return mutants.stream().filter(m -> m.fate() == Mutant.Fate.KILLED).count();
    }

    private long equivalent() {
        return mutants.stream().filter(m -> m.fate() != Mutant.Fate.KILLED && listed.isEquivalent(m)).count();
    }

    private long missed() {
        return mutants.size() - killed() - equivalent() - unlisted().size();
    }

    /** Survivors of which nobody says why. */
    List<Mutant> unlisted() {
        return mutants.stream().filter(m -> m.fate() != Mutant.Fate.KILLED && !listed.has(m)).toList();
    }

    /** What is listed and was killed, or is no mutant any more. */
    List<String> outdated() {
        Map<String, Mutant.Fate> fates = new HashMap<>();
        mutants.forEach(m -> fates.put(m.key(), m.fate()));
        return listed.keys().stream()
                .filter(key -> !fates.containsKey(key) || fates.get(key) == Mutant.Fate.KILLED)
                .toList();
    }

    /** Killed of those that can be told from the original. */
    private double score() {
        return (double) killed() / (mutants.size() - equivalent());
    }

    boolean isGood() {
        return score() >= LEAST && missed() == 0 && unlisted().isEmpty() && outdated().isEmpty();
    }

    String row() {
        return String.format(
                Locale.ROOT, "%-15s %,8d %,8d %,11d %,7d %,11d %8.1f%% %8.1f%%", name, mutants.size(), killed(),
                equivalent(), missed(), unlisted().size(), 100 * score(), 100.0 * killed() / mutants.size());
    }
}
