package dev.pagetwin.checker.shrink;

import dev.pagetwin.checker.twin.Difference;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.FailureClass;
import dev.pagetwin.checker.twin.Run;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.SwapIn;
import dev.pagetwin.spec.op.Zap;
import dev.pagetwin.spec.state.Call.SwappingIn;
import dev.pagetwin.spec.state.Call.Zapping;
import dev.pagetwin.spec.state.Mm;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Va;
import java.util.ArrayList;
import java.util.List;

/** Pretends that an implementation is wrong wherever a bug says so; only the specification runs. */
public record Toy(Bounds bounds, List<Bug> bugs) implements Trial {
    /** Where an imagined implementation would go wrong. */
    public interface Bug {
        boolean shows(Machine before, Op op, Outcome outcome);

        default FailureClass failure() {
            return FailureClass.DIVERGENCE;
        }

        default List<String> breaks() {
            return List.of();
        }
    }

    /** A page that comes back from swap has lost its tags. */
    public record ForgetsTags() implements Bug {
        @Override
        public boolean shows(Machine before, Op op, Outcome outcome) {
            return restored(before, op, outcome) != null;
        }
    }

    /** The same, but only if another process still needs the slot. */
    public record ForgetsSharedTags() implements Bug {
        @Override
        public boolean shows(Machine before, Op op, Outcome outcome) {
            SwappingIn call = restored(before, op, outcome);
            return call != null && before.users(call.slot()) == 2;
        }

        @Override
        public List<String> breaks() {
            return List.of("NoLostTags", "ProgramReadsItsTags");
        }
    }

    /** Whoever unmaps a tagged page is thrown out. */
    public record CrashesOnZap() implements Bug {
        @Override
        public boolean shows(Machine before, Op op, Outcome outcome) {
            if (!(op instanceof Zap zap) || outcome.result() != Result.OK) {
                return false;
            }
            Mm mm = before.mm(zap.mm());
            Zapping call = before.call(zap.mm(), Zapping.class);
            Va va = mm.firstPopulated(call.first(), call.last());
            var entry = va == null ? null : mm.present(va);
            return entry != null && !before.page(entry.page()).tags().isZero();
        }

        @Override
        public FailureClass failure() {
            return FailureClass.CRASH;
        }
    }

    /** The fault that has just put tags back into a page that had none, or null. */
    private static SwappingIn restored(Machine before, Op op, Outcome outcome) {
        if (!(op instanceof SwapIn.Map map) || outcome.result() != Result.OK) {
            return null;
        }
        SwappingIn call = before.call(map.mm(), SwappingIn.class);
        Pfn page = call.page();
        boolean untagged = page != null && before.page(page).tags().isZero();
        return untagged && !outcome.machine().page(page).tags().isZero() ? call : null;
    }

    @Override
    public Run run(List<Op> ops) {
        Machine machine = Machine.boot(bounds);
        List<Result> results = new ArrayList<>();
        for (Op op : ops) {
            Outcome outcome = op.apply(machine);
            results.add(outcome.result());
            for (Bug bug : bugs) {
                if (bug.shows(machine, op, outcome)) {
                    var difference = new Difference("toy", "right", "wrong");
                    var divergence =
                            new Divergence(bug.failure(), results.size(), List.of(difference), bug.breaks());
                    return new Run(List.copyOf(ops.subList(0, results.size())), List.copyOf(results), divergence);
                }
            }
            machine = outcome.machine();
        }
        return new Run(List.copyOf(ops), List.copyOf(results), null);
    }
}
