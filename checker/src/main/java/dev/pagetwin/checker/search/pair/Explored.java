package dev.pagetwin.checker.search.pair;

import dev.pagetwin.checker.search.explore.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.preset.Preset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What an exploration came to.
 *
 * @param outcome what the engine says
 * @param failing a shortest list of operations that ends in a wanted disagreement, or null if there is none so far
 * @param bytes the most memory that tables and queue took
 * @param nanos how long it took
 */
public record Explored(Question question, Outcome outcome, @Nullable List<Op> failing, long bytes, long nanos) {
    /** Whether every reachable state was looked at. */
    public boolean isExhausted() {
        return outcome.status() == Outcome.Status.EXHAUSTED && cut() == 0;
    }

    /** The depth of the deepest state. */
    public int depth() {
        return outcome.levels().size() - 1;
    }

    /** States in which nothing that changes anything is possible. */
    public long stuck() {
        return counter(Census.STUCK);
    }

    /** States not looked at further, as they lie at the depth at which it was to end. */
    public long cut() {
        return counter(Census.CUT);
    }

    /** Steps that disagree in a way that nobody wanted to know. */
    public long unwanted() {
        return counter(Census.UNWANTED);
    }

    private long counter(int number) {
        return outcome.counters().get(number);
    }

    /** How often something was met, by its name: premises, overlaps, rejections. */
    public Map<String, Long> census() {
        Map<String, Long> counts = new TreeMap<>();
        for (int i = 0; i < Census.STUCK; i++) {
            counts.put(Census.NAMES.get(i), outcome.counters().get(i));
        }
        return counts;
    }

    /** How often each kind of operation was taken, of those that the preset leaves in. */
    public Map<String, Long> taken() {
        Map<String, Long> taken = new TreeMap<>();
        eachAction((kind, op, n) -> taken.merge(kind.name(), n, Long::sum));
        return taken;
    }

    /** The operations that the preset leaves in and that were never taken. */
    public List<String> operationsNeverTaken() {
        return withoutCount(taken());
    }

    /** Arguments that an operation was never taken with, such as {@code fault page=none}, of those that were taken. */
    public List<String> argumentsNeverTaken() {
        Set<String> idle = Set.copyOf(operationsNeverTaken());
        Map<String, Long> taken = new TreeMap<>();
        eachAction((kind, op, n) -> {
            for (OpKind.Arg arg : kind.args()) {
                if (!idle.contains(kind.name())) {
                    taken.merge(Preset.text(kind, arg, op), n, Long::sum);
                }
            }
        });
        return withoutCount(taken);
    }

    /** Properties whose premise was never met. */
    public List<String> premisesNeverMet() {
        // Alone, the specification has no hardware that could be monitored.
        return neverMet("premise ", question.design() == null ? Census.MONITORED : Set.of());
    }

    /** What never went on at the same time. */
    public List<String> overlapsNeverMet() {
        return neverMet("overlap ", Set.of());
    }

    private List<String> neverMet(String group, Set<String> but) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (int i = 0; i < Census.STUCK; i++) {
            String name = Census.NAMES.get(i);
            if (name.startsWith(group) && !but.contains(name)) {
                counts.put(name.substring(group.length()), counter(i));
            }
        }
        return withoutCount(counts);
    }

    /** How often an operation was rejected for a reason, for all reasons its guards may give, by both names. */
    public Map<String, Long> rejections() {
        Set<String> left = taken().keySet();
        Map<String, Long> counts = new LinkedHashMap<>();
        for (int kind = 0; kind < Ops.KINDS.size(); kind++) {
            OpKind of = Ops.KINDS.get(kind);
            for (Rejection reason : left.contains(of.name()) ? of.rejections() : Set.<Rejection>of()) {
                counts.put(of.name() + " " + reason.text(), counter(Census.rejection(kind, reason)));
            }
        }
        return counts;
    }

    /** The rejections that may be given and were not. */
    public List<String> rejectionsNeverGiven() {
        return withoutCount(rejections());
    }

    /** What was counted and not met. */
    public static List<String> withoutCount(Map<String, Long> counts) {
        List<String> none = new ArrayList<>();
        counts.forEach((name, n) -> {
            if (n == 0) {
                none.add(name);
            }
        });
        return none;
    }

    /** Takes an operation, its kind, and how often it was taken. */
    private interface Taken {
        void see(OpKind kind, Op op, long n);
    }

    private void eachAction(Taken each) {
        List<List<Op>> alphabet = question.preset().alphabet();
        int action = 0;
        for (int kind = 0; kind < alphabet.size(); kind++) {
            for (Op op : alphabet.get(kind)) {
                each.see(Ops.KINDS.get(kind), op, outcome.actions().get(action++).taken());
            }
        }
    }
}
