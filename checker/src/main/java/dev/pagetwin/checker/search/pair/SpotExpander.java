package dev.pagetwin.checker.search.pair;

import dev.pagetwin.checker.search.InFlight;
import dev.pagetwin.checker.search.Spots;
import dev.pagetwin.checker.search.Touches;
import dev.pagetwin.checker.search.explore.Expander;
import dev.pagetwin.checker.search.explore.Sink;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import java.util.BitSet;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Expands the specification's states and counts what is met in each for the first time: rejections, overlaps, and,
 * looking one step further, what can follow a step on a page that it touches.
 */
final class SpotExpander implements Expander {
    private final SpecExpander spec;
    private final int depth;
    private final Moves moves;
    private final Touches touches;
    private final boolean[] met = new boolean[Spots.ALL];
    private final boolean[] flying = new boolean[InFlight.ALL.size()];

    SpotExpander(SpecExpander spec, Question question, Moves moves) {
        this.spec = spec;
        this.depth = question.depth();
        this.moves = moves;
        this.touches = new Touches(question.preset().bounds());
    }

    @Override
    public void initial(Sink sink) {
        spec.initial(sink);
    }

    @Override
    public boolean reads(long[] words, int from, int length) {
        return spec.reads(words, from, length);
    }

    @Override
    public void load(long[] words, int from, int length) {
        spec.load(words, from, length);
    }

    @Override
    public @Nullable String violation() {
        return spec.violation();
    }

    @Override
    public void expand(Sink sink) {
        spec.expand(sink);
        if (spec.depth() == depth) {
            return;
        }
        Machine m = spec.machine();
        for (int i = 0; i < flying.length; i++) {
            flying[i] = InFlight.ALL.get(i).test().test(m);
        }
        for (int i = 0; i < moves.size(); i++) {
            Rejection no = moves.op(i).guard(m);
            if (no != null) {
                meet(Spots.rejection(moves.kind(i), no), sink);
                continue;
            }
            for (int j = 0; j < flying.length; j++) {
                if (flying[j]) {
                    meet(Spots.overlap(j, moves.kind(i)), sink);
                }
            }
            follow(i, m, sink);
        }
    }

    /** What can come next on a page that the step touches. */
    private void follow(int action, Machine before, Sink sink) {
        Machine after = moves.op(action).step(before).machine();
        BitSet touched = touches.of(moves.op(action), before, after);
        if (touched.isEmpty()) {
            return;
        }
        for (int i = 0; i < moves.size(); i++) {
            int pair = Spots.pair(moves.kind(action), moves.kind(i));
            if (!met[pair] && moves.op(i).guard(after) == null) {
                Machine next = moves.op(i).step(after).machine();
                if (touches.of(moves.op(i), after, next).intersects(touched)) {
                    meet(pair, sink);
                }
            }
        }
    }

    private void meet(int spot, Sink sink) {
        if (!met[spot]) {
            met[spot] = true;
            sink.count(Census.NAMES.size() + spot);
        }
    }
}
