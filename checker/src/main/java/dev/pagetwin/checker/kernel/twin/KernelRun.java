package dev.pagetwin.checker.kernel.twin;

import dev.pagetwin.checker.cex.OpText;
import dev.pagetwin.checker.kernel.twin.Agent.Refused;
import dev.pagetwin.checker.kernel.twin.Burst.Path;
import dev.pagetwin.checker.kernel.twin.Burst.Step;
import dev.pagetwin.checker.kernel.twin.Finding.Missed;
import dev.pagetwin.checker.kernel.twin.Provocations.Means;
import dev.pagetwin.checker.twin.Difference;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.FailureClass;
import dev.pagetwin.checker.twin.TreeDiff;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.op.Ksm;
import dev.pagetwin.spec.op.Ldg;
import dev.pagetwin.spec.op.Load;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.op.Ptrace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * One run on a real kernel: the specification steps, the guest is made to do the same, and whenever nothing is in
 * flight, what can be seen of the guest is held against the specification. In the end programs read all they have.
 *
 * <p>A step that did not happen is written down with its reason, and the run goes on as well as it can: what programs
 * read is as specified wherever their pages are.
 */
public final class KernelRun {
    private static final int MOST_MISSED = 16;

    private final Agent agent;
    private final Layout layout;
    private final Reached reached;
    private final Causing causing;
    private final Confirm confirm = new Confirm();
    private final List<Missed> missed = new ArrayList<>();
    private final List<Step> open = new ArrayList<>();
    private final Adopting adopting = new Adopting();

    private Machine machine;
    private Machine quiet;
    private @Nullable Look look;
    private int steps;
    private boolean astray;
    private boolean reordered;

    /**
     * A run in a guest that was just started, or reset.
     *
     * @param layout how the machine lies in the guest
     * @param reached takes what was exercised
     */
    public KernelRun(Serial serial, Layout layout, Reached reached) {
        this.agent = new Agent(serial);
        this.layout = layout;
        this.reached = reached;
        this.causing = new Causing(agent, layout);
        this.machine = Machine.boot(layout.bounds());
        this.quiet = machine;
        if (layout.exactSlots()) {
            agent.asks("slots " + layout.slots());
        }
        agent.asks("a start");
    }

    /** Takes the operations, then lets programs read what they have. */
    public static Finding of(Serial serial, Bounds bounds, List<Op> ops, Layout.Has has, Reached reached) {
        KernelRun run = new KernelRun(serial, Layout.of(bounds, ops, has), reached);
        return run.tries(() -> {
            Divergence divergence = null;
            for (int i = 0; i < ops.size() && divergence == null; i++) {
                divergence = run.step(ops.get(i));
            }
            return divergence == null ? run.end() : divergence;
        });
    }

    /** What comes of it, also if the guest is lost meanwhile. */
    Finding tries(Supplier<@Nullable Divergence> work) {
        try {
            return finding(work.get());
        } catch (Serial.GuestLost e) {
            missed.add(new Missed(steps, "the guest", String.valueOf(e.getMessage()), true));
            return finding(null);
        }
    }

    /** The specification's side. */
    public Machine machine() {
        return machine;
    }

    /** Whether nothing is in flight. */
    public boolean isQuiet() {
        return open.isEmpty();
    }

    /** Whether every step so far has happened. */
    boolean hitherto() {
        return missed.isEmpty();
    }

    /** What is in flight, as paths that can go on. */
    List<Path> paths() {
        return new Burst(steps - open.size() + 1, quiet, List.copyOf(open), machine, 0).paths();
    }

    /** What the run says so far. */
    public Finding finding(@Nullable Divergence divergence) {
        return new Finding(divergence, missed, steps);
    }

    /** Takes a step; what was seen that is not as it should be, or null. */
    public @Nullable Divergence step(Op op) {
        steps++;
        Divergence divergence = open.isEmpty() || goesOn(op) ? null : finishFirst(op);
        return divergence == null ? take(op) : divergence;
    }

    /** Whether what is in flight goes on with the step, or the step only looks. */
    private boolean goesOn(Op op) {
        return Ops.kindOf(op).actor() == OpKind.Actor.OBSERVATION
                || paths().stream().anyMatch(path -> path.takes(op));
    }

    /**
     * A real kernel does not wait in the middle of what it does until somebody else has taken a step. So it does the
     * rest first: what is seen then has to be as specified too, but it is not what was asked for.
     */
    private @Nullable Divergence finishFirst(Op op) {
        Step step = new Step(steps, op, Result.OK);
        miss(step, "it comes in the middle of " + paths().get(0).name() + ", and nobody can make them meet", true);
        reordered = true;
        Burst rounded = Burst.rounded(open.get(0).number(), quiet, open, machine);
        if (rounded == null) {
            return null;
        }
        machine = rounded.after();
        return close(rounded);
    }

    private @Nullable Divergence take(Op op) {
        Outcome outcome = op.apply(machine);
        Step step = new Step(steps, op, outcome.result());
        if (outcome.result() instanceof Result.Rejected rejected) {
            return rejected(step, rejected);
        }
        machine = outcome.machine();
        open.add(step);
        return Burst.quiet(machine) ? close(burst()) : null;
    }

    private Burst burst() {
        return new Burst(open.get(0).number(), quiet, List.copyOf(open), machine, 0);
    }

    /** What must not happen can only be asked for where the kernel decides. */
    private @Nullable Divergence rejected(Step step, Result.Rejected rejected) {
        if (step.op() instanceof Ksm.Merge && open.isEmpty()) {
            Burst none = new Burst(step.number(), quiet, List.of(step), machine, 0);
            cause(new Path(step, List.of()), quiet);
            return settle(none);
        }
        if (adopting.hasHappened(step.op())) {
            reached.caused(Ops.kindOf(step.op()).name());
            return null;
        }
        if (reordered) {
            return null;
        }
        miss(step, "the specification rejects it (" + rejected.reason().text() + "), and nobody can ask for it", true);
        return null;
    }

    private static boolean looks(Path path) {
        return Ops.kindOf(path.begin().op()).actor() == OpKind.Actor.OBSERVATION;
    }

    private @Nullable Divergence close(Burst burst) {
        List<Path> all = burst.paths();
        // To look later is to look as well: what a program reads does not depend on what the kernel is about.
        List<Path> paths = new ArrayList<>(all.stream().filter(path -> !looks(path)).toList());
        all.stream().filter(KernelRun::looks).forEach(paths::add);
        paths.forEach(path -> cause(path, burst.before()));
        return settle(burst);
    }

    private void cause(Path path, Machine before) {
        List<Step> all = new ArrayList<>(List.of(path.begin()));
        all.addAll(path.rest());
        for (Step step : all) {
            Provocations.Row row = Provocations.of(Ops.kindOf(step.op()));
            String failure = Choices.failure(step.op());
            if (row.means() == Means.IMPOSSIBLE || (row.means() == Means.PART && step == path.begin())) {
                miss(step, row.means() == Means.PART ? "nothing has begun it" : row.how(), false);
                return;
            }
            if (failure != null || step.result() instanceof Result.Failed) {
                miss(step, "nobody can ask for " + (failure == null ? "the failure" : failure), false);
                return;
            }
        }
        try {
            causing.cause(path, before);
            all.forEach(step -> reached.caused(Ops.kindOf(step.op()).name()));
        } catch (Refused e) {
            miss(path.begin(), String.valueOf(e.getMessage()), true);
        }
    }

    private void miss(Step step, String why, boolean ever) {
        reached.missed(Ops.kindOf(step.op()).name());
        if (missed.size() < MOST_MISSED) {
            missed.add(new Missed(step.number(), OpText.of(step.op()), why, ever));
        }
    }

    // ---- what there is to see

    private @Nullable Divergence settle(Burst burst) {
        open.clear();
        Look now = Look.at(agent, layout, burst.after());
        machine = adopting.adopted(burst.after(), now);
        String missing = confirm.missing(burst, look, machine, now);
        quiet = machine;
        look = missing == null ? now : null;
        if (missing != null) {
            if (!astray) {
                miss(burst.steps().get(0), missing, true);
            }
            astray = true;
            return null;
        }
        astray = false;
        int last = burst.last();
        Divergence answer = answers(burst, last);
        return answer == null ? compare(now, last) : answer;
    }

    /** What programs read at once. */
    private @Nullable Divergence answers(Burst burst, int last) {
        for (Step step : burst.steps()) {
            if (step.result() instanceof Result.Value expected) {
                Divergence divergence = answer(step, expected, last);
                if (divergence != null) {
                    return divergence;
                }
            }
        }
        return null;
    }

    private @Nullable Divergence answer(Step step, Result.Value expected, int last) {
        int found = read(step.op(), expected.value());
        String text = new Result.Value(found).text();
        return found == expected.value()
                ? null
                : diverges(
                        last, List.of(new Difference("result", expected.text(), text)),
                        sight(Look.at(agent, layout, machine)));
    }

    private int read(Op op, int expected) {
        if (op instanceof Load c) {
            return Reading.of(agent, layout, c.mm(), c.va()).data(expected);
        }
        if (op instanceof Ldg c) {
            return Reading.of(agent, layout, c.mm(), c.va()).tag(c.granule(), expected);
        }
        if (op instanceof Ptrace.Peek c) {
            return Reading.peek(agent, layout, c, expected);
        }
        throw new IllegalStateException("no observation: " + op);
    }

    private Sight sight(Look now) {
        return Sight.of(agent, layout, machine, now, confirm);
    }

    private @Nullable Divergence compare(Look now, int last) {
        Sight sight = sight(now);
        List<Difference> differences = new ArrayList<>(TreeDiff.between(machine, sight.machine()));
        differences.addAll(TreeDiff.between(Ledger.of(machine), sight.ledger()));
        return differences.isEmpty() && reached.oracle().judge(sight.machine(), sight.ledger()).isEmpty()
                ? null
                : diverges(last, differences, sight);
    }

    private Divergence diverges(int last, List<Difference> differences, Sight sight) {
        List<String> broken = reached.oracle().judge(sight.machine(), sight.ledger());
        return new Divergence(FailureClass.DIVERGENCE, last, differences, broken);
    }

    // ---- the end

    /** Lets what is in flight come to its end, and programs read all they have. */
    public @Nullable Divergence end() {
        Divergence divergence = open.isEmpty() ? null : round();
        if (divergence != null) {
            return divergence;
        }
        for (Aftermath.Stage stage : Aftermath.STAGES) {
            List<Difference> read = stage.differences(agent, layout, machine, reached);
            if (!read.isEmpty()) {
                return new Divergence(FailureClass.DIVERGENCE, steps, read, Aftermath.broken(read));
            }
        }
        return null;
    }

    private @Nullable Divergence round() {
        Burst rounded = Burst.rounded(open.get(0).number(), quiet, open, machine);
        if (rounded == null) {
            miss(open.get(0), "what it begins does not come to an end", true);
            open.clear();
            return null;
        }
        machine = rounded.after();
        return close(rounded);
    }
}
