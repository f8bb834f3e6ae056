package dev.pagetwin.checker.shrink;

import dev.pagetwin.spec.op.Op;
import java.util.ArrayList;
import java.util.List;

/** Candidates that lack some operations. */
final class Drop {
    /** The longest list of which all triples are tried. */
    private static final int TRIPLES = 14;

    private Drop() {}

    /** Half of the list, a quarter, and so on to single operations, from the end. */
    static boolean chunks(Best best) {
        boolean taken = false;
        for (int chunk = Math.max(1, best.size() / 2); chunk >= 1; chunk /= 2) {
            int end = best.size();
            while (end > 0 && !best.exhausted()) {
                int start = Math.max(0, end - chunk);
                taken |= best.offer(without(best.ops(), start, end));
                end = Math.min(start, best.size());
            }
        }
        return taken;
    }

    /** Any range: what begins and what ends a detour stand apart. */
    static boolean ranges(Best best) {
        boolean taken = false;
        for (int length = 2; length < best.size() && best.isShort(); length++) {
            for (int start = 0; start + length <= best.size() && !best.exhausted(); start++) {
                taken |= best.offer(without(best.ops(), start, start + length));
            }
        }
        return taken;
    }

    /** Any two operations, then any three: a call and its steps need each other. */
    static boolean few(Best best) {
        boolean taken = false;
        for (int i = 0; i < best.size() && best.isShort(); i++) {
            for (int j = i + 1; j < best.size() && !best.exhausted(); j++) {
                taken |= best.offer(without(best.ops(), List.of(j, i)));
                for (int k = j + 1; k < best.size() && best.size() <= TRIPLES; k++) {
                    taken |= best.offer(without(best.ops(), List.of(k, j, i)));
                }
            }
        }
        return taken;
    }

    private static List<Op> without(List<Op> ops, int start, int end) {
        List<Op> rest = new ArrayList<>(ops.subList(0, start));
        rest.addAll(ops.subList(end, ops.size()));
        return rest;
    }

    /** The operations but for those at these places, the last of which comes first. */
    private static List<Op> without(List<Op> ops, List<Integer> places) {
        List<Op> rest = new ArrayList<>(ops);
        for (int place : places) {
            if (place < rest.size()) {
                rest.remove(place);
            }
        }
        return rest;
    }
}
