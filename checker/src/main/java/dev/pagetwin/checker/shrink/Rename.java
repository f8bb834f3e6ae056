package dev.pagetwin.checker.shrink;

import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.state.AreaId;
import dev.pagetwin.spec.state.Id;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Offset;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.Va;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Candidates with other ids. A renaming may cost the failure (the first address space is not like the others, and a
 * range has to stay one), so it is tried like everything else.
 */
final class Rename {
    private Rename() {}

    /** All ids by first use, then those of one type alone. */
    static boolean byFirstUse(Best best) {
        List<Class<? extends Id>> types =
                List.of(MmId.class, Va.class, Pfn.class, SlotId.class, Offset.class, AreaId.class);
        boolean taken = best.offer(renamed(best.ops(), Set.copyOf(types)));
        for (Class<? extends Id> type : types) {
            taken |= best.offer(renamed(best.ops(), Set.of(type)));
        }
        return taken;
    }

    private static List<Op> renamed(List<Op> ops, Set<Class<? extends Id>> types) {
        Map<Id, Id> names = new HashMap<>();
        Map<Class<?>, Integer> used = new HashMap<>();
        for (Id id : Edit.ids(ops)) {
            if (types.contains(id.getClass())) {
                int index = used.getOrDefault(id.getClass(), 0);
                used.put(id.getClass(), index + 1);
                names.put(id, like(id, index));
            }
        }
        return ops.stream().map(op -> Edit.map(op, (arg, old) -> name(names, old))).toList();
    }

    private static @Nullable Object name(Map<Id, Id> names, @Nullable Object old) {
        return old instanceof Id id ? names.getOrDefault(id, id) : old;
    }

    /** The id of the same type with this number. */
    private static Id like(Id id, int index) {
        if (id instanceof MmId) {
            return MmId.of(index);
        }
        if (id instanceof Va) {
            return Va.of(index);
        }
        if (id instanceof AreaId) {
            return AreaId.of(index);
        }
        if (id instanceof Offset) {
            return Offset.of(index);
        }
        return id instanceof Pfn ? Pfn.of(index) : SlotId.of(index);
    }

    /** One id in place of another, or the two exchanged, wherever they stand. */
    static boolean pairs(Best best) {
        boolean taken = false;
        for (Id from : Edit.ids(best.ops())) {
            for (Id to : lower(from, Edit.ids(best.ops()))) {
                if (!best.exhausted()) {
                    taken |= best.offer(Edit.merged(best.ops(), from, to));
                    taken |= best.offer(Edit.swapped(best.ops(), from, to));
                }
            }
        }
        return taken;
    }

    /** One id in place of another, or the two exchanged, in a part of the list: who takes a step may not matter. */
    static boolean inRanges(Best best) {
        boolean taken = false;
        for (int start = 0; start < best.size() && best.isShort(); start++) {
            for (int end = start + 1; end <= best.size(); end++) {
                for (Id from : Edit.ids(best.ops())) {
                    for (Id to : lower(from, Edit.ids(best.ops()))) {
                        taken |= inRange(best, start, end, ops -> Edit.merged(ops, from, to));
                        taken |= inRange(best, start, end, ops -> Edit.swapped(ops, from, to));
                    }
                }
            }
        }
        return taken;
    }

    private static boolean inRange(Best best, int start, int end, UnaryOperator<List<Op>> change) {
        if (end > best.size() || best.exhausted()) {
            return false;
        }
        List<Op> ops = new ArrayList<>(best.ops().subList(0, start));
        ops.addAll(change.apply(best.ops().subList(start, end)));
        ops.addAll(best.ops().subList(end, best.size()));
        return best.offer(ops);
    }

    /** The ids of one type below this one: those in use, and the first that is not, which stands for all others. */
    private static List<Id> lower(Id id, List<Id> used) {
        List<Id> lower = new ArrayList<>();
        boolean spare = true;
        for (int index = 0; index < id.index(); index++) {
            Id other = like(id, index);
            boolean known = used.contains(other);
            if (known || spare) {
                lower.add(other);
            }
            spare &= known;
        }
        return lower;
    }
}
