package dev.pagetwin.checker.search;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.preset.Preset;
import java.util.Arrays;
import java.util.BitSet;

/**
 * What the generator's runs meet in one preset: the runs of {@link RandomSearch} from the same seed, on the
 * specification alone.
 */
public final class SpotWalks {
    private static final int NOBODY = -1;

    private final Preset preset;
    private final Generator generator;
    private final Touches touches;
    private final Spots spots = new Spots();
    private final int[] last;
    private long runs;
    private long steps;

    /** Walks that have not begun. */
    public SpotWalks(Preset preset) {
        this.preset = preset;
        this.generator = new Generator(preset);
        this.touches = new Touches(preset.bounds());
        this.last = new int[touches.pages()];
    }

    /** Takes so many steps more. */
    public void run(long seed, long more) {
        long end = steps + more;
        while (steps < end) {
            Generator.Walk walk = RandomSearch.walk(generator, seed, runs++);
            Arrays.fill(last, NOBODY);
            Machine m = Machine.boot(preset.bounds());
            for (int i = 0; i < walk.length() && steps < end; i++) {
                m = step(m, walk.next(m));
            }
        }
    }

    private Machine step(Machine before, Op op) {
        steps++;
        int kind = Spots.place(Ops.kindOf(op));
        Outcome outcome = op.apply(before);
        if (outcome.result() instanceof Result.Rejected rejected) {
            spots.count(Spots.rejection(kind, rejected.reason()));
            return outcome.machine();
        }
        for (int i = 0; i < InFlight.ALL.size(); i++) {
            if (InFlight.ALL.get(i).test().test(before)) {
                spots.count(Spots.overlap(i, kind));
            }
        }
        BitSet touched = touches.of(op, before, outcome.machine());
        for (int page = touched.nextSetBit(0); page >= 0; page = touched.nextSetBit(page + 1)) {
            if (last[page] != NOBODY) {
                spots.count(Spots.pair(last[page], kind));
            }
            last[page] = kind;
        }
        return outcome.machine();
    }

    /** What was met so far. */
    public Spots spots() {
        return spots;
    }

    /** How many steps were taken. */
    public long steps() {
        return steps;
    }
}
