package dev.pagetwin.checker.search.pair;

import dev.pagetwin.checker.search.explore.Model;
import dev.pagetwin.checker.twin.Move;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.OpKind.Actor;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.preset.Preset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Everything that may happen in a preset, numbered: what the engine calls actions. */
final class Moves {
    private final Move[] all;
    private final Op[] ops;
    private final int[] kinds;

    Moves(Preset preset) {
        List<Move> moves = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        List<List<Op>> alphabet = preset.alphabet();
        for (int kind = 0; kind < alphabet.size(); kind++) {
            for (Op op : alphabet.get(kind)) {
                moves.add(new Move(op));
                numbers.add(kind);
            }
        }
        all = moves.toArray(Move[]::new);
        ops = moves.stream().map(Move::op).toArray(Op[]::new);
        kinds = numbers.stream().mapToInt(Integer::intValue).toArray();
        if (all.length > Model.MOST_ACTIONS) {
            throw new IllegalArgumentException(preset.name() + " has " + all.length
                    + " operations; an exhaustive search takes at most " + Model.MOST_ACTIONS);
        }
    }

    int size() {
        return kinds.length;
    }

    Move get(int action) {
        return all[action];
    }

    Op op(int action) {
        return ops[action];
    }

    /** The place of the operation's kind among all kinds. */
    int kind(int action) {
        return kinds[action];
    }

    /** Whether the operation only looks. */
    boolean looks(int action) {
        return Ops.KINDS.get(kinds[action]).actor() == Actor.OBSERVATION;
    }

    List<String> names() {
        return Arrays.stream(ops).map(Op::toString).toList();
    }
}
