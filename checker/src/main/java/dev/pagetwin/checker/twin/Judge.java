package dev.pagetwin.checker.twin;

import dev.pagetwin.impl.HardwareListener;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.RepError;
import dev.pagetwin.impl.Snapshot;
import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.monitor.Agent;
import dev.pagetwin.spec.monitor.HardwareEvent;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Va;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Holds one kernel against the specification, one step at a time: results, then states, then invariants and monitors,
 * then the kernel's own representation. Whoever walks says what state both sides are in.
 */
public final class Judge {
    private final Kernel kernel;
    private final Window window;
    private final Abstraction abstraction;
    private final Oracle oracle = new Oracle();
    private final List<HardwareEvent> events = new ArrayList<>();
    private final Pace pace;
    private final @Nullable Increment increment;
    private final Without off;

    /** A judge of this kernel, whose hardware events it listens to from now on. */
    public Judge(Kernel kernel, Window window) {
        this(kernel, window, Pace.WHOLE);
    }

    /** Lets something happen in the kernel's background, of which nobody takes notes: that would be slow. */
    public void aside(Runnable background) {
        kernel.setListener(null);
        kernel.setTouched(null);
        background.run();
        kernel.setListener(listener(events, window));
        if (increment != null) {
            increment.listen(kernel);
        }
    }

    /** A judge that looks at everything only now and then. */
    public Judge(Kernel kernel, Window window, Pace pace) {
        this(kernel, window, pace, Without.NOTHING);
    }

    /** The same, with parts of the oracle switched off; {@link #step} alone passes over what they find. */
    public Judge(Kernel kernel, Window window, Pace pace, Without off) {
        this.off = off;
        this.kernel = kernel;
        this.window = window;
        this.pace = pace;
        this.abstraction = new Abstraction(kernel.view(), window);
        this.increment = pace.equals(Pace.WHOLE) ? null : new Increment(kernel, window, abstraction);
        kernel.setListener(listener(events, window));
    }

    private static HardwareListener listener(List<HardwareEvent> events, Window w) {
        return new HardwareListener() {
            @Override
            public void allocated(int pfn) {
                events.add(new HardwareEvent.Allocated(Pfn.of(w.frameOut(pfn))));
            }

            @Override
            public void tagsWritten(int pfn) {
                events.add(new HardwareEvent.TagsWritten(Pfn.of(w.frameOut(pfn))));
            }

            @Override
            public void flagSet(int pfn) {
                events.add(new HardwareEvent.FlagSet(Pfn.of(w.frameOut(pfn))));
            }

            @Override
            public void tagsWrittenAstray(int pfn) {
                events.add(new HardwareEvent.TagsAstray(Pfn.of(w.frameOut(pfn))));
            }

            @Override
            public void dataInvalidated(int block) {
                events.add(new HardwareEvent.DataInvalidated(Pfn.of(w.frameOut(block))));
            }

            @Override
            public void blockTaken(int block) {
                events.add(new HardwareEvent.BlockTaken(Pfn.of(w.frameOut(block))));
            }

            @Override
            public void tagsInvalidated(int pfn) {
                events.add(new HardwareEvent.TagsInvalidated(Pfn.of(w.frameOut(pfn))));
            }

            @Override
            public void storageFreed(int pfn) {
                events.add(new HardwareEvent.StorageFreed(Pfn.of(w.frameOut(pfn))));
            }

            @Override
            public void mightSleep(boolean atomic) {
                events.add(new HardwareEvent.MightSleep(atomic));
            }

            @Override
            public void entryWritten(int mm, int va, long was, long now) {
                events.add(new HardwareEvent.EntryWritten(
                        MmId.of(w.mmOut(mm)), Va.of(w.vaOut(va)),
                        Abstraction.translation(w, was), Abstraction.translation(w, now)));
            }

            @Override
            public void flushed(int mm, int first, int last, boolean devices) {
                Set<Agent> agents = devices ? Set.of(Agent.values()) : Set.of(Agent.CPU);
                events.add(new HardwareEvent.Flushed(
                        MmId.of(w.mmOut(mm)), Va.of(w.vaOut(first)), Va.of(w.vaOut(last)), agents));
            }
        };
    }

    /** The kernel's side now, with the ghost of this state of the specification. */
    public Machine implMachine(Machine spec) {
        return abstraction.machine(spec);
    }

    /** A state of the specification that the kernel agrees with, and what it takes over from the kernel. */
    public Machine adopted(Machine spec) {
        return abstraction.adopted(spec);
    }

    /** The kernel's counters and orphaned records now. */
    public Ledger implLedger(Machine spec) {
        return abstraction.ledger(spec);
    }

    /** What the kernel holds now beyond what the specification sees. */
    public Residue residue() {
        return abstraction.residue();
    }

    /** The kernel's page tables now, packed, by place. */
    public Map<String, Long> words(Machine spec) {
        return abstraction.words(spec);
    }

    /** Tells the observer what the properties reached so far. */
    public void report(Observer observer) {
        oracle.report(observer);
    }

    /** What was judged so far. */
    public Oracle oracle() {
        return oracle;
    }

    // ---- one step, all of it

    /**
     * Lets the kernel take the step that the specification has taken, and compares everything there is.
     *
     * @param before the specification's state before it, in which the kernel should be
     * @param spec the specification's answer, and its state after it
     * @param step its number, from 1, for the divergence
     * @return the first disagreement, or null
     */
    public @Nullable Divergence step(Op op, Machine before, Outcome spec, long step, Compare compare) {
        events.clear();
        boolean states = compare == Compare.STATE && (increment == null || pace.isStates(step));
        boolean inside = compare == Compare.STATE && pace.isKernel(step);
        abstraction.setNarrow(increment != null && !inside);
        List<Difference> differences = new ArrayList<>();
        try {
            if (states) {
                differences.addAll(differences(Parts.BETWEEN_STEPS, before, observe(before)));
            }
            boolean rejected = spec.result() instanceof Result.Rejected;
            Snapshot was = inside && rejected && kernel.canSnapshot() ? kernel.snapshot() : null;
            if (increment != null) {
                increment.begin();
            }
            Result answer = answer(op, spec);
            seeBlocks(before);
            boolean same = answer.equals(spec.result()) || answer.text().equals(spec.result().text());
            if (!same && !off.has(Parts.RESULTS)) {
                differences.add(new Difference("result", spec.result().text(), answer.text()));
            }
            if (compare == Compare.RESULTS) {
                return differences.isEmpty()
                        ? null : diverges(differences, broken(before, observe(spec.machine())), step);
            }
            Observed after = after(before, spec.machine(), states || !differences.isEmpty(), differences);
            if (was != null && differences.isEmpty() && !was.equals(kernel.snapshot())) {
                note(new Difference("what the kernel holds beyond", "as before the rejection", "changed"), differences);
            }
            List<String> broken = broken(before, after);
            if (!differences.isEmpty()) {
                return diverges(differences, broken, step);
            }
            if (!broken.isEmpty()) {
                return new Divergence(FailureClass.INVARIANT, (int) step, List.of(), List.copyOf(broken));
            }
            if (inside && !off.has(Parts.REPRESENTATION)) {
                kernel.checkRep();
            }
            return null;
        } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
            return off.has(Parts.CRASH) && !(e instanceof RepError) ? null : threw(e, step);
        }
    }

    /** The kernel's answer; if it throws and that is passed over, it is taken to be right. */
    private Result answer(Op op, Outcome spec) {
        try {
            return Abstraction.result(Drive.apply(kernel, window, op));
        } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
            if (off.has(Parts.CRASH)) {
                return spec.result();
            }
            throw e;
        }
    }

    private void note(Difference difference, List<Difference> differences) {
        if (off.keeps(difference)) {
            differences.add(difference);
        }
    }

    /** The kernel's side after a step; adds what differs. What was not touched is taken to be the specification's. */
    private Observed after(Machine before, Machine machine, boolean states, List<Difference> differences) {
        Difference astray = increment == null ? null : increment.astray();
        if (increment != null && !states && astray == null && increment.agrees(before, machine)) {
            return new Observed(machine, increment.ledger(machine));
        }
        Observed after = observe(machine);
        differences.addAll(differences("", machine, after));
        if (astray != null) {
            note(astray, differences);
        }
        return after;
    }

    /**
     * Compares all there is, once; nothing may have happened to the machine since the last step.
     *
     * @param step how many steps there were, for the divergence
     * @param inside whether to look at the whole kernel, too
     * @return the first disagreement, or null
     */
    public @Nullable Divergence whole(Machine spec, long step, boolean inside) {
        abstraction.setNarrow(!inside);
        try {
            List<Difference> differences = differences("", spec, observe(spec));
            if (!differences.isEmpty()) {
                return diverges(differences, List.of(), step);
            }
            if (inside) {
                kernel.checkRep();
            }
            return null;
        } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
            return threw(e, step);
        }
    }

    // ---- the same, quickly, where it is known that both sides agree before the step

    /**
     * Lets the kernel take a step that the specification has taken; whether its answer and its events are right. If
     * not, {@link #step} from the same state says what is wrong.
     */
    public boolean isAnswered(Move move, Machine before, Outcome spec) {
        events.clear();
        try {
            boolean same = Abstraction.result(move.apply(kernel, window)).equals(spec.result());
            seeBlocks(before);
            return same && (events.isEmpty() || oracle.judge(before, events).isEmpty());
        } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
            return false;
        }
    }

    /**
     * Whether both sides agree now, counters and orphaned records included, and the kernel's representation is
     * consistent; of the invariants nothing is said.
     */
    public boolean isConsistent(Machine spec) {
        try {
            if (!abstraction.machine(spec).equals(spec) || !abstraction.ledger(spec).equals(Ledger.of(spec))) {
                return false;
            }
            kernel.checkRep();
            return true;
        } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
            return false;
        }
    }

    /**
     * Asks the kernel for what the specification rejects; whether it rejects it too, for the same reason. That nothing
     * has changed is for the caller to see; many rejections may come before.
     */
    public boolean isRejected(Move move, Rejection expected) {
        try {
            return Abstraction.isRejected(move.apply(kernel, window), expected);
        } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
            return false;
        }
    }

    // ---- what was observed

    /** The blocks in which the step wrote are the last of its events. */
    private void seeBlocks(Machine before) {
        if (!abstraction.folds()) {
            return;
        }
        Set<HardwareEvent> blocks = new LinkedHashSet<>();
        for (HardwareEvent event : events) {
            if (event instanceof HardwareEvent.EntryWritten written) {
                HardwareEvent block = abstraction.block(written, before.bounds());
                if (block != null) {
                    blocks.add(block);
                }
            }
        }
        events.addAll(blocks);
    }

    /** The kernel's side as the abstraction reads it, with the ghost of a state of the specification. */
    private record Observed(Machine machine, Ledger ledger) {}

    private Observed observe(Machine spec) {
        return new Observed(abstraction.machine(spec), abstraction.ledger(spec));
    }

    private List<Difference> differences(String prefix, Machine spec, Observed impl) {
        Ledger derived = Ledger.of(spec);
        if (impl.machine().equals(spec) && impl.ledger().equals(derived)) {
            return List.of();
        }
        List<Difference> found = new ArrayList<>(TreeDiff.between(spec, impl.machine()));
        found.addAll(TreeDiff.between(derived, impl.ledger()));
        return found.stream()
                .map(d -> new Difference(prefix + d.path(), d.spec(), d.impl()))
                .filter(off::keeps)
                .toList();
    }

    private List<String> broken(Machine before, Observed after) {
        List<String> broken = oracle.judge(after.machine(), after.ledger());
        broken.addAll(oracle.judge(before, events));
        return off.kept(broken);
    }

    private static Divergence diverges(List<Difference> differences, List<String> broken, long step) {
        return new Divergence(FailureClass.DIVERGENCE, (int) step, List.copyOf(differences), List.copyOf(broken));
    }

    private static Divergence threw(Throwable e, long step) {
        boolean rep = e instanceof RepError;
        Difference difference = rep
                ? new Difference("representation", "consistent", String.valueOf(e.getMessage()))
                : new Difference("exception", "none", oneLine(e));
        FailureClass failure = rep ? FailureClass.REPRESENTATION : FailureClass.CRASH;
        return new Divergence(failure, (int) step, List.of(difference), List.of());
    }

    /** What the virtual machine itself throws has a message only until the code that throws it is compiled. */
    private static String oneLine(Throwable e) {
        boolean own = e instanceof ArrayIndexOutOfBoundsException
                || e instanceof NullPointerException
                || e instanceof ArithmeticException
                || e instanceof ArrayStoreException
                || e instanceof ClassCastException;
        String message = String.valueOf(e.getMessage());
        return e.getClass().getSimpleName() + (own ? "" : ": " + message.lines().findFirst().orElse(""));
    }
}
