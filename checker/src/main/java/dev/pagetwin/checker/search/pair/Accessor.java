package dev.pagetwin.checker.search.pair;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Record components and constructors as plain functions: reflection is asked once, not for every value. */
final class Accessor {
    private Accessor() {}

    /** What reads this component of a record. */
    static Function<Object, @Nullable Object> of(RecordComponent component) {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            MethodHandle getter = lookup.unreflect(component.getAccessor());
            Object made = LambdaMetafactory.metafactory(
                            lookup,
                            "apply",
                            MethodType.methodType(Function.class),
                            MethodType.methodType(Object.class, Object.class),
                            getter,
                            getter.type().wrap())
                    .getTarget()
                    .invoke();
            @SuppressWarnings("unchecked") // the factory makes what it was asked for
            Function<Object, @Nullable Object> function = (Function<Object, @Nullable Object>) made;
            return function;
        } catch (Throwable e) {
            throw new IllegalStateException(component.toString(), e);
        }
    }

    /** What makes a record of its components, in their order. */
    static Function<@Nullable Object[], Object> constructor(Class<?> type, RecordComponent[] components) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            MethodHandle make = MethodHandles.lookup()
                    .unreflectConstructor(type.getDeclaredConstructor(types))
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
            return values -> {
                try {
                    @SuppressWarnings("nullness:argument") // a record takes null where its component is nullable
                    Object made = (Object) make.invokeExact(values);
                    return made;
                } catch (Throwable e) {
                    throw new IllegalStateException(type.getName(), e);
                }
            };
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName(), e);
        }
    }
}
