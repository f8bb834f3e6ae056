package dev.pagetwin.checker.shrink;

import dev.pagetwin.spec.op.Op;
import java.util.ArrayList;
import java.util.List;

/** Candidates in another order: steps that do not depend on each other come by address space and kind. */
final class Reorder {
    private final Simplicity simplicity;

    Reorder(Simplicity simplicity) {
        this.simplicity = simplicity;
    }

    /** An operation to an earlier place, before one that sorts after it; in a long list, the neighbour's. */
    boolean run(Best best) {
        boolean taken = false;
        for (int to = 0; to < best.size(); to++) {
            int farthest = best.isShort() ? best.size() : Math.min(best.size(), to + 2);
            for (int from = to + 1; from < Math.min(farthest, best.size()) && !best.exhausted(); from++) {
                List<Op> ops = best.ops();
                if (Measure.compare(simplicity.key(ops.get(from)), simplicity.key(ops.get(to))) < 0) {
                    taken |= best.offer(moved(ops, from, to));
                }
            }
        }
        return taken;
    }

    /** Any operation to any place, which may make others needless. */
    static boolean anywhere(Best best) {
        boolean taken = false;
        for (int from = 0; from < best.size() && best.isShort(); from++) {
            for (int to = 0; to < best.size() && !best.exhausted(); to++) {
                if (from < best.size()) {
                    taken |= best.offer(moved(best.ops(), from, to));
                }
            }
        }
        return taken;
    }

    private static List<Op> moved(List<Op> ops, int from, int to) {
        List<Op> copy = new ArrayList<>(ops);
        copy.add(to, copy.remove(from));
        return copy;
    }
}
