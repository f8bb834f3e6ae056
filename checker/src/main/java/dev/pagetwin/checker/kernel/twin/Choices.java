package dev.pagetwin.checker.kernel.twin;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.state.Va;
import java.util.List;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The operations in which nothing fails: nobody in user space can ask for a failure inside the kernel. */
final class Choices {
    private Choices() {}

    /** Every operation of the kind of that name within the bounds in which nothing fails. */
    static List<Op> of(Bounds bounds, String name) {
        for (OpKind kind : Ops.KINDS) {
            if (kind.name().equals(name)) {
                return kind.all(bounds, (arg, value) -> !fails(arg, value));
            }
        }
        throw new IllegalArgumentException(name);
    }

    /** The argument that asks for a failure, such as {@code tagalloc=fails}, or null. */
    static @Nullable String failure(Op op) {
        for (OpKind.Arg arg : Ops.kindOf(op).args()) {
            if (fails(arg, arg.of(op))) {
                return arg.name();
            }
        }
        return null;
    }

    private static boolean fails(OpKind.Arg arg, @Nullable Object value) {
        boolean nowhere = value == null && arg.type() != Va.class;
        boolean raced = (arg.name().equals("busy") || arg.name().equals("races")) && Objects.equals(value, true);
        return nowhere || raced || value == Op.Alloc.FAILS;
    }
}
