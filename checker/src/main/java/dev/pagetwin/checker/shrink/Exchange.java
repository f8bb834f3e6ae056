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
 * Candidates with a new operation in them, in place of none, of one or of two in a row: another way to the same end,
 * which may make others needless. Only operations that the specification can take there are tried.
 */
final class Exchange {
    private static final int PLAINEST = 1;

    /** Enough for a yes or no. */
    private static final int BOTH = 2;

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
        return taken || pairs(best);
    }

    /** Puts one operation in the place of two in a row: a page that comes at once and not by way of the zero page. */
    private boolean pairs(Best best) {
        boolean taken = false;
        for (int i = 0; i + 1 < best.size() && best.isShort(); i++) {
            List<Op> ops = best.ops();
            List<Op> before = ops.subList(0, i);
            List<Op> after = ops.subList(i + 2, ops.size());
            Machine machine = Machine.boot(bounds);
            for (Op op : before) {
                machine = op.apply(machine).machine();
            }
            for (Op op : pool(ops, BOTH)) {
                if (op.guard(machine) == null) {
                    List<Op> candidate = new ArrayList<>(before);
                    candidate.add(op);
                    candidate.addAll(after);
                    taken |= best.offer(candidate);
                }
            }
        }
        return taken;
    }

    /** Puts each operation of the pool before, between and after these. */
    private boolean around(Best best, List<Op> rest) {
        boolean taken = false;
        List<Op> pool = pool(best.ops(), PLAINEST);
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

    /** Every operation on the ids in use, with so many of the plainest values of each other argument. */
    private List<Op> pool(List<Op> ops, int plainest) {
        List<Id> ids = Edit.ids(ops);
        List<Op> pool = new ArrayList<>();
        for (OpKind kind : Ops.KINDS) {
            List<List<@Nullable Object>> rows = List.of(List.of());
            for (OpKind.Arg arg : kind.args()) {
                List<List<@Nullable Object>> longer = new ArrayList<>();
                for (List<@Nullable Object> row : rows) {
                    for (@Nullable Object value : values(arg, ids, plainest)) {
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

    private List<? extends @Nullable Object> values(OpKind.Arg arg, List<Id> ids, int plainest) {
        if (!Simplicity.isId(arg)) {
            return simplicity.values(arg).stream().limit(plainest).toList();
        }
        return ids.stream().filter(arg.type()::isInstance).toList();
    }
}
