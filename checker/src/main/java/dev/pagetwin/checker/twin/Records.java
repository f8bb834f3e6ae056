package dev.pagetwin.checker.twin;

import java.lang.reflect.RecordComponent;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Reads records by their components. */
final class Records {
    private Records() {}

    static RecordComponent[] components(Record value) {
        RecordComponent[] components = value.getClass().getRecordComponents();
        if (components == null) {
            throw new IllegalStateException("not a record: " + value.getClass());
        }
        return components;
    }

    static @Nullable Object get(Record value, RecordComponent component) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component.getName(), e);
        }
    }
}
