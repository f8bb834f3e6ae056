package dev.pagetwin.checker.report;

import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.Observer;
import dev.pagetwin.checker.twin.Residue;
import dev.pagetwin.checker.twin.Twin;
import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.monitor.Monitor;
import dev.pagetwin.spec.op.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
     * @param beneath what the implementation has beyond that; empty if it can no longer be read
     * @param monitored for each monitor, how often its premise was met so far
     */
    public record Frame(int step, Side spec, @Nullable Side impl, Beneath beneath, List<Long> monitored) {}

    /** One side: what is there, and what is counted. */
    public record Side(Machine machine, Ledger ledger) {}

    /**
     * What only the implementation has.
     *
     * @param records for each slot the tags of its record as digits; empty if the store keeps none for the slot
     * @param words the entries of the page tables that are not empty, packed, by place
     */
    public record Beneath(List<String> records, Map<String, Long> words) {}

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
        List<Long> monitored = new ArrayList<>();
        for (int i = 0; i < Monitor.ALL.size(); i++) {
            monitored.add(twin.oracle().monitored(i));
        }
        return new Frame(step, new Side(spec, Ledger.of(spec)), impl(twin), beneath(twin, spec), monitored);
    }

    /** A kernel that crashed may have left anything behind. */
    private static @Nullable Side impl(Twin twin) {
        try {
            return new Side(twin.implMachine(), twin.implLedger());
        } catch (RuntimeException e) {
            return null;
        }
    }

    private static Beneath beneath(Twin twin, Machine spec) {
        try {
            Residue residue = twin.residue();
            List<String> records = new ArrayList<>();
            for (int slot = 0; slot < spec.bounds().slots(); slot++) {
                StringBuilder tags = new StringBuilder();
                for (int granule = 0; residue.kept(slot) && granule < spec.bounds().granules(); granule++) {
                    tags.append(Integer.toHexString(residue.record(slot, granule)));
                }
                records.add(tags.toString());
            }
            return new Beneath(List.copyOf(records), twin.words());
        } catch (RuntimeException e) {
            return new Beneath(List.of(), Map.of());
        }
    }
}
