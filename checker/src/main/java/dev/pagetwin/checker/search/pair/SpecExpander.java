package dev.pagetwin.checker.search.pair;

import dev.pagetwin.checker.search.explore.Expander;
import dev.pagetwin.checker.search.explore.Fingerprint;
import dev.pagetwin.checker.search.explore.Sink;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Expands the specification's states. A state's words: its depth if that is limited, then the machine's bits. */
final class SpecExpander implements Expander {
    private final Question question;
    private final Moves moves;
    private final MachineCodec codec;
    private final @Nullable Canon canon;
    private final Census census = new Census();
    private final Fingerprint key = new Fingerprint();
    private final Fingerprint print = new Fingerprint();
    private final Recent recent = new Recent();
    private final Bits bits = new Bits();
    private final Bits read = new Bits();
    private Machine machine;
    private int depth;

    SpecExpander(Question question, Moves moves) {
        Bounds bounds = question.preset().bounds();
        this.question = question;
        this.moves = moves;
        this.codec = new MachineCodec(bounds);
        this.canon = question.symmetry() ? new Canon(bounds, codec) : null;
        this.machine = Machine.boot(bounds);
    }

    @Override
    public void initial(Sink sink) {
        depth = -1;
        next(0, Machine.boot(question.preset().bounds()), sink);
    }

    @Override
    public void load(long[] words, int from, int length) {
        int head = head();
        depth = head == 0 ? 0 : (int) words[from];
        read.load(words, from + head, length - head);
        machine = codec.get(read);
    }

    private int head() {
        return question.depth() == Question.ANY ? 0 : 1;
    }

    @Override
    public @Nullable String violation() {
        List<String> broken = census.judge(machine);
        return broken.isEmpty() ? null : "breaks " + String.join(", ", broken);
    }

    @Override
    public void expand(Sink sink) {
        census.count(machine, sink);
        if (depth == question.depth()) {
            sink.count(Census.CUT);
            return;
        }
        boolean stuck = true;
        for (int i = 0; i < moves.size(); i++) {
            Rejection no = moves.op(i).guard(machine);
            if (no == null) {
                Machine after = moves.op(i).step(machine).machine();
                next(i, after, sink);
                stuck &= after == machine || moves.looks(i) || after.equals(machine);
            } else {
                sink.count(Census.rejection(moves.kind(i), no));
            }
        }
        if (stuck) {
            sink.count(Census.STUCK);
        }
    }

    private void next(int action, Machine after, Sink sink) {
        bits.clear();
        if (head() == 1) {
            bits.put(depth + 1, 32);
            bits.put(0, 32);
        }
        codec.put(after, bits);
        print.of(bits.array(), head(), bits.words() - head());
        if (!recent.has(print)) {
            if (canon == null) {
                recent.add(print, print.hi(), print.lo());
            } else {
                canon.key(after, null, key);
                recent.add(print, key.hi(), key.lo());
            }
        }
        sink.next(action, recent.hi(), recent.lo(), bits.array(), 0, bits.words());
    }
}
