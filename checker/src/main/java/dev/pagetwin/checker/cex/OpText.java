package dev.pagetwin.checker.cex;

import dev.pagetwin.checker.twin.Shown;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import java.util.Objects;
import java.util.stream.Collectors;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Operations in words, as files show them. */
public final class OpText {
    private OpText() {}

    /** The operation with its arguments, such as {@code stg mm=A va=v0 granule=0 tag=a}. */
    public static String of(Op op) {
        return (Ops.kindOf(op).name() + " " + args(op)).strip();
    }

    /** The arguments alone. */
    public static String args(Op op) {
        return Ops.kindOf(op).args().stream()
                .filter(arg -> arg.implied() == null || !Objects.equals(arg.implied(), arg.of(op)))
                .map(arg -> arg.name() + "=" + value(arg, arg.of(op)))
                .collect(Collectors.joining(" "));
    }

    /** A value of an argument: tags and data as a hexadecimal digit, the rest as everywhere. */
    public static String value(OpKind.Arg arg, @Nullable Object value) {
        boolean digit = arg.name().equals("tag") || arg.name().equals("data");
        return digit && value instanceof Integer n ? Integer.toHexString(n) : Shown.text(value);
    }
}
