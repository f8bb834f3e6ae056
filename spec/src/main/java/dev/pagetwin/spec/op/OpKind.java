package dev.pagetwin.spec.op;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.state.AreaId;
import dev.pagetwin.spec.state.Id;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Offset;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.SlotId;
import dev.pagetwin.spec.state.Va;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * One kind of operation: its name, for each argument the values that bounds allow, and the reasons its guards may give.
 * Names and arguments are those of the record, so whoever prints, parses or enumerates operations asks here.
 */
public final class OpKind {
    /** Who takes the step. */
    public enum Actor {
        /** A program asks for it. */
        PROGRAM,
        /** A program looks. */
        OBSERVATION,
        /** The kernel goes on with what a program asked for, or acts on its own. */
        KERNEL
    }

    private final Class<? extends Op> type;
    private final Actor actor;
    private final String name;
    private final List<Arg> args;
    private final Set<Rejection> rejections;

    OpKind(Class<? extends Op> type, Actor actor, Rejection... rejections) {
        this.type = type;
        this.actor = actor;
        this.rejections = Collections.unmodifiableSet(EnumSet.copyOf(Arrays.asList(rejections)));
        Class<?> path = type.getEnclosingClass();
        this.name = (path == null ? "" : kebab(path) + ".") + kebab(type);
        this.args = Arrays.stream(type.getRecordComponents()).map(Arg::new).toList();
    }

    private static String kebab(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** The name in counterexample files, such as {@code reclaim.add-to-swap}. */
    public String name() {
        return name;
    }

    /** The kernel path that it is a step of: the name's part before the dot. */
    public String path() {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    public Class<? extends Op> type() {
        return type;
    }

    public Actor actor() {
        return actor;
    }

    public List<Arg> args() {
        return args;
    }

    /** The reasons its guards may give, in the order of all reasons. */
    public Set<Rejection> rejections() {
        return rejections;
    }

    /** The operation with these arguments, in the order of {@link #args}. */
    public Op make(List<? extends @Nullable Object> values) {
        Class<?>[] types = args.stream().map(Arg::type).toArray(Class<?>[]::new);
        try {
            Constructor<? extends Op> constructor = type.getDeclaredConstructor(types);
            @SuppressWarnings("nullness:argument") // a record's constructor takes null where its component is nullable
            Op op = constructor.newInstance(values.toArray());
            return op;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(name, e);
        }
    }

    /** Every operation of this kind within the bounds, arguments in order, the last one fastest. */
    public List<Op> all(Bounds bounds) {
        return all(bounds, (arg, value) -> true);
    }

    /** The same of which each argument passes the test. */
    public List<Op> all(Bounds bounds, BiPredicate<Arg, @Nullable Object> test) {
        List<List<@Nullable Object>> rows = List.of(List.of());
        for (Arg arg : args) {
            List<@Nullable Object> values = new ArrayList<>(arg.domain(bounds));
            values.removeIf(value -> !test.test(arg, value));
            List<List<@Nullable Object>> longer = new ArrayList<>();
            for (List<@Nullable Object> row : rows) {
                for (@Nullable Object value : values) {
                    List<@Nullable Object> next = new ArrayList<>(row);
                    next.add(value);
                    longer.add(next);
                }
            }
            rows = longer;
        }
        return rows.stream().map(this::make).toList();
    }

    @Override
    public String toString() {
        return name;
    }

    /** One argument of an operation. */
    public static final class Arg {
        private final RecordComponent component;
        private final boolean nullable;

        Arg(RecordComponent component) {
            this.component = component;
            this.nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        }

        public String name() {
            return component.getName();
        }

        public Class<?> type() {
            return component.getType();
        }

        /** Whether {@code none} is a value. */
        public boolean nullable() {
            return nullable;
        }

        /** The argument's value in an operation. */
        public @Nullable Object of(Op op) {
            try {
                return component.getAccessor().invoke(op);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(name(), e);
            }
        }

        /** The value that goes without saying, as only few bounds have another, or null if there is none. */
        public @Nullable Object implied() {
            return type() == AreaId.class ? AreaId.FIRST : null;
        }

        /** Every value within the bounds, in order; none, where it is a value, is last. */
        public List<@Nullable Object> domain(Bounds bounds) {
            List<@Nullable Object> values = new ArrayList<>(present(bounds));
            if (nullable) {
                values.add(null);
            }
            return values;
        }

        private List<? extends Object> present(Bounds b) {
            if (Id.class.isAssignableFrom(type())) {
                return ids(b);
            }
            if (type() == boolean.class) {
                return List.of(false, true);
            }
            if (type().isEnum()) {
                return Arrays.asList(constants());
            }
            return switch (name()) {
                case "len", "size" -> IntStream.rangeClosed(1, b.vas()).boxed().toList();
                case "order" -> IntStream.rangeClosed(1, b.order()).boxed().toList();
                case "at" -> IntStream.range(1, 1 << b.order()).boxed().toList();
                case "granule" -> IntStream.range(0, b.granules()).boxed().toList();
                case "tag" -> IntStream.range(0, b.tags()).boxed().toList();
                case "data" -> IntStream.range(0, b.data()).boxed().toList();
                default -> throw new IllegalStateException("no domain for " + name());
            };
        }

        private Object[] constants() {
            Object[] constants = type().getEnumConstants();
            if (constants == null) {
                throw new IllegalStateException(name() + " is not an enum");
            }
            return constants;
        }

        private List<? extends Id> ids(Bounds b) {
            if (type() == MmId.class) {
                return b.mmIds();
            }
            if (type() == Va.class) {
                return b.vaIds();
            }
            if (type() == Pfn.class) {
                return b.pfns();
            }
            if (type() == SlotId.class) {
                return b.slotIds();
            }
            if (type() == Offset.class) {
                return b.offsetIds();
            }
            if (type() == AreaId.class) {
                return b.areaIds();
            }
            throw new IllegalStateException("no ids for " + name());
        }
    }
}
