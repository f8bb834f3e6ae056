package dev.pagetwin.checker.shrink;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.state.Id;
import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Candidates with a new operation in them, in place of one or of none: another way to the same end, which may make
 * others needless. Only operations that the specification can take there are tried.
 */
final class Exchange {
    private final Bounds bounds;
    private final Simplicity simplicity;

    Exchange(Bounds bounds, Simplicity simplicity) {
        this.bounds = bounds;
        this.simplicity = simplicity;
    }

    boolean run(Best best) {
        boolean taken = best.isShort() && around(best, best.ops());
        for (int i = 0; i < best.size() && best.isShort(); i++) {
            List<Op> rest = new ArrayList<>(best.ops());
            rest.remove(i);
            taken |= around(best, rest);
        }
        return taken;
    }

    /** Puts each operation of the pool before, between and after these. */
    private boolean around(Best best, List<Op> rest) {
        boolean taken = false;
        List<Op> pool = pool(best.ops());
        Machine machine = Machine.boot(bounds);
        for (int place = 0; place <= rest.size() && !best.exhausted(); place++) {
            for (Op op : pool) {
                if (op.guard(machine) == null) {
                    List<Op> candidate = new ArrayList<>(rest);
                    candidate.add(place, op);
                    taken |= best.offer(candidate);
                }
            }
            machine = place < rest.size() ? rest.get(place).apply(machine).machine() : machine;
        }
        return taken;
    }

    /** Every operation on the ids in use, with the plainest values. */
    private List<Op> pool(List<Op> ops) {
        List<Id> ids = Edit.ids(ops);
        List<Op> pool = new ArrayList<>();
        for (OpKind kind : Ops.KINDS) {
            List<List<@Nullable Object>> rows = List.of(List.of());
            for (OpKind.Arg arg : kind.args()) {
                List<List<@Nullable Object>> longer = new ArrayList<>();
                for (List<@Nullable Object> row : rows) {
                    for (@Nullable Object value : values(arg, ids)) {
                        List<@Nullable Object> next = new ArrayList<>(row);
                        next.add(value);
                        longer.add(next);
                    }
                }
                rows = longer;
            }
            rows.forEach(row -> pool.add(kind.make(row)));
        }
        return pool;
    }

    private List<? extends @Nullable Object> values(OpKind.Arg arg, List<Id> ids) {
        if (!Simplicity.isId(arg)) {
            return simplicity.values(arg).stream().limit(1).toList();
        }
        return ids.stream().filter(arg.type()::isInstance).toList();
    }
}
