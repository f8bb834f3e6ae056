package dev.pagetwin.checker.kernel.twin;

import dev.pagetwin.checker.twin.Oracle;
import dev.pagetwin.spec.invariant.Invariants;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was exercised on a kernel: how often each operation happened, and how often each premise was met. */
public final class Reached {
    private final Map<String, Long> caused = new LinkedHashMap<>();
    private final Map<String, Long> missed = new LinkedHashMap<>();
    private final Oracle oracle = new Oracle();
    private long reads;

    void caused(String kind) {
        caused.merge(kind, 1L, Long::sum);
    }

    void missed(String kind) {
        missed.merge(kind, 1L, Long::sum);
    }

    void read() {
        reads++;
    }

    Oracle oracle() {
        return oracle;
    }

    /** How often a program read a page in the end, and what it read was compared. */
    public long reads() {
        return reads;
    }

    /** How often the operation happened. */
    public long caused(OpKind kind) {
        return caused.getOrDefault(kind.name(), 0L);
    }

    /** How often it should have happened and did not. */
    public long missed(OpKind kind) {
        return missed.getOrDefault(kind.name(), 0L);
    }

    /** How many operations happened. */
    public long steps() {
        return Ops.KINDS.stream().mapToLong(this::caused).sum();
    }

    /**
     * How often the premise of each invariant was met, in the order of all invariants. What cannot be seen of a guest is
     * as the specification says, so an invariant that looks at nothing else cannot be broken here.
     */
    public Map<String, Long> premises() {
        Map<String, Long> premises = new LinkedHashMap<>();
        for (int i = 0; i < Invariants.ALL.size(); i++) {
            premises.put(Invariants.ALL.get(i).name(), oracle.premises(i));
        }
        return premises;
    }
}
