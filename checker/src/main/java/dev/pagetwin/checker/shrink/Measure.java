package dev.pagetwin.checker.shrink;

import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What gets smaller with every change that is accepted, so that there is an end to it. Ids are counted, not summed up:
 * which number a page has says nothing, and renaming by first use is what makes the order smallest.
 *
 * @param length how many operations
 * @param ids how many different ids
 * @param weight the sum of the ranks of all other values; an id that is absent weighs 1
 * @param order the keys of the operations, one after the other
 */
record Measure(int length, int ids, long weight, List<Integer> order) implements Comparable<Measure> {
    static Measure of(List<Op> ops, Simplicity simplicity) {
        Set<Object> ids = new HashSet<>();
        long weight = 0;
        List<Integer> order = new ArrayList<>();
        for (Op op : ops) {
            for (OpKind.Arg arg : Ops.kindOf(op).args()) {
                Object value = arg.of(op);
                if (!Simplicity.isId(arg)) {
                    weight += simplicity.rank(arg, op);
                } else if (value == null) {
                    weight++;
                } else {
                    ids.add(value);
                }
            }
            order.addAll(simplicity.key(op));
        }
        return new Measure(ops.size(), ids.size(), weight, order);
    }

    @Override
    public int compareTo(Measure that) {
        int first = Integer.compare(length, that.length);
        int second = first != 0 ? first : Integer.compare(ids, that.ids);
        int third = second != 0 ? second : Long.compare(weight, that.weight);
        return third != 0 ? third : compare(order, that.order);
    }

    /** The order of words in a dictionary. */
    static int compare(List<Integer> a, List<Integer> b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int c = Integer.compare(a.get(i), b.get(i));
            if (c != 0) {
                return c;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Measure that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return order.hashCode();
    }
}
