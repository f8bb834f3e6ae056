package dev.pagetwin.checker.shrink;

import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.state.Id;
import dev.pagetwin.spec.state.MmId;
import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Candidates that differ in three things at once: one operation less, another value of one argument, one id in place of
 * another. Who goes round by fork and copy-on-write ends with another page, or in the child, and does not get back to
 * the straight way in small steps.
 */
final class Detour {
    private final Values values;

    Detour(Values values) {
        this.values = values;
    }

    boolean run(Best best) {
        boolean taken = false;
        for (int i = 0; i < best.size() && best.isShort(); i++) {
            for (OpKind.Arg arg : Values.args(best, i)) {
                if (!Simplicity.isId(arg)) {
                    taken |= changed(best, i, arg);
                }
            }
        }
        return taken;
    }

    private boolean changed(Best best, int place, OpKind.Arg arg) {
        boolean taken = false;
        for (@Nullable Object value : values.alternatives(best, place, arg)) {
            if (Values.has(best, place, arg)) {
                Op op = Edit.with(best.ops().get(place), arg, value);
                taken |= merged(best, Edit.with(best.ops(), place, op));
            }
        }
        return taken;
    }

    private static boolean merged(Best best, List<Op> changed) {
        boolean taken = shortened(best, changed);
        List<Id> ids = Edit.ids(changed);
        for (Id from : ids) {
            for (Id to : ids) {
                if (!from.equals(to) && from.getClass() == to.getClass()) {
                    taken |= shortened(best, Edit.merged(changed, from, to));
                }
            }
        }
        return taken;
    }

    /** Offers the list; without each of its operations; and so with two address spaces exchanged from there on. */
    private static boolean shortened(Best best, List<Op> changed) {
        boolean taken = best.offer(changed);
        List<Id> mms = Edit.ids(changed).stream().filter(MmId.class::isInstance).toList();
        for (int i = 0; i < changed.size() && !best.exhausted(); i++) {
            List<Op> before = changed.subList(0, i);
            List<Op> after = changed.subList(i + 1, changed.size());
            taken |= best.offer(joined(before, after));
            for (int mm = 1; mm < mms.size(); mm++) {
                taken |= best.offer(joined(before, Edit.swapped(after, mms.get(0), mms.get(mm))));
            }
        }
        return taken;
    }

    private static List<Op> joined(List<Op> before, List<Op> after) {
        List<Op> ops = new ArrayList<>(before);
        ops.addAll(after);
        return ops;
    }
}
