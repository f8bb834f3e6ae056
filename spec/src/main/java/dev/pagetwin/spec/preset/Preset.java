package dev.pagetwin.spec.preset;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Bounds and an alphabet: a machine with every operation is too large to exhaust even at two of everything.
 *
 * @param name such as {@code tiny-swap}; the part before the dash is the family
 * @param theme what it is for, in a sentence
 * @param bounds the size
 * @param frozen what never happens: the name of an operation, or {@code operation argument=value}
 */
public record Preset(String name, String theme, Bounds bounds, Set<String> frozen) {
    /** Every operation that may happen, by kind; a kind that is frozen has none. */
    public List<List<Op>> alphabet() {
        List<List<Op>> kinds = new ArrayList<>();
        for (OpKind kind : Ops.KINDS) {
            boolean off = frozen.contains(kind.name());
            kinds.add(off ? List.of() : kind.all(bounds).stream().filter(op -> !frozen(kind, op)).toList());
        }
        return kinds;
    }

    private boolean frozen(OpKind kind, Op op) {
        return kind.args().stream().anyMatch(arg -> frozen.contains(text(kind, arg, op)));
    }

    /** What an operation has in common with others, as {@link #frozen} names it: one of its arguments. */
    public static String text(OpKind kind, OpKind.Arg arg, Op op) {
        return kind.name() + " " + arg.name() + "=" + text(arg.of(op));
    }

    /** A value: yes and no, the rest in lower case. */
    private static String text(@Nullable Object value) {
        if (value instanceof Boolean b) {
            return b ? "yes" : "no";
        }
        return Objects.toString(value, "none").toLowerCase(Locale.ROOT);
    }

    /** The part of the name before the dash. */
    public String family() {
        int dash = name.indexOf('-');
        return dash < 0 ? name : name.substring(0, dash);
    }
}
