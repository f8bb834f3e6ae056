package dev.pagetwin.checker.kernel.twin;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.op.Split;
import dev.pagetwin.spec.state.FolioLock;
import dev.pagetwin.spec.state.MmId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Steps from one quiet state of the machine to the next one: nothing is in flight before and after, and something is
 * all the time between. What a real kernel does in one go is one burst.
 *
 * @param first the number of its first step, from 1
 * @param before the machine before it
 * @param steps its steps, with what the specification answers
 * @param after the machine after it
 * @param rounded how many steps at the end were added, as a run ended with something in flight: a real kernel does not
 *     stop there
 */
record Burst(int first, Machine before, List<Step> steps, Machine after, int rounded) {
    private static final Set<String> MOVING = Set.of("migrate.unmap", "pmd.unmap", "migrate.copy");

    /** A step, and the specification's answer. */
    record Step(int number, Op op, Result result) {}

    /**
     * A path within a burst.
     *
     * @param begin what begins it
     * @param rest its later steps, in order
     */
    record Path(Step begin, List<Step> rest) {
        String name() {
            return Ops.kindOf(begin.op()).name();
        }

        int last() {
            return rest.isEmpty() ? begin.number() : rest.get(rest.size() - 1).number();
        }

        /** Whether one of its later steps is of this kind. */
        boolean has(Class<? extends Op> kind) {
            return rest.stream().anyMatch(step -> kind.isInstance(step.op()));
        }

        boolean takes(Op op) {
            boolean later = Provocations.PATHS.getOrDefault(name(), List.of()).contains(Ops.kindOf(op).name());
            MmId mine = mm(begin.op());
            MmId its = mm(op);
            return later && (mine == null || its == null || mine.equals(its));
        }
    }

    /** Whether nothing is in flight. */
    static boolean quiet(Machine m) {
        boolean calls = m.mms().any(mm -> mm.call() != null);
        boolean locks = m.folios().any(folio ->
                folio.writeback() || (folio.lock() != FolioLock.NONE && folio.lock() != FolioLock.OFFLINE));
        return !calls && !locks && !m.anyLeaving();
    }

    /** The address space that the operation names, or null. */
    static @Nullable MmId mm(Op op) {
        for (OpKind.Arg arg : Ops.kindOf(op).args()) {
            if (arg.name().equals("mm") && arg.of(op) instanceof MmId mm) {
                return mm;
            }
        }
        return null;
    }

    int last() {
        return first + steps.size() - rounded - 1;
    }

    /** The paths that it is made of, in the order in which they end; more than one only if they overlap. */
    List<Path> paths() {
        List<Path> paths = new ArrayList<>();
        for (Step step : steps) {
            Path its = null;
            for (Path path : paths) {
                its = path.takes(step.op()) ? path : its;
            }
            if (its == null) {
                paths.add(new Path(step, new ArrayList<>()));
            } else {
                its.rest().add(step);
            }
        }
        paths.sort((one, other) -> Integer.compare(one.last(), other.last()));
        return paths;
    }

    /** The burst with the steps that bring it to an end, or null if they are not found. */
    static @Nullable Burst rounded(int first, Machine before, List<Step> steps, Machine now) {
        List<Step> all = new ArrayList<>(steps);
        Machine m = now;
        List<Path> paths = new Burst(first, before, steps, now, 0).paths();
        while (!quiet(m) && all.size() < steps.size() + m.bounds().vas() * 8 + 8) {
            Op next = next(m, paths);
            if (next == null) {
                return null;
            }
            Outcome outcome = next.apply(m);
            all.add(new Step(first + all.size(), next, outcome.result()));
            m = outcome.machine();
        }
        return quiet(m) ? new Burst(first, before, List.copyOf(all), m, all.size() - steps.size()) : null;
    }

    /** A later step of one of the paths that can be taken now and does not fail, or null. */
    static @Nullable Op next(Machine m, List<Path> paths) {
        for (Path path : paths) {
            for (String name : Provocations.PATHS.getOrDefault(path.name(), List.of())) {
                // A folio that was split is not moved as well: its entries come back as they are.
                if (path.has(Split.class) && MOVING.contains(name)) {
                    continue;
                }
                for (Op op : Choices.of(m.bounds(), name)) {
                    if (path.takes(op) && op.guard(m) == null && goesOn(op.step(m), m)) {
                        return op;
                    }
                }
            }
        }
        return null;
    }

    private static boolean goesOn(Outcome outcome, Machine before) {
        return !(outcome.result() instanceof Result.Failed) && !Objects.equals(outcome.machine(), before);
    }
}
