package dev.pagetwin.checker.search.pair;

import dev.pagetwin.spec.state.Id;
import dev.pagetwin.spec.state.Tags;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The coders that a machine is put together from. */
final class Coders {
    private Coders() {}

    static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("nothing where there has to be a value");
        }
        return value;
    }

    private static int checked(int number, int values) {
        if (number < 0 || number >= values) {
            throw new IllegalArgumentException(number + " is not one of " + values);
        }
        return number;
    }

    /** The kinds of names that some of these are made of. */
    static int union(List<Coder> coders) {
        return coders.stream().mapToInt(Coder::names).reduce(0, (a, b) -> a | b);
    }

    /** A value that is the same in every machine: no bits. */
    record Constant(Object value) implements Coder {
        @Override
        public void put(@Nullable Object any, Bits out, Names names) {
            if (!value.equals(any)) {
                throw new IllegalArgumentException("found " + any + ", expected " + value);
            }
        }

        @Override
        public Object get(Bits in) {
            return value;
        }

        @Override
        public int most() {
            return 0;
        }
    }

    /** A value that no machine of these bounds has: no bits. */
    record Absent() implements Coder {
        @Override
        public void put(@Nullable Object any, Bits out, Names names) {
            if (any != null) {
                throw new IllegalArgumentException("found " + any + ", expected nothing");
            }
        }

        @Override
        public @Nullable Object get(Bits in) {
            return null;
        }

        @Override
        public int most() {
            return 0;
        }
    }

    /** One of a few constants, in their order: booleans, enums. */
    record Choice(List<?> values, int width) implements Coder {
        Choice(List<?> values) {
            this(values, Bits.width(values.size()));
        }

        @Override
        public void put(@Nullable Object value, Bits out, Names names) {
            int index = value instanceof Enum<?> e ? e.ordinal() : values.indexOf(present(value));
            out.put(checked(index, values.size()), width);
        }

        @Override
        public @Nullable Object get(Bits in) {
            return values.get(in.get(width));
        }

        @Override
        public int most() {
            return width;
        }
    }

    /** A number from 0 to a bound. */
    record Number(int values, int width) implements Coder {
        Number(int values) {
            this(values, Bits.width(values));
        }

        @Override
        public void put(@Nullable Object value, Bits out, Names names) {
            out.put(checked((Integer) present(value), values), width);
        }

        @Override
        public Object get(Bits in) {
            return in.get(width);
        }

        @Override
        public int most() {
            return width;
        }
    }

    /** An id, by its name. */
    record Ids(int kind, List<? extends Id> universe, int width) implements Coder {
        Ids(int kind, List<? extends Id> universe) {
            this(kind, universe, Bits.width(universe.size()));
        }

        @Override
        public void put(@Nullable Object value, Bits out, Names names) {
            int index = checked(((Id) present(value)).index(), universe.size());
            out.put(names.name(kind, index), width);
        }

        @Override
        public Object get(Bits in) {
            return universe.get(in.get(width));
        }

        @Override
        public int most() {
            return width;
        }

        @Override
        public int names() {
            return Names.bit(kind);
        }
    }

    /** The tags of a page. */
    record TagList(int granules, int values, int width) implements Coder {
        TagList(int granules, int values) {
            this(granules, values, Bits.width(values));
        }

        @Override
        public void put(@Nullable Object value, Bits out, Names names) {
            Tags tags = (Tags) present(value);
            if (tags.granules() != granules) {
                throw new IllegalArgumentException(tags.granules() + " granules, expected " + granules);
            }
            for (int i = 0; i < granules; i++) {
                out.put(names.tag(checked(tags.get(i), values)), width);
            }
        }

        @Override
        public Object get(Bits in) {
            byte[] tags = new byte[granules];
            for (int i = 0; i < granules; i++) {
                tags[i] = (byte) in.get(width);
            }
            return Tags.of(tags);
        }

        @Override
        public int most() {
            return granules * width;
        }

        @Override
        public int names() {
            return Names.bit(Names.TAG);
        }
    }

    /** A value or null: one bit more. */
    record Optional(Coder coder) implements Coder {
        @Override
        public void put(@Nullable Object value, Bits out, Names names) {
            out.put(value == null ? 0 : 1, 1);
            if (value != null) {
                coder.put(value, out, names);
            }
        }

        @Override
        public @Nullable Object get(Bits in) {
            return in.get(1) == 0 ? null : coder.get(in);
        }

        @Override
        public int most() {
            return 1 + coder.most();
        }

        @Override
        public int names() {
            return coder.names();
        }
    }

    /** One of the classes of a sealed interface: its number among them, then itself. */
    record Sum(List<Class<?>> types, List<Coder> coders, int width) implements Coder {
        Sum(List<Class<?>> types, List<Coder> coders) {
            this(types, coders, Bits.width(types.size()));
        }

        @Override
        public void put(@Nullable Object value, Bits out, Names names) {
            int type = types.indexOf(present(value).getClass());
            out.put(type, width);
            coders.get(type).put(value, out, names);
        }

        @Override
        public @Nullable Object get(Bits in) {
            return coders.get(in.get(width)).get(in);
        }

        @Override
        public int most() {
            return width + coders.stream().mapToInt(Coder::most).max().orElse(0);
        }

        @Override
        public int names() {
            return union(coders);
        }
    }
}
