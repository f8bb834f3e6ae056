package dev.pagetwin.checker.twin;

import dev.pagetwin.impl.HardwareListener;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.RepError;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.monitor.HardwareEvent;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.state.Pfn;
import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * One machine of the specification and one kernel, stepped together. After each step: results, then states, then
 * invariants and monitors, then the kernel's own representation; before it: that nothing changed since the last one.
 * The first disagreement ends the run.
 */
public final class Twin {
    private final Compare compare;
    private final Observer observer;
    private final Kernel kernel;
    private final Abstraction abstraction;
    private final Oracle oracle = new Oracle();
    private final List<HardwareEvent> events = new ArrayList<>();
    private Machine machine;
    private Result result = Result.OK;
    private int steps;
    private boolean diverged;

    /** Boots both sides. */
    public Twin(Bounds bounds, Design design, Compare compare, Observer observer) {
        this.compare = compare;
        this.observer = observer;
        this.machine = Machine.boot(bounds);
        this.kernel = design.boot(bounds);
        this.abstraction = new Abstraction(kernel.view());
        kernel.setListener(listener(events));
    }

    private static HardwareListener listener(List<HardwareEvent> events) {
        return new HardwareListener() {
            @Override
            public void allocated(int pfn) {
                events.add(new HardwareEvent.Allocated(Pfn.of(pfn)));
            }

            @Override
            public void tagsWritten(int pfn) {
                events.add(new HardwareEvent.TagsWritten(Pfn.of(pfn)));
            }

            @Override
            public void flagSet(int pfn) {
                events.add(new HardwareEvent.FlagSet(Pfn.of(pfn)));
            }
        };
    }

    /** Steps through the operations until the first disagreement. */
    public static Run run(Bounds bounds, Design design, Compare compare, List<Op> ops) {
        Twin twin = new Twin(bounds, design, compare, Observer.NONE);
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
        return abstraction.machine(machine);
    }

    /** The kernel's counters and orphaned records after the last step. */
    public Ledger implLedger() {
        return abstraction.ledger(machine);
    }

    /** Tells the observer what the properties reached; once, at the end of a run. */
    public void report() {
        oracle.report(observer);
    }

    /** Takes the step on both sides; the first disagreement, or null. No step may follow one that disagreed. */
    public @Nullable Divergence step(Op op) {
        if (diverged) {
            throw new IllegalStateException("the run is over");
        }
        steps++;
        events.clear();
        Machine before = machine;
        Outcome outcome = op.apply(before);
        machine = outcome.machine();
        result = outcome.result();
        observer.stepped(op, result);
        Divergence divergence = judged(op, before);
        diverged = divergence != null;
        return divergence;
    }

    private @Nullable Divergence judged(Op op, Machine before) {
        List<Difference> differences = new ArrayList<>();
        try {
            if (compare == Compare.STATE) {
                differences.addAll(differences("between steps / ", before, observe(before)));
            }
            String answer = Abstraction.result(Drive.apply(kernel, op)).text();
            if (!answer.equals(result.text())) {
                differences.add(new Difference("result", result.text(), answer));
            }
            if (compare == Compare.RESULTS) {
                return differences.isEmpty() ? null : diverges(differences, broken(before, observe(machine)));
            }
            Observed after = observe(machine);
            differences.addAll(differences("", machine, after));
            List<String> broken = broken(before, after);
            if (!differences.isEmpty()) {
                return diverges(differences, broken);
            }
            if (!broken.isEmpty()) {
                return new Divergence(FailureClass.INVARIANT, steps, List.of(), List.copyOf(broken));
            }
            kernel.checkRep();
            return null;
        } catch (RepError e) {
            return threw(FailureClass.REPRESENTATION, "representation", "consistent", String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return threw(FailureClass.CRASH, "exception", "none", oneLine(e));
        }
    }

    /** The kernel's side as the abstraction reads it, with the ghost of this state of the specification. */
    private record Observed(Machine machine, Ledger ledger) {}

    private Observed observe(Machine spec) {
        return new Observed(abstraction.machine(spec), abstraction.ledger(spec));
    }

    private static List<Difference> differences(String prefix, Machine spec, Observed impl) {
        Ledger derived = Ledger.of(spec);
        if (impl.machine().equals(spec) && impl.ledger().equals(derived)) {
            return List.of();
        }
        List<Difference> found = new ArrayList<>(TreeDiff.between(spec, impl.machine()));
        found.addAll(TreeDiff.between(derived, impl.ledger()));
        return found.stream()
                .map(d -> new Difference(prefix + d.path(), d.spec(), d.impl()))
                .toList();
    }

    private List<String> broken(Machine before, Observed after) {
        List<String> broken = oracle.judge(after.machine(), after.ledger());
        broken.addAll(oracle.judge(before, events));
        return broken;
    }

    private Divergence diverges(List<Difference> differences, List<String> broken) {
        return new Divergence(FailureClass.DIVERGENCE, steps, List.copyOf(differences), List.copyOf(broken));
    }

    private Divergence threw(FailureClass failure, String what, String spec, String impl) {
        return new Divergence(failure, steps, List.of(new Difference(what, spec, impl)), List.of());
    }

    private static String oneLine(Throwable e) {
        String message = String.valueOf(e.getMessage());
        return e.getClass().getSimpleName() + ": " + message.lines().findFirst().orElse("");
    }
}
