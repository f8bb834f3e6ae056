package dev.pagetwin.checker.search;

import dev.pagetwin.checker.shrink.Budget;
import dev.pagetwin.checker.shrink.Keep;
import dev.pagetwin.checker.shrink.Minimiser;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.Twin;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.preset.Preset;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/** A trace that jqwik shrinks with our own minimiser: one candidate, strictly shorter, that fails in the same way. */
record TraceShrinkable(Preset preset, Design design, List<Op> ops) implements Shrinkable<List<Op>> {
    @Override
    public List<Op> value() {
        return ops;
    }

    @Override
    public Stream<Shrinkable<List<Op>>> shrink() {
        Divergence divergence = run(ops);
        if (divergence == null) {
            return Stream.empty();
        }
        List<Op> minimal = Minimiser.minimise(
                        preset.bounds(),
                        ops,
                        Keep.of(divergence),
                        list -> Twin.run(preset.bounds(), design, Compare.STATE, list),
                        Budget.DEFAULT)
                .ops();
        boolean shorter = minimal.size() < ops.size();
        return shorter ? Stream.of(new TraceShrinkable(preset, design, minimal)) : Stream.empty();
    }

    @Override
    public ShrinkingDistance distance() {
        return ShrinkingDistance.of(ops.size());
    }

    private Divergence run(List<Op> list) {
        return Twin.run(preset.bounds(), design, Compare.STATE, list).divergence();
    }
}
