package dev.pagetwin.checker.search.pair;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;

/** A record: its components in their order. */
final class Product implements Coder {
    private final Coder[] coders;
    private final Function<Object, @Nullable Object>[] getters;
    private final Function<@Nullable Object[], Object> constructor;

    Product(
            List<Coder> coders,
            List<Function<Object, @Nullable Object>> getters,
            Function<@Nullable Object[], Object> constructor) {
        this.coders = coders.toArray(Coder[]::new);
        @SuppressWarnings({"unchecked", "rawtypes"}) // an array cannot be made with its type arguments
        Function<Object, @Nullable Object>[] array = getters.toArray(new Function[0]);
        this.getters = array;
        this.constructor = constructor;
    }

    @Override
    public void put(@Nullable Object value, Bits out, Names names) {
        Object whole = Coders.present(value);
        for (int i = 0; i < coders.length; i++) {
            coders[i].put(getters[i].apply(whole), out, names);
        }
    }

    @Override
    public Object get(Bits in) {
        @Nullable Object[] values = new @Nullable Object[coders.length];
        for (int i = 0; i < coders.length; i++) {
            values[i] = coders[i].get(in);
        }
        return constructor.apply(values);
    }

    @Override
    public int most() {
        return Arrays.stream(coders).mapToInt(Coder::most).sum();
    }

    @Override
    public int names() {
        return Coders.union(Arrays.asList(coders));
    }
}
