package dev.pagetwin.checker.search.pair;

import dev.pagetwin.checker.search.explore.Outcome;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.preset.Preset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        Preset preset = question.preset();
        Map<String, Long> taken = new TreeMap<>();
        List<List<Op>> alphabet = preset.alphabet();
        int action = 0;
        for (int kind = 0; kind < alphabet.size(); kind++) {
            OpKind of = Ops.KINDS.get(kind);
            for (int i = 0; i < alphabet.get(kind).size(); i++) {
                taken.merge(of.name(), outcome.actions().get(action++).taken(), Long::sum);
            }
        }
        return taken;
    }

    /** The names of what is counted in {@link #census}, in their order, that begin so. */
    public static List<String> names(String prefix) {
        List<String> names = new ArrayList<>();
        for (String name : Census.NAMES) {
            if (name.startsWith(prefix)) {
                names.add(name);
            }
        }
        return names;
    }
}
