package dev.pagetwin.checker.twin;

import dev.pagetwin.impl.Kernel;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.op.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * One machine of the specification and one kernel, stepped together. After each step: results, then states, then
 * invariants and monitors, then the kernel's own representation; before it: that nothing changed since the last one.
 * The first disagreement ends the run.
 */
public final class Twin {
    private final Compare compare;
    private final Observer observer;
    private final Judge judge;
    private Machine machine;
    private Result result = Result.OK;
    private long steps;
    private boolean diverged;

    /** Boots both sides. */
    public Twin(Bounds bounds, Design design, Compare compare, Observer observer) {
        this(Window.whole(bounds), design, compare, observer);
    }

    /** Boots both sides, with the machine as a window on a larger kernel. */
    public Twin(Window window, Design design, Compare compare, Observer observer) {
        this(window, window.enter(design), compare, observer, Pace.WHOLE);
    }

    /** The same with a kernel that is booted already, which the window has entered. */
    public Twin(Window window, Kernel kernel, Compare compare, Observer observer, Pace pace) {
        this(window, kernel, compare, observer, pace, Without.NOTHING);
    }

    private Twin(Window window, Kernel kernel, Compare compare, Observer observer, Pace pace, Without off) {
        this.compare = compare;
        this.observer = observer;
        this.machine = Machine.boot(window.bounds());
        this.judge = new Judge(kernel, window, pace, off);
    }

    /** Boots both sides, to be judged by a part of the oracle alone. */
    public static Twin without(Without off, Bounds bounds, Design design) {
        Window window = Window.whole(bounds);
        return new Twin(window, window.enter(design), Compare.STATE, Observer.NONE, Pace.WHOLE, off);
    }

    /** Steps through the operations until the first disagreement. */
    public static Run run(Bounds bounds, Design design, Compare compare, List<Op> ops) {
        return run(Window.whole(bounds), design, compare, ops);
    }

    /** The same, comparing at this pace. */
    public static Run run(Bounds bounds, Design design, Compare compare, List<Op> ops, Pace pace) {
        Window window = Window.whole(bounds);
        return run(new Twin(window, window.enter(design), compare, Observer.NONE, pace), ops);
    }

    /** The same, with the machine as a window on a larger kernel. */
    public static Run run(Window window, Design design, Compare compare, List<Op> ops) {
        return run(new Twin(window, design, compare, Observer.NONE), ops);
    }

    private static Run run(Twin twin, List<Op> ops) {
        List<Result> results = new ArrayList<>();
        for (Op op : ops) {
            Divergence divergence = twin.step(op);
            results.add(twin.result);
            if (divergence != null) {
                return new Run(List.copyOf(ops.subList(0, results.size())), List.copyOf(results), divergence);
            }
        }
        return new Run(List.copyOf(ops), List.copyOf(results), null);
    }

    /** The specification's side, after the last step. */
    public Machine machine() {
        return machine;
    }

    /** The specification's result of the last step. */
    public Result result() {
        return result;
    }

    /** The kernel's side after the last step, as the abstraction reads it. */
    public Machine implMachine() {
        return judge.implMachine(machine);
    }

    /** The kernel's counters and orphaned records after the last step. */
    public Ledger implLedger() {
        return judge.implLedger(machine);
    }

    /** What the kernel holds now beyond what the specification sees. */
    public Residue residue() {
        return judge.residue();
    }

    /** The kernel's page tables now, packed, by place. */
    public Map<String, Long> words() {
        return judge.words(machine);
    }

    /** What was judged so far. */
    public Oracle oracle() {
        return judge.oracle();
    }

    /** Tells the observer what the properties reached; once, at the end of a run. */
    public void report() {
        judge.report(observer);
    }

    /** Compares all there is, in the whole kernel, once more; the first disagreement, or null. */
    public @Nullable Divergence whole() {
        return judge.whole(machine, steps, true);
    }

    /** Lets something happen in the kernel's background; what it did to the machine, or null. */
    public @Nullable Divergence aside(Runnable background) {
        judge.aside(background);
        return judge.whole(machine, steps, false);
    }

    /** Takes the step on both sides; the first disagreement, or null. No step may follow one that disagreed. */
    public @Nullable Divergence step(Op op) {
        if (diverged) {
            throw new IllegalStateException("the run is over");
        }
        steps++;
        Machine before = machine;
        Outcome outcome = op.apply(before);
        machine = outcome.machine();
        result = outcome.result();
        observer.stepped(before, op, result);
        Divergence divergence = judge.step(op, before, outcome, steps, compare);
        diverged = divergence != null;
        if (!diverged && compare == Compare.STATE) {
            machine = judge.adopted(machine);
        }
        return divergence;
    }
}
