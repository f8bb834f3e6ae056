package dev.pagetwin.checker.shrink;

import dev.pagetwin.checker.twin.Run;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.op.Exit;
import dev.pagetwin.spec.op.Madvise;
import dev.pagetwin.spec.op.Munmap;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.Reclaim.Putback;
import dev.pagetwin.spec.preset.Preset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random walks through the specification, with some steps in them that it rejects. */
final class Walk {
    private Walk() {}

    /** The first walk from this seed on that fails as wanted, not before step 60; it has 200 steps. */
    static List<Op> failing(Preset preset, Trial trial, Keep keep, long seed) {
        for (long next = seed * 100_000; ; next++) {
            List<Op> ops = random(preset, new Random(next), 200);
            Run run = trial.run(ops);
            if (keep.keeps(run.divergence()) && run.ops().size() >= 60) {
                return ops;
            }
        }
    }

    /** Steps that lead back to where a walk began; it gets nowhere with many of them. */
    private static boolean undoes(Op op) {
        return op instanceof Munmap || op instanceof Exit || op instanceof Madvise || op instanceof Putback;
    }

    private static List<Op> random(Preset preset, Random random, int length) {
        List<List<Op>> kinds = preset.alphabet().stream().filter(kind -> !kind.isEmpty()).toList();
        List<Op> ops = new ArrayList<>();
        Machine machine = Machine.boot(preset.bounds());
        while (ops.size() < length) {
            List<Op> kind = kinds.get(random.nextInt(kinds.size()));
            Op op = kind.get(random.nextInt(kind.size()));
            boolean noise = random.nextInt(50) == 0;
            if (noise || (op.guard(machine) == null && (!undoes(op) || random.nextInt(10) == 0))) {
                ops.add(op);
                machine = op.apply(machine).machine();
            }
        }
        return ops;
    }
}
