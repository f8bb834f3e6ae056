package dev.pagetwin.checker.search.pair;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.op.Storage;
import dev.pagetwin.spec.state.Call;
import dev.pagetwin.spec.state.Id;
import dev.pagetwin.spec.state.IdMap;
import dev.pagetwin.spec.state.Tags;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Derives coders from the state's types and the bounds. What it does not know it refuses, and names. */
final class Plan {
    /** What only machines that manage tag storage have. */
    private static final Set<String> STORAGE_ONLY = Set.of("reserved", "waits");

    private final Bounds bounds;

    Plan(Bounds bounds) {
        this.bounds = bounds;
    }

    /** The coder of a record. */
    Coder of(Class<?> type) {
        return plain(type, type.getSimpleName());
    }

    private Coder component(RecordComponent component, String where) {
        AnnotatedType type = component.getAnnotatedType();
        String here = where + "." + component.getName();
        boolean nullable = type.isAnnotationPresent(Nullable.class);
        int ids = Names.kind(component.getType());
        if (STORAGE_ONLY.contains(component.getName()) && bounds.regions().isEmpty()) {
            return new Coders.Constant(false);
        }
        if (nullable && ids >= 0 && universe(ids).isEmpty()) {
            return new Coders.Absent();
        }
        Coder coder = component.getType() == int.class
                ? new Coders.Number(values(component.getName(), here))
                : generic(component.getGenericType(), here);
        return nullable ? new Coders.Optional(coder) : coder;
    }

    /** How many values a number has, by its name. */
    private int values(String name, String where) {
        return switch (name) {
            case "data" -> bounds.data();
            case "order" -> bounds.order() + 1;
            case "len", "size" -> bounds.vas() + 1;
            case "tries" -> Storage.TRIES;
            default -> throw refused(where, "a number without a bound");
        };
    }

    private Coder generic(Type type, String where) {
        if (type instanceof ParameterizedType p && p.getRawType() == IdMap.class) {
            Type[] arguments = p.getActualTypeArguments();
            return map(arguments[0], generic(arguments[1], where), where);
        }
        if (type instanceof Class<?> c) {
            return plain(c, where);
        }
        throw refused(where, type.getTypeName());
    }

    private Coder map(Type key, Coder value, String where) {
        int kind = key instanceof Class<?> c ? Names.kind(c) : -1;
        if (kind < 0) {
            throw refused(where, "a map by " + key.getTypeName());
        }
        return new MapCoder<>(kind, universe(kind), value);
    }

    private List<? extends Id> universe(int kind) {
        return switch (kind) {
            case Names.MM -> bounds.mmIds();
            case Names.VA -> bounds.vaIds();
            case Names.PAGE -> bounds.pfns();
            case Names.SLOT -> bounds.slotIds();
            case Names.OFFSET -> bounds.offsetIds();
            case Names.AREA -> bounds.areaIds();
            default -> throw new IllegalStateException("no kind of id: " + kind);
        };
    }

    private Coder plain(Class<?> type, String where) {
        if (type == Bounds.class) {
            return new Coders.Constant(bounds);
        }
        if (type == Tags.class) {
            return new Coders.TagList(bounds.granules(), bounds.tags());
        }
        if (type == boolean.class) {
            return new Coders.Choice(List.of(false, true));
        }
        if (Names.kind(type) >= 0) {
            return new Coders.Ids(Names.kind(type), universe(Names.kind(type)));
        }
        Object[] constants = type.getEnumConstants();
        if (constants != null) {
            return new Coders.Choice(List.of(constants));
        }
        Coder coder = composed(type, where);
        return coder.most() <= Known.MOST ? new Known(coder) : coder;
    }

    private Coder composed(Class<?> type, String where) {
        RecordComponent[] components = type.getRecordComponents();
        if (components != null) {
            return product(type, components, where);
        }
        Class<?>[] every = type.getPermittedSubclasses();
        if (every == null) {
            throw refused(where, type.getName());
        }
        Class<?>[] permitted = Arrays.stream(every)
                .filter(one -> one != Call.Reserving.class || !bounds.regions().isEmpty())
                .toArray(Class<?>[]::new);
        List<Coder> coders = new ArrayList<>();
        for (Class<?> one : permitted) {
            coders.add(plain(one, one.getSimpleName()));
        }
        return new Coders.Sum(Arrays.asList(permitted), coders);
    }

    private Coder product(Class<?> type, RecordComponent[] components, String where) {
        List<Coder> coders = new ArrayList<>();
        List<Function<Object, @Nullable Object>> getters = new ArrayList<>();
        for (RecordComponent component : components) {
            coders.add(component(component, type.getSimpleName()));
            getters.add(Accessor.of(component));
        }
        return new Product(coders, getters, Accessor.constructor(type, components));
    }

    private static IllegalArgumentException refused(String where, String what) {
        return new IllegalArgumentException(where + " cannot be encoded: " + what
                + ". The state may hold enums, booleans, records, sealed interfaces, ids, Tags, IdMap,"
                + " and numbers that the bounds bound");
    }
}
