package dev.pagetwin.checker.shrink;

import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.state.Id;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Lists with other values in them. */
final class Edit {
    private Edit() {}

    /** The operation with every value replaced by what the function says. */
    static Op map(Op op, BiFunction<OpKind.Arg, @Nullable Object, @Nullable Object> change) {
        OpKind kind = Ops.kindOf(op);
        List<@Nullable Object> values = new ArrayList<>();
        boolean same = true;
        for (OpKind.Arg arg : kind.args()) {
            Object old = arg.of(op);
            Object value = change.apply(arg, old);
            same &= value == old;
            values.add(value);
        }
        return same ? op : kind.make(values);
    }

    /** The operation with one value replaced. */
    static Op with(Op op, OpKind.Arg one, @Nullable Object value) {
        return map(op, (arg, old) -> arg == one ? value : old);
    }

    /** The list with one operation replaced. */
    static List<Op> with(List<Op> ops, int place, Op op) {
        List<Op> copy = new ArrayList<>(ops);
        copy.set(place, op);
        return copy;
    }

    /** The list with an id in place of another one, wherever it stands. */
    static List<Op> merged(List<Op> ops, Id from, Id to) {
        return ops.stream().map(op -> map(op, (arg, old) -> from.equals(old) ? to : old)).toList();
    }

    /** The list with two ids exchanged. */
    static List<Op> swapped(List<Op> ops, Id a, Id b) {
        return ops.stream()
                .map(op -> map(op, (arg, old) -> a.equals(old) ? b : b.equals(old) ? a : old))
                .toList();
    }

    /** The ids of the list, in the order of first use. */
    static List<Id> ids(List<Op> ops) {
        Set<Id> ids = new LinkedHashSet<>();
        for (Op op : ops) {
            for (OpKind.Arg arg : Ops.kindOf(op).args()) {
                if (arg.of(op) instanceof Id id) {
                    ids.add(id);
                }
            }
        }
        return List.copyOf(ids);
    }
}
