package dev.pagetwin.checker.shrink;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.op.Exit;
import dev.pagetwin.spec.op.Fork;
import dev.pagetwin.spec.op.Madvise;
import dev.pagetwin.spec.op.Mprotect;
import dev.pagetwin.spec.op.Munmap;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.op.Swapoff;
import dev.pagetwin.spec.state.Id;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;

/** How plain the values of an argument are, within bounds: rank 0 is the plainest. */
final class Simplicity {
    /** Arguments whose last value is the plainest: a story reads best on memory that is tagged and can be written. */
    private static final Set<String> LAST_FIRST = Set.of("mte", "prot");

    /** Calls that other steps go on with. They come late: a story reads best when what was begun goes on at once. */
    private static final Set<Class<? extends Op>> BEGIN =
            Set.of(Munmap.class, Mprotect.class, Madvise.class, Fork.class, Exit.class, Swapoff.class);

    private final Bounds bounds;
    private final Map<OpKind.Arg, List<@Nullable Object>> values = new HashMap<>();

    Simplicity(Bounds bounds) {
        this.bounds = bounds;
    }

    /** Every value, plainest first. */
    List<@Nullable Object> values(OpKind.Arg arg) {
        return values.computeIfAbsent(arg, a -> {
            List<@Nullable Object> domain = new ArrayList<>(a.domain(bounds));
            if (LAST_FIRST.contains(a.name())) {
                Collections.reverse(domain);
            }
            return domain;
        });
    }

    /** The rank of an operation's argument. */
    int rank(OpKind.Arg arg, Op op) {
        Object value = arg.of(op);
        List<@Nullable Object> plainest = values(arg);
        for (int rank = 0; rank < plainest.size(); rank++) {
            if (Objects.equals(plainest.get(rank), value)) {
                return rank;
            }
        }
        throw new IllegalArgumentException(op + " is not within the bounds");
    }

    /** Whether a value is a name, which is neither plain nor not. */
    static boolean isId(OpKind.Arg arg) {
        return Id.class.isAssignableFrom(arg.type());
    }

    /**
     * Where an operation stands among its like: by address space, kind and arguments. What the kernel does for no
     * address space comes last, so that programs act first and the kernel when it must.
     */
    List<Integer> key(Op op) {
        OpKind kind = Ops.kindOf(op);
        List<Integer> key = new ArrayList<>();
        key.add(Integer.MAX_VALUE);
        key.add(Ops.KINDS.indexOf(kind) + (BEGIN.contains(kind.type()) ? Ops.KINDS.size() : 0));
        for (OpKind.Arg arg : kind.args()) {
            int rank = rank(arg, op);
            key.add(rank);
            if (arg.name().equals("mm")) {
                key.set(0, rank);
            }
        }
        return key;
    }
}
