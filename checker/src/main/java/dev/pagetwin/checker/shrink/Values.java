package dev.pagetwin.checker.shrink;

import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.state.Id;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Candidates with other values of arguments. */
final class Values {
    /** Up to here every value is tried; of more, the plainest, the half and the next. */
    private static final int FEW = 16;

    private final Simplicity simplicity;

    Values(Simplicity simplicity) {
        this.simplicity = simplicity;
    }

    /** The arguments of the operation at a place; none if the list has become shorter. */
    static List<OpKind.Arg> args(Best best, int place) {
        return place < best.size() ? Ops.kindOf(best.ops().get(place)).args() : List.of();
    }

    /** Whether the operation at a place has this argument: the list may have changed since it was asked. */
    static boolean has(Best best, int place, OpKind.Arg arg) {
        return args(best, place).contains(arg);
    }

    /** The values to try for an argument, plainest first, without its own. */
    List<@Nullable Object> alternatives(Best best, int place, OpKind.Arg arg) {
        List<@Nullable Object> all = simplicity.values(arg);
        if (!has(best, place, arg)) {
            return List.of();
        }
        int own = simplicity.rank(arg, best.ops().get(place));
        TreeSet<Integer> ranks = new TreeSet<>();
        for (int rank = 0; rank < Math.min(all.size(), FEW); rank++) {
            ranks.add(rank);
        }
        ranks.add(own / 2);
        ranks.add(Math.max(0, own - 1));
        List<@Nullable Object> values = new ArrayList<>();
        for (int rank : ranks) {
            if (rank != own) {
                values.add(all.get(rank));
            }
        }
        return values;
    }

    /** Another value of one argument: a plainer one, or one that makes later steps needless. */
    boolean one(Best best) {
        boolean taken = false;
        for (int i = 0; i < best.size(); i++) {
            for (OpKind.Arg arg : args(best, i)) {
                for (@Nullable Object value : alternatives(best, i, arg)) {
                    if (has(best, i, arg) && !best.exhausted()) {
                        taken |= best.offer(Edit.with(best.ops(), i, Edit.with(best.ops().get(i), arg, value)));
                    }
                }
            }
        }
        return taken;
    }

    /** Other values of two arguments of one operation, such as which page a fault takes and whether it writes. */
    boolean two(Best best) {
        boolean taken = false;
        for (int i = 0; i < best.size() && best.isShort(); i++) {
            List<OpKind.Arg> args = args(best, i);
            for (int first = 0; first < args.size(); first++) {
                for (int second = first + 1; second < args.size(); second++) {
                    taken |= two(best, i, args.get(first), args.get(second));
                }
            }
        }
        return taken;
    }

    private boolean two(Best best, int place, OpKind.Arg first, OpKind.Arg second) {
        boolean taken = false;
        List<Id> used = Edit.ids(best.ops());
        for (@Nullable Object one : alternatives(best, place, first)) {
            for (@Nullable Object other : alternatives(best, place, second)) {
                boolean known = known(one, used) && known(other, used);
                if (known && has(best, place, first) && has(best, place, second) && !best.exhausted()) {
                    Op op = Edit.with(Edit.with(best.ops().get(place), first, one), second, other);
                    taken |= best.offer(Edit.with(best.ops(), place, op));
                }
            }
        }
        return taken;
    }

    private static boolean known(@Nullable Object value, List<Id> used) {
        return !(value instanceof Id id) || used.contains(id);
    }

    /** A plainer value wherever that argument has the same one: what is stored and what is looked for. */
    boolean everywhere(Best best) {
        boolean taken = false;
        for (int i = 0; i < best.size(); i++) {
            for (OpKind.Arg arg : args(best, i)) {
                for (@Nullable Object value : alternatives(best, i, arg)) {
                    if (!Simplicity.isId(arg) && has(best, i, arg) && !best.exhausted()) {
                        taken |= best.offer(replaced(best.ops(), arg, arg.of(best.ops().get(i)), value));
                    }
                }
            }
        }
        return taken;
    }

    private static List<Op> replaced(
            List<Op> ops, OpKind.Arg like, @Nullable Object from, @Nullable Object to) {
        return ops.stream()
                .map(op -> Edit.map(op, (arg, old) -> alike(arg, like) && Objects.equals(old, from) ? to : old))
                .toList();
    }

    private static boolean alike(OpKind.Arg a, OpKind.Arg b) {
        return a.name().equals(b.name()) && a.type() == b.type();
    }
}
