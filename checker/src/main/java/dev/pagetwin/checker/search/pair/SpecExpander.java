package dev.pagetwin.checker.search.pair;

import dev.pagetwin.checker.search.explore.Expander;
import dev.pagetwin.checker.search.explore.Fingerprint;
import dev.pagetwin.checker.search.explore.Sink;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import java.util.Arrays;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Expands the specification's states. A state's words: its depth if that is limited, then the machine's bits. If they
 * always fit a word, that word is the state's key, or under symmetry the word of its orbit; else a fingerprint is.
 */
final class SpecExpander implements Expander {
    private final Question question;
    private final Moves moves;
    private final boolean exact;
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

    SpecExpander(Question question, Moves moves, boolean exact) {
        Bounds bounds = question.preset().bounds();
        this.question = question;
        this.moves = moves;
        this.exact = exact;
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
    public boolean reads(long[] words, int from, int length) {
        int head = head();
        if (length <= head || (head == 1 && (words[from] < 0 || words[from] > question.depth()))) {
            return false;
        }
        try {
            load(words, from, length);
            bits.clear();
            codec.put(machine, bits);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            return false;
        }
        return Arrays.equals(words, from + head, from + length, bits.array(), 0, Math.max(1, bits.words()));
    }

    @Override
    public void load(long[] words, int from, int length) {
        int head = head();
        depth = head == 0 ? 0 : (int) words[from];
        read.load(words, from + head, length - head);
        machine = codec.get(read);
    }

    /** The state that was taken up. */
    Machine machine() {
        return machine;
    }

    /** Its depth, if that is limited. */
    int depth() {
        return depth;
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
        long[] words = bits.array();
        int length = bits.words();
        if (canon == null && exact) {
            if (head() == 0) {
                sink.next(action, words[0]);
            } else {
                sink.next(action, 0, words[1], words, 0, length);
            }
            return;
        }
        print.of(words, head(), length - head());
        if (canon == null) {
            sink.next(action, print.hi(), print.lo(), words, 0, length);
            return;
        }
        if (!recent.has(print)) {
            Bits code = canon.code(after, null);
            key.of(code.array(), 0, code.words());
            recent.add(print, key.hi(), exact ? code.array()[0] : key.lo());
        }
        sink.next(action, recent.hi(), recent.lo(), words, 0, length);
    }
}
