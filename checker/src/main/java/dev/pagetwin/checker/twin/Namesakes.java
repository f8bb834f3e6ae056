package dev.pagetwin.checker.twin;

import java.util.EnumSet;
import java.util.List;

/** For each constant of an enum, the constant of the same name in another; looked up once. */
final class Namesakes<F extends Enum<F>, T extends Enum<T>> {
    private final List<T> constants;

    Namesakes(Class<F> from, Class<T> to) {
        constants = EnumSet.allOf(from).stream()
                .map(constant -> Enum.valueOf(to, constant.name()))
                .toList();
    }

    T of(F constant) {
        return constants.get(constant.ordinal());
    }
}
