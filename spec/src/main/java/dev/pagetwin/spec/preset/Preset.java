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
import java.util.stream.Collectors;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Bounds and an alphabet: a machine with every operation is too large to exhaust even at two of everything.
 *
 * @param name such as {@code tiny-swap}; the part before the dash is the family
 * @param theme what it is for, in a sentence
 * @param bounds the size
 * @param paths the paths beyond {@link #CORE} that are on, by the part of an operation's name before the dot
 * @param frozen what never happens: the name of an operation, or {@code operation argument=value}
 */
public record Preset(String name, String theme, Bounds bounds, Set<String> paths, Set<String> frozen) {
    /** The paths that are on in every preset, unless frozen: private memory, swap, fork. */
    public static final Set<String> CORE = Set.of(
            "mmap", "munmap", "mprotect", "madvise", "store", "stg", "load", "ldg", "fork", "exit", "zap", "fault",
            "cow", "swap-in", "reclaim", "readahead", "free-swap", "flush-slot", "swapon", "swapoff", "unuse");

    /** The path that is on wherever tag storage is managed. */
    public static final String STORAGE = "storage";

    /** The paths that a preset has to name. */
    public static final Set<String> MORE = Ops.KINDS.stream()
            .map(OpKind::path)
            .filter(path -> !CORE.contains(path) && !path.equals(STORAGE))
            .collect(Collectors.toUnmodifiableSet());

    /** Without any path beyond the core. */
    public Preset(String name, String theme, Bounds bounds, Set<String> frozen) {
        this(name, theme, bounds, Set.of(), frozen);
    }

    /** The same at another size. */
    public Preset withBounds(Bounds value) {
        return new Preset(name, theme, value, paths, frozen);
    }

    /** Every operation that may happen, by kind; a kind that is frozen has none. */
    public List<List<Op>> alphabet() {
        List<List<Op>> kinds = new ArrayList<>();
        for (OpKind kind : Ops.KINDS) {
            boolean off = frozen.contains(kind.name()) || !isOn(kind.path());
            kinds.add(off ? List.of() : kind.all(bounds, (arg, value) -> !frozen.contains(text(kind, arg, value))));
        }
        return kinds;
    }

    private boolean isOn(String path) {
        return CORE.contains(path) || paths.contains(path) || (path.equals(STORAGE) && !bounds.regions().isEmpty());
    }

    /** What an operation has in common with others, as {@link #frozen} names it: one of its arguments. */
    public static String text(OpKind kind, OpKind.Arg arg, Op op) {
        return text(kind, arg, arg.of(op));
    }

    private static String text(OpKind kind, OpKind.Arg arg, @Nullable Object value) {
        return kind.name() + " " + arg.name() + "=" + text(value);
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
