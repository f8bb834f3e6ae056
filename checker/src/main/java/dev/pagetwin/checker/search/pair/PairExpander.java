package dev.pagetwin.checker.search.pair;

import dev.pagetwin.checker.search.explore.Expander;
import dev.pagetwin.checker.search.explore.Fingerprint;
import dev.pagetwin.checker.search.explore.Sink;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.Judge;
import dev.pagetwin.checker.twin.Window;
import dev.pagetwin.checker.twin.Residue;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.Snapshot;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.monitor.Monitor;
import java.util.Arrays;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Expands states of the specification and a kernel together. A state's words: its depth if that is limited, the
 * machine's bits, and the kernel's snapshot.
 *
 * <p>The two sides agree in every state that is taken up, so it is enough to compare after each step. What the
 * specification rejects, the kernel is asked for in one go, and only once at the end is it seen that nothing changed.
 */
final class PairExpander implements Expander {
    private final Question question;
    private final Moves moves;
    private final MachineCodec codec;
    private final @Nullable Canon canon;
    private final Kernel kernel;
    private final Judge judge;
    private final Snapshot boot;
    private final Census census = new Census();
    private final Fingerprint key = new Fingerprint();
    private final Fingerprint print = new Fingerprint();
    private final Recent recent = new Recent();
    private final Bits bits = new Bits();
    private final Bits read = new Bits();
    private final int[] possible;
    private final int recordWords;
    private long[] words = new long[64];
    private Machine machine;
    private Snapshot snapshot;
    private int depth;
    private boolean moved;

    PairExpander(Question question, Moves moves, Design design) {
        Bounds bounds = question.preset().bounds();
        this.question = question;
        this.moves = moves;
        this.codec = new MachineCodec(bounds);
        this.canon = question.symmetry() ? new Canon(bounds, codec) : null;
        this.kernel = design.boot(bounds);
        this.judge = new Judge(kernel, Window.whole(bounds));
        this.boot = kernel.snapshot();
        this.possible = new int[moves.size()];
        this.recordWords = 1 + (bounds.granules() + 15) / 16;
        this.machine = Machine.boot(bounds);
        this.snapshot = boot;
    }

    @Override
    public void initial(Sink sink) {
        depth = -1;
        kernel.restore(boot);
        Machine start = Machine.boot(question.preset().bounds());
        if (!next(0, start, boot, sink)) {
            throw new IllegalStateException("the design disagrees with the specification at boot");
        }
    }

    @Override
    public boolean reads(long[] from, int start, int length) {
        int head = head();
        if (length <= head || (head == 1 && (from[start] < 0 || from[start] > question.depth()))) {
            return false;
        }
        try {
            load(from, start, length);
            bits.clear();
            codec.put(machine, bits);
            boolean canonical = Arrays.equals(
                    from, start + head, start + head + read.wordsRead(), bits.array(), 0, bits.words());
            return canonical && snapshot.equals(kernel.snapshot()) && judge.isConsistent(machine);
        } catch (RuntimeException e) {
            // Arrays that name what is not there: whatever notices first.
            return false;
        }
    }

    @Override
    public void load(long[] from, int start, int length) {
        int head = head();
        depth = head == 0 ? 0 : (int) from[start];
        read.load(from, start + head, length - head);
        machine = codec.get(read);
        int used = head + read.wordsRead();
        snapshot = boot.unpacked(from, start + used, length - used);
        kernel.restore(snapshot);
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
        if (!snapshot.equals(kernel.snapshot())) {
            throw new IllegalStateException("the design does not load what it has saved");
        }
        if (depth == question.depth()) {
            sink.count(Census.CUT);
            return;
        }
        int count = rejections(sink);
        moved = false;
        boolean stuck = true;
        for (int i = 0; i < count; i++) {
            stuck &= !step(possible[i], sink);
        }
        if (stuck) {
            sink.count(Census.STUCK);
        }
    }

    /** Tries all that the specification rejects; answers how much is possible. */
    private int rejections(Sink sink) {
        int count = 0;
        for (int i = 0; i < moves.size(); i++) {
            Rejection no = moves.op(i).guard(machine);
            if (no == null) {
                possible[count++] = i;
            } else {
                sink.count(Census.rejection(moves.kind(i), no));
                if (!judge.isRejected(moves.get(i), no)) {
                    disagree(i, sink);
                }
            }
        }
        if (!snapshot.equals(kernel.snapshot())) {
            blame(count, sink);
        }
        return count;
    }

    /** Some rejection changed the kernel: which? */
    private void blame(int count, Sink sink) {
        for (int i = 0, at = 0; i < moves.size(); i++) {
            if (at < count && possible[at] == i) {
                at++;
                continue;
            }
            kernel.restore(snapshot);
            Rejection no = moves.op(i).guard(machine);
            if (no != null && (!judge.isRejected(moves.get(i), no) || !snapshot.equals(kernel.snapshot()))) {
                disagree(i, sink);
            }
        }
        kernel.restore(snapshot);
    }

    /** Takes a step that the specification allows; whether it changes anything. */
    private boolean step(int action, Sink sink) {
        if (moved) {
            kernel.restore(snapshot);
        }
        moved = true;
        Outcome spec = moves.op(action).step(machine);
        long before = monitored();
        boolean answered = judge.isAnswered(moves.get(action), machine, spec);
        if (monitored() > before) {
            monitors(sink);
        }
        if (!answered) {
            disagree(action, sink);
            return true;
        }
        Machine next = judge.adopted(spec.machine());
        Snapshot after = kernel.snapshot();
        boolean consistent = next == spec.machine() || judge.isConsistent(spec.machine());
        if (!consistent || !next(action, next, after, sink)) {
            disagree(action, sink);
            return true;
        }
        moved = !after.equals(snapshot);
        return !moves.looks(action) && (moved || !next.equals(machine));
    }

    private long monitored() {
        long all = 0;
        for (int i = 0; i < Monitor.ALL.size(); i++) {
            all += judge.oracle().monitored(i);
        }
        return all;
    }

    private void monitors(Sink sink) {
        for (int i = 0; i < Monitor.ALL.size(); i++) {
            sink.count(Census.monitor(i));
        }
    }

    /** Says what is wrong with a step, and whether somebody wants to know. */
    private void disagree(int action, Sink sink) {
        kernel.restore(snapshot);
        Outcome spec = moves.op(action).apply(machine);
        Divergence divergence = judge.step(moves.op(action), machine, spec, depth + 1, Compare.STATE);
        if (divergence == null) {
            throw new IllegalStateException("cannot say what is wrong with " + moves.op(action));
        }
        if (question.wanted().test(divergence)) {
            sink.broken(action, divergence.failure().verdict());
        } else {
            sink.count(Census.UNWANTED);
        }
        kernel.restore(snapshot);
    }

    /** Hands a state in, if both sides agree in it. */
    private boolean next(int action, Machine after, Snapshot state, Sink sink) {
        int length = encode(after, state);
        if (length < 0) {
            return false;
        }
        print.of(words, head(), length - head());
        if (!recent.has(print)) {
            if (!judge.isConsistent(after)) {
                return false;
            }
            if (canon == null) {
                recent.add(print, print.hi(), print.lo());
            } else {
                canon.key(after, residue(state), key);
                recent.add(print, key.hi(), key.lo());
            }
        }
        sink.next(action, recent.hi(), recent.lo(), words, 0, length);
        return true;
    }

    /** Writes the state's words; answers how many, or -1 if a counter of the kernel has run away. */
    private int encode(Machine after, Snapshot state) {
        bits.clear();
        if (head() == 1) {
            bits.put(depth + 1, 32);
            bits.put(0, 32);
        }
        codec.put(after, bits);
        int own = bits.words();
        int length = own + state.packedWords();
        words = words.length < length ? Arrays.copyOf(words, 2 * length) : words;
        System.arraycopy(bits.array(), 0, words, 0, own);
        try {
            state.pack(words, own);
        } catch (ArithmeticException e) {
            return -1;
        }
        return length;
    }

    /** The residue, if it is all there is beyond the machine. */
    private Residue residue(Snapshot state) {
        Residue residue = judge.residue();
        int design = state.packedWords() - boot.packedWords();
        if (design != recordWords * residue.records()) {
            throw new IllegalStateException("the design keeps more than one record a slot: switch symmetry off");
        }
        return residue;
    }
}
