package dev.pagetwin.spec.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * An immutable map from a fixed, small universe of ids to values. Equal contents are equal objects, iteration is in
 * id order, and a change copies one array of references.
 */
public final class IdMap<K extends Id, V> {
    private final List<K> universe;
    private final @Nullable V[] values;

    private IdMap(List<K> universe, @Nullable V[] values) {
        this.universe = universe;
        this.values = values;
    }

    /** A map over these ids with the value that is given for each, or nothing where that is null. */
    public static <K extends Id, V> IdMap<K, V> of(List<K> universe, Function<? super K, ? extends @Nullable V> value) {
        @Nullable V[] values = array(universe.size());
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(universe.get(i));
        }
        return new IdMap<>(universe, values);
    }

    @SuppressWarnings("unchecked") // an array of a type variable cannot be made; this one never leaves the map
    private static <V> @Nullable V[] array(int length) {
        return (@Nullable V[]) new @Nullable Object[length];
    }

    /** A map over these ids that holds nothing. */
    public static <K extends Id, V> IdMap<K, V> empty(List<K> universe) {
        return of(universe, id -> null);
    }

    /** A map that holds the same value for each of these ids. */
    public static <K extends Id, V> IdMap<K, V> filled(List<K> universe, V value) {
        return of(universe, id -> value);
    }

    /** Every id a value may stand at, in order. */
    public List<K> universe() {
        return universe;
    }

    /** The value at the id, or null where there is none. */
    public @Nullable V get(K id) {
        return values[id.index()];
    }

    /** The value at an id that is known to have one. */
    public V at(K id) {
        V value = values[id.index()];
        if (value == null) {
            throw new IllegalStateException("nothing at " + id.symbol());
        }
        return value;
    }

    public boolean has(K id) {
        return values[id.index()] != null;
    }

    /** This map with the value at the id. */
    public IdMap<K, V> with(K id, V value) {
        return Objects.equals(value, values[id.index()]) ? this : replaced(id, value);
    }

    /** This map with nothing at the id. */
    public IdMap<K, V> without(K id) {
        return values[id.index()] == null ? this : replaced(id, null);
    }

    private IdMap<K, V> replaced(K id, @Nullable V value) {
        @Nullable V[] copy = values.clone();
        copy[id.index()] = value;
        return new IdMap<>(universe, copy);
    }

    /** The ids that have a value, in order. */
    public List<K> keys() {
        List<K> keys = new ArrayList<>();
        forEach((k, v) -> keys.add(k));
        return keys;
    }

    /** How many ids have a value. */
    public int size() {
        return count(v -> true);
    }

    public boolean isEmpty() {
        return size() == 0;
    }

    /** How many values pass the test. */
    public int count(Predicate<V> test) {
        int n = 0;
        for (V value : values) {
            n += value != null && test.test(value) ? 1 : 0;
        }
        return n;
    }

    /** The sum of a number that each value has. */
    public int sum(ToIntFunction<V> number) {
        int n = 0;
        for (V value : values) {
            n += value == null ? 0 : number.applyAsInt(value);
        }
        return n;
    }

    /** Whether some value passes the test. */
    public boolean any(Predicate<V> test) {
        return first(test) != null;
    }

    /** The first id whose value passes the test, or null. */
    public @Nullable K first(Predicate<V> test) {
        for (int i = 0; i < values.length; i++) {
            V value = values[i];
            if (value != null && test.test(value)) {
                return universe.get(i);
            }
        }
        return null;
    }

    /** Visits what there is, in id order. */
    public void forEach(BiConsumer<? super K, ? super V> visitor) {
        for (int i = 0; i < values.length; i++) {
            V value = values[i];
            if (value != null) {
                visitor.accept(universe.get(i), value);
            }
        }
    }

    /** This map with each value changed. */
    public IdMap<K, V> map(Function<V, V> change) {
        @Nullable V[] copy = values.clone();
        for (int i = 0; i < copy.length; i++) {
            V value = copy[i];
            copy[i] = value == null ? null : change.apply(value);
        }
        return new IdMap<>(universe, copy);
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof IdMap<?, ?> that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        forEach((k, v) -> text.append(text.length() > 1 ? ", " : "").append(k.symbol()).append('=').append(v));
        return text.append('}').toString();
    }
}
