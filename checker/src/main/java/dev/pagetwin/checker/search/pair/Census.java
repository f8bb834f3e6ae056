package dev.pagetwin.checker.search.pair;

import dev.pagetwin.checker.search.explore.Sink;
import dev.pagetwin.checker.twin.Oracle;
import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.invariant.Invariants;
import dev.pagetwin.spec.monitor.Monitor;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.state.Call;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.FolioLock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What was met: premises, rejections, calls in flight together. Counts states, but for rejections and monitors. */
final class Census {
    private static final int REASONS = Rejection.values().length;
    private static final List<Class<?>> CALLS = Arrays.asList(Call.class.getPermittedSubclasses());

    /** Where each group of counters begins. */
    private static final int MONITORS = Invariants.ALL.size();

    private static final int OVERLAPS = MONITORS + Monitor.ALL.size();
    private static final int REJECTIONS = OVERLAPS + overlaps().size();
    private static final int OTHERS = REJECTIONS + Ops.KINDS.size() * REASONS;

    /** The names of all counters. */
    static final List<String> NAMES = names();

    /** The names of the premises that only hardware meets. */
    static final Set<String> MONITORED = Set.copyOf(NAMES.subList(MONITORS, OVERLAPS));

    /** States in which nothing but looking is possible. */
    static final int STUCK = OTHERS;

    /** States at the depth at which it was to end. */
    static final int CUT = OTHERS + 1;

    /** Disagreements that nobody wanted. */
    static final int UNWANTED = OTHERS + 2;

    private final Oracle oracle = new Oracle();
    private final long[] before = new long[Invariants.ALL.size()];
    private final int[] seen = new int[CALLS.size()];

    private static List<String> names() {
        List<String> names = new ArrayList<>();
        Invariants.ALL.forEach(invariant -> names.add("premise " + invariant.name()));
        Monitor.ALL.forEach(monitor -> names.add("premise " + monitor.name()));
        overlaps().forEach(overlap -> names.add("overlap " + overlap));
        for (OpKind kind : Ops.KINDS) {
            for (Rejection reason : Rejection.values()) {
                names.add("rejected " + kind.name() + " " + reason.text());
            }
        }
        names.addAll(List.of("stuck", "cut", "unwanted"));
        return List.copyOf(names);
    }

    private static String name(int call) {
        return CALLS.get(call).getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** Each two kinds of calls; then each kind with a locked folio, migration, a write to the device, swapoff. */
    private static List<String> overlaps() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < CALLS.size(); i++) {
            for (int j = 0; j <= i; j++) {
                names.add(name(i) + " with " + name(j));
            }
        }
        for (String with : List.of("a locked folio", "migration", "writeback", "swapoff")) {
            for (int i = 0; i < CALLS.size(); i++) {
                names.add(name(i) + " with " + with);
            }
        }
        return names;
    }

    static int rejection(int kind, Rejection reason) {
        return REJECTIONS + kind * REASONS + reason.ordinal();
    }

    static int monitor(int monitor) {
        return MONITORS + monitor;
    }

    /** The invariants that a state breaks in which all counters are as they should be; remembers which were asked. */
    List<String> judge(Machine m) {
        for (int i = 0; i < before.length; i++) {
            before[i] = oracle.premises(i);
        }
        return oracle.judge(m, Ledger.of(m));
    }

    /** Counts the state that was judged last. */
    void count(Machine m, Sink sink) {
        for (int i = 0; i < before.length; i++) {
            count(oracle.premises(i) > before[i], i, sink);
        }
        if (m.mms().any(mm -> mm.call() != null)) {
            overlaps(m, sink);
        }
    }

    private void overlaps(Machine m, Sink sink) {
        Arrays.fill(seen, 0);
        m.mms().forEach((id, mm) -> {
            Call call = mm.call();
            if (call != null) {
                seen[CALLS.indexOf(call.getClass())]++;
            }
        });
        boolean locked = m.folios().any(folio -> folio.lock() == FolioLock.RECLAIM);
        boolean migration = m.folios().any(folio -> folio.lock() == FolioLock.MIGRATION);
        boolean writeback = m.folios().any(Folio::writeback);
        boolean leaving = m.anyLeaving();
        int pairs = OVERLAPS;
        int with = OVERLAPS + seen.length * (seen.length + 1) / 2;
        for (int i = 0; i < seen.length; i++) {
            for (int j = 0; j <= i; j++, pairs++) {
                count(seen[i] > 0 && (i == j ? seen[i] > 1 : seen[j] > 0), pairs, sink);
            }
            count(seen[i] > 0 && locked, with + i, sink);
            count(seen[i] > 0 && migration, with + seen.length + i, sink);
            count(seen[i] > 0 && writeback, with + 2 * seen.length + i, sink);
            count(seen[i] > 0 && leaving, with + 3 * seen.length + i, sink);
        }
    }

    private static void count(boolean met, int counter, Sink sink) {
        if (met) {
            sink.count(counter);
        }
    }
}
