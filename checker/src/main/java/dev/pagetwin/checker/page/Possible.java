package dev.pagetwin.checker.page;

import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.OpText;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a kind of operation could do in a state of the specification.
 *
 * @param name the operation
 * @param all with how many combinations of arguments it may be asked for
 * @param possible how many of them can happen
 * @param examples some of those, the first ones
 * @param stopped for each guard that says no, to how many of the others it does
 */
record Possible(String name, int all, int possible, List<String> examples, Map<String, Integer> stopped) {
    /** More combinations of arguments than this are not tried. */
    static final int MOST = 20_000;

    private static final int EXAMPLES = 3;

    /** The operations to try for a counterexample, by kind: what its preset leaves in. Empty if they are too many. */
    static List<List<Op>> alphabet(Counterexample cex) {
        Preset preset = Presets.named(cex.preset());
        if (preset != null && size(Ops.KINDS, cex.bounds()) <= MOST) {
            return preset.withBounds(cex.bounds()).alphabet();
        }
        List<OpKind> kinds = Ops.KINDS.stream().filter(kind -> preset == null || preset.paths().contains(kind.path()))
                .toList();
        return size(kinds, cex.bounds()) > MOST
                ? List.of()
                : kinds.stream().map(kind -> kind.all(cex.bounds())).toList();
    }

    private static long size(List<OpKind> kinds, Bounds bounds) {
        return kinds.stream()
                .mapToLong(kind -> kind.args().stream()
                        .mapToLong(arg -> arg.domain(bounds).size())
                        .reduce(1, (a, b) -> a * b))
                .sum();
    }

    /** Each kind that has something to try, in order. */
    static List<Possible> in(Machine machine, List<List<Op>> alphabet) {
        return alphabet.stream().filter(ops -> !ops.isEmpty()).map(ops -> of(machine, ops)).toList();
    }

    private static Possible of(Machine machine, List<Op> ops) {
        List<String> examples = new ArrayList<>();
        Map<Rejection, Integer> stopped = new TreeMap<>();
        int possible = 0;
        for (Op op : ops) {
            Rejection no = op.guard(machine);
            if (no != null) {
                stopped.merge(no, 1, Integer::sum);
            } else if (possible++ < EXAMPLES) {
                examples.add(OpText.args(op));
            }
        }
        Map<String, Integer> guards = new TreeMap<>();
        stopped.forEach((reason, n) -> guards.put(reason.text(), n));
        return new Possible(Ops.kindOf(ops.get(0)).name(), ops.size(), possible, examples, guards);
    }

    /** What can happen, in words; empty if nothing can. */
    String can() {
        if (possible == 0) {
            return "";
        }
        String some = examples.stream().filter(args -> !args.isEmpty()).collect(Collectors.joining("; "));
        return some + (possible > examples.size() ? "; and " + (possible - examples.size()) + " more" : "");
    }

    /** Who says no to what, in words; empty if nobody does. */
    String cannot() {
        return stopped.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", "));
    }
}
