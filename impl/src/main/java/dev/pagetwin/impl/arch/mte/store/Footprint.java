package dev.pagetwin.impl.arch.mte.store;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.checkerframework.checker.nullness.qual.Nullable;

/** What arrays take, where a header has 16 bytes, a reference 4, and sizes are multiples of 8. */
public final class Footprint {
    private static final int HEADER = 16;
    private static final int REFERENCE = 4;

    private Footprint() {}

    /** An array of so many elements of so many bytes. */
    public static long array(long length, int elementBytes) {
        return (HEADER + length * elementBytes + 7) / 8 * 8;
    }

    /** An array of so many references, without what they refer to. */
    public static long references(long length) {
        return array(length, REFERENCE);
    }

    /**
     * The arrays that an object's own fields hold, without what references in them refer to. For collections of a
     * library, which do not say how large their tables are.
     */
    public static long arraysOf(Object holder) {
        long sum = 0;
        for (Class<?> type = holder.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getType().isArray() && !Modifier.isStatic(field.getModifiers())) {
                    sum += arrayIn(field, holder);
                }
            }
        }
        return sum;
    }

    private static long arrayIn(Field field, Object holder) {
        try {
            field.setAccessible(true);
            Object array = field.get(holder);
            return array == null ? 0 : array(Array.getLength(array), elementBytes(array.getClass().getComponentType()));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot read the field " + field, e);
        }
    }

    private static int elementBytes(@Nullable Class<?> type) {
        if (type == long.class || type == double.class) {
            return Long.BYTES;
        }
        if (type == short.class || type == char.class) {
            return Short.BYTES;
        }
        return type == byte.class || type == boolean.class ? 1 : Integer.BYTES;
    }
}
