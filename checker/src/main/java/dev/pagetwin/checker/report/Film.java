package dev.pagetwin.checker.report;

import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.Observer;
import dev.pagetwin.checker.twin.Twin;
import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.op.Op;
import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A counterexample run again, with both sides kept after each step.
 *
 * @param frames the boot, then one for each step taken
 * @param divergence how it ended this time, or null if both sides agree
 */
public record Film(List<Frame> frames, @Nullable Divergence divergence) {
    /**
     * Both sides after a step.
     *
     * @param step from 0, the boot
     * @param spec the specification's side
     * @param impl the implementation's side, or null if it can no longer be read
     */
    public record Frame(int step, Side spec, @Nullable Side impl) {}

    /** One side: what is there, and what is counted. */
    public record Side(Machine machine, Ledger ledger) {}

    /** Runs it on the design. */
    public static Film of(Counterexample cex, Design design) {
        Twin twin = new Twin(cex.bounds(), design, cex.compare(), Observer.NONE);
        List<Frame> frames = new ArrayList<>();
        frames.add(frame(twin, 0));
        for (Op op : cex.ops()) {
            Divergence divergence = twin.step(op);
            frames.add(frame(twin, frames.size()));
            if (divergence != null) {
                return new Film(List.copyOf(frames), divergence);
            }
        }
        return new Film(List.copyOf(frames), null);
    }

    private static Frame frame(Twin twin, int step) {
        Machine spec = twin.machine();
        return new Frame(step, new Side(spec, Ledger.of(spec)), impl(twin));
    }

    /** A kernel that crashed may have left anything behind. */
    private static @Nullable Side impl(Twin twin) {
        try {
            return new Side(twin.implMachine(), twin.implLedger());
        } catch (RuntimeException e) {
            return null;
        }
    }
}
