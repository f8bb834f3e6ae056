package dev.pagetwin.checker.kernel.twin;

import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Minimal;
import dev.pagetwin.checker.search.Story;
import dev.pagetwin.checker.shrink.Budget;
import dev.pagetwin.checker.shrink.Keep;
import dev.pagetwin.checker.shrink.Minimised;
import dev.pagetwin.checker.shrink.Minimiser;
import dev.pagetwin.checker.shrink.Trial;
import dev.pagetwin.checker.stop.Stop;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.Run;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.op.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/** Random programs on a real kernel, and what is made of a disagreement. */
public final class KernelSearch {
    /** Trials are whole runs in a guest, so there are few. */
    private static final Budget TRIALS = new Budget(400);

    private final Guests guests;
    private final Reached reached;
    private final Budget trials;
    private long steps;
    private long runs;
    private long inconclusive;

    /** A search that has not begun. */
    public KernelSearch(Guests guests, Reached reached) {
        this(guests, reached, Stop.NEVER);
    }

    /** A search that has not begun; once stopped, it shrinks no further. */
    public KernelSearch(Guests guests, Reached reached, Stop stop) {
        this.trials = TRIALS.or(stop);
        this.guests = guests;
        this.reached = reached;
    }

    /**
     * A program that was run.
     *
     * @param ops its steps
     * @param finding what it says
     */
    public record Ran(List<Op> ops, Finding finding) {}

    /** Runs the program of that seed, with so many steps at most. */
    public Ran run(Programs programs, long seed, long most) {
        Bounds bounds = programs.preset().bounds();
        Ran ran = guests.with(bounds, (serial, has) -> {
            Layout layout = Layout.of(bounds, programs.preset(), has);
            return oneRun(programs.program(seed), new KernelRun(serial, layout, reached), most);
        });
        runs++;
        steps += ran.ops().size();
        inconclusive += ran.finding().verdict() == Finding.Verdict.INCONCLUSIVE ? 1 : 0;
        return ran;
    }

    static Ran oneRun(Programs.Program program, KernelRun run, long most) {
        List<Op> ops = new ArrayList<>();
        Finding finding = run.tries(() -> {
            Divergence divergence = null;
            Op op = program.next(run);
            while (op != null && divergence == null) {
                ops.add(op);
                divergence = run.step(op);
                boolean more = run.hitherto() && (ops.size() < Math.min(program.length(), most) || !run.isQuiet());
                op = more ? program.next(run) : null;
            }
            return divergence == null ? run.end() : divergence;
        });
        return new Ran(List.copyOf(ops), finding);
    }

    public long steps() {
        return steps;
    }

    public long runs() {
        return runs;
    }

    /** How many runs ended as a step did not happen. */
    public long inconclusive() {
        return inconclusive;
    }

    // ---- shrinking

    /**
     * Shrinks a program that disagreed, with the kernel as judge, and writes it down.
     *
     * @param progress takes how many trials were made of how many there may be
     */
    public Counterexample shrunk(Preset preset, Ran found, String kernel, long seed, BiConsumer<Long, Long> progress) {
        Divergence divergence = found.finding().divergence();
        if (divergence == null) {
            throw new IllegalArgumentException("the program did not disagree");
        }
        Bounds bounds = preset.bounds();
        Minimised minimised =
                Minimiser.minimise(bounds, found.ops(), Keep.of(divergence), counted(bounds, progress), trials);
        Minimal minimal = new Minimal(
                minimised.ops().size(),
                minimised.from(),
                minimised.exhausted() ? Minimal.Claim.UNFINISHED : Minimal.Claim.ONE_MINIMAL);
        String id = ("linux-" + kernel + "-" + preset.name() + "-seed" + seed)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
        return Counterexample.found(
                        id, "linux-" + kernel, preset.name(), bounds, Compare.STATE, minimised.run(), minimal,
                        "seed " + seed)
                .told(Story.of(minimised.run().ops(), minimised.run().results()), "Not explained yet.");
    }

    private Trial counted(Bounds bounds, BiConsumer<Long, Long> progress) {
        AtomicLong trials = new AtomicLong();
        return ops -> {
            progress.accept(trials.getAndIncrement(), TRIALS.trials());
            return trial(bounds, ops);
        };
    }

    /** Takes the operations in a fresh guest, up to the first disagreement. */
    private Run trial(Bounds bounds, List<Op> ops) {
        Finding finding = guests.run(bounds, ops, new Reached());
        // Where a step did not happen, the steps that are written down are not those that were taken.
        Divergence divergence = finding.missed().isEmpty() ? finding.divergence() : null;
        List<Op> taken = divergence == null ? ops : ops.subList(0, divergence.step());
        return new Run(List.copyOf(taken), results(bounds, taken), divergence);
    }

    private static List<Result> results(Bounds bounds, List<Op> ops) {
        List<Result> results = new ArrayList<>();
        Machine m = Machine.boot(bounds);
        for (Op op : ops) {
            Outcome outcome = op.apply(m);
            results.add(outcome.result());
            m = outcome.machine();
        }
        return List.copyOf(results);
    }
}
