package dev.pagetwin.checker.search;

import dev.pagetwin.checker.twin.Observer;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.invariant.Invariant;
import dev.pagetwin.spec.invariant.Invariants;
import dev.pagetwin.spec.monitor.BlockChange;
import dev.pagetwin.spec.monitor.Monitor;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What a search reached: steps taken, failed and rejected by operation, premises met by property. */
public final class Coverage implements Observer, Serializable {
    private static final long serialVersionUID = 1L;

    private final TreeMap<String, Counts> operations = new TreeMap<>();
    private final TreeMap<String, Long> premises = new TreeMap<>();
    private final EnumMap<BlockChange, Long> blocks = new EnumMap<>(BlockChange.class);
    private final Overlaps overlaps = new Overlaps();
    private long steps;

    /** How often an operation was done, gave up, and was rejected for which reason. */
    public static final class Counts implements Serializable {
        private static final long serialVersionUID = 1L;

        private long taken;
        private long failed;
        private final TreeMap<Rejection, Long> rejected = new TreeMap<>();

        public long taken() {
            return taken;
        }

        public long failed() {
            return failed;
        }

        /** Rejections by reason, in the order of the reasons. */
        public Map<Rejection, Long> rejected() {
            return rejected;
        }

        public long rejections() {
            long n = 0;
            for (long value : rejected.values()) {
                n += value;
            }
            return n;
        }
    }

    /** Nothing reached: every operation and property that exists, at zero. */
    public Coverage() {
        for (OpKind kind : Ops.KINDS) {
            operations.put(kind.name(), new Counts());
        }
        for (Invariant invariant : Invariants.ALL) {
            premises.put(invariant.name(), 0L);
        }
        for (Monitor monitor : Monitor.ALL) {
            premises.put(monitor.name(), 0L);
        }
    }

    @Override
    public void stepped(Machine before, Op op, Result result) {
        steps++;
        Counts counts = counts(Ops.kindOf(op).name());
        if (!(result instanceof Result.Rejected)) {
            overlaps.count(before, Ops.kindOf(op));
        }
        if (result instanceof Result.Rejected r) {
            counts.rejected.put(r.reason(), counts.rejected.getOrDefault(r.reason(), 0L) + 1);
        } else if (result instanceof Result.Failed) {
            counts.failed++;
        } else {
            counts.taken++;
        }
    }

    @Override
    public void judged(String property, long reached) {
        premises.put(property, premises.getOrDefault(property, 0L) + reached);
    }

    @Override
    public void changed(BlockChange change, long times) {
        blocks.merge(change, times, Long::sum);
    }

    /** An operation was done, gave up, and was rejected so many times. */
    public void counted(String operation, long taken, long failed, Map<Rejection, Long> rejected) {
        Counts counts = counts(operation);
        counts.taken += taken;
        counts.failed += failed;
        rejected.forEach((reason, n) -> counts.rejected.merge(reason, n, Long::sum));
        steps += taken + failed + rejected.values().stream().mapToLong(n -> n).sum();
    }

    private Counts counts(String operation) {
        return operations.computeIfAbsent(operation, name -> new Counts());
    }

    /** Adds what another search reached. */
    public void add(Coverage other) {
        steps += other.steps;
        other.operations.forEach((name, theirs) -> {
            Counts ours = counts(name);
            ours.taken += theirs.taken;
            ours.failed += theirs.failed;
            theirs.rejected.forEach((reason, n) ->
                    ours.rejected.put(reason, ours.rejected.getOrDefault(reason, 0L) + n));
        });
        other.premises.forEach(this::judged);
        other.blocks.forEach(this::changed);
        overlaps.add(other.overlaps);
    }

    /** What was taken while something was in flight. */
    public Overlaps overlaps() {
        return overlaps;
    }

    /** What became of blocks of entries; empty if none was folded. */
    public Map<BlockChange, Long> blocks() {
        return blocks;
    }

    public long steps() {
        return steps;
    }

    /** By operation, in the order of the names. */
    public Map<String, Counts> operations() {
        return operations;
    }

    /** How often each property's premise was met, in the order of the names. */
    public Map<String, Long> premises() {
        return premises;
    }
}
