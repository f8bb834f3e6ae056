package dev.pagetwin.checker.search.pair;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.state.Id;
import dev.pagetwin.spec.state.IdMap;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.SlotId;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Gives ids other names in any value of the specification, by reflection: slow, and on no path of the search. */
record Renamer(int[] mms, int[] pages, int[] slots) {
    /** Every renaming there is within bounds: of frames and slots, where there are large folios, as whole groups. */
    static List<Renamer> all(Bounds b) {
        List<Renamer> all = new ArrayList<>();
        for (int[] mms : Orders.all(b.mms())) {
            for (int[] pages : Groups.orders(b.pages(), b.order())) {
                for (int[] slots : Groups.slots(b)) {
                    all.add(new Renamer(mms, pages, slots));
                }
            }
        }
        return all;
    }

    <T> T of(T value) {
        @SuppressWarnings("unchecked") // a value keeps its type
        T renamed = (T) renamed(value);
        return renamed;
    }

    private @Nullable Object renamed(@Nullable Object value) {
        if (value instanceof MmId id) {
            return MmId.of(mms[id.index()]);
        }
        if (value instanceof Pfn id) {
            return Pfn.of(pages[id.index()]);
        }
        if (value instanceof SlotId id) {
            return SlotId.of(slots[id.index()]);
        }
        if (value instanceof IdMap<?, ?> map) {
            return map(map);
        }
        return value instanceof Record record && !(value instanceof Bounds) ? record(record) : value;
    }

    private <K extends Id, V> IdMap<K, V> map(IdMap<K, V> map) {
        IdMap<K, V> renamed = IdMap.empty(map.universe());
        for (K key : map.keys()) {
            renamed = renamed.with(of(key), of(map.at(key)));
        }
        return renamed;
    }

    private Record record(Record record) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        try {
            Object[] values = new Object[components.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = renamed(components[i].getAccessor().invoke(record));
            }
            Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<? extends Record> constructor = record.getClass().getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
