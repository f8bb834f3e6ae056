package dev.pagetwin.checker.search;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How often each kind of operation was taken while each kind of thing was in flight. */
public final class Overlaps implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final Map<OpKind, Integer> COLUMNS = IntStream.range(0, Ops.KINDS.size())
            .boxed()
            .collect(Collectors.toUnmodifiableMap(Ops.KINDS::get, Function.identity()));

    private final long[][] taken = new long[InFlight.ALL.size()][Ops.KINDS.size()];

    /** An operation and what was in flight when it was taken. */
    public record Overlap(InFlight inFlight, OpKind kind) {
        @Override
        public String toString() {
            return kind + " during " + inFlight.name();
        }
    }

    void count(Machine before, OpKind kind) {
        int column = COLUMNS.getOrDefault(kind, 0);
        for (int i = 0; i < taken.length; i++) {
            if (InFlight.ALL.get(i).test().test(before)) {
                taken[i][column]++;
            }
        }
    }

    /** It was so many times more, by the places in {@link InFlight#ALL} and {@link Ops#KINDS}. */
    public void add(int inFlight, int kind, long times) {
        taken[inFlight][kind] += times;
    }

    void add(Overlaps other) {
        for (int i = 0; i < taken.length; i++) {
            for (int j = 0; j < taken[i].length; j++) {
                taken[i][j] += other.taken[i][j];
            }
        }
    }

    /** How often, by the places in {@link InFlight#ALL} and {@link Ops#KINDS}. */
    public long taken(int inFlight, int kind) {
        return taken[inFlight][kind];
    }

    /** What never was, though nothing is known that forbids it. */
    public List<Overlap> neverReached() {
        List<Overlap> never = new ArrayList<>();
        each((overlap, n) -> {
            if (n == 0 && Impossible.why(overlap) == null) {
                never.add(overlap);
            }
        });
        return never;
    }

    /** What was, though it is said to be impossible; none, if what is said is right. */
    public List<Overlap> reachedInSpite() {
        List<Overlap> wrong = new ArrayList<>();
        each((overlap, n) -> {
            if (n > 0 && Impossible.why(overlap) != null) {
                wrong.add(overlap);
            }
        });
        return wrong;
    }

    /** How many overlaps were reached. */
    public int reached() {
        int[] n = {0};
        each((overlap, count) -> n[0] += count > 0 ? 1 : 0);
        return n[0];
    }

    /** Takes an overlap and how often it was. */
    public interface Visitor {
        void see(Overlap overlap, long n);
    }

    /** Visits every overlap there is to think of, by what is in flight, then by operation. */
    public void each(Visitor visitor) {
        for (int i = 0; i < taken.length; i++) {
            for (int j = 0; j < taken[i].length; j++) {
                visitor.see(new Overlap(InFlight.ALL.get(i), Ops.KINDS.get(j)), taken[i][j]);
            }
        }
    }
}
