package dev.pagetwin.checker.twin;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.invariant.Invariant;
import dev.pagetwin.spec.invariant.Invariants;
import dev.pagetwin.spec.monitor.BlockChange;
import dev.pagetwin.spec.monitor.HardwareEvent;
import dev.pagetwin.spec.monitor.Monitor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Judges states by every invariant and steps by every monitor, and counts the premises met. */
public final class Oracle {
    private final long[] invariants = new long[Invariants.ALL.size()];
    private final long[] monitors = new long[Monitor.ALL.size()];
    private final Map<BlockChange, Long> blocks = new EnumMap<>(BlockChange.class);

    /** What was judged last, as many steps leave the state as it is. */
    private @Nullable Machine judged;

    private @Nullable Ledger judgedLedger;
    private List<String> judgedBroken = List.of();
    private final long[] reached = new long[Invariants.ALL.size()];

    /** The names of the invariants that a state breaks, in catalogue order. */
    public List<String> judge(Machine m, Ledger ledger) {
        if (m == judged && Objects.equals(ledger, judgedLedger)) {
            for (int i = 0; i < invariants.length; i++) {
                invariants[i] += reached[i];
            }
            return new ArrayList<>(judgedBroken);
        }
        List<String> broken = broken(m, ledger);
        judged = m;
        judgedLedger = ledger;
        judgedBroken = List.copyOf(broken);
        return broken;
    }

    private List<String> broken(Machine m, Ledger ledger) {
        List<String> broken = new ArrayList<>();
        for (int i = 0; i < invariants.length; i++) {
            Invariant invariant = Invariants.ALL.get(i);
            Reach reach = new Reach();
            invariant.judge(m, ledger, reach);
            reached[i] = reach.reached();
            invariants[i] += reached[i];
            if (!reach.broken().isEmpty()) {
                broken.add(invariant.name());
            }
        }
        return broken;
    }

    /** The names of the monitors that the events of a step break, in catalogue order. */
    public List<String> judge(Machine before, List<HardwareEvent> events) {
        List<String> broken = new ArrayList<>();
        if (events.isEmpty()) {
            return broken;
        }
        BlockChange.count(events, blocks);
        for (int i = 0; i < monitors.length; i++) {
            Monitor monitor = Monitor.ALL.get(i);
            Reach reach = new Reach();
            monitor.judge(before, events, reach);
            monitors[i] += reach.reached();
            if (!reach.broken().isEmpty()) {
                broken.add(monitor.name());
            }
        }
        return broken;
    }

    /** How often the premise of an invariant was met so far, by its place in the catalogue. */
    public long premises(int invariant) {
        return invariants[invariant];
    }

    /** How often the premise of a monitor was met so far, by its place in the catalogue. */
    public long monitored(int monitor) {
        return monitors[monitor];
    }

    /** Tells how often each premise was met so far. */
    void report(Observer observer) {
        for (int i = 0; i < invariants.length; i++) {
            observer.judged(Invariants.ALL.get(i).name(), invariants[i]);
        }
        for (int i = 0; i < monitors.length; i++) {
            observer.judged(Monitor.ALL.get(i).name(), monitors[i]);
        }
        blocks.forEach(observer::changed);
    }
}
