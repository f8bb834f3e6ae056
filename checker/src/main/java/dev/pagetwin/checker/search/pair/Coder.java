package dev.pagetwin.checker.search.pair;

import org.checkerframework.checker.nullness.qual.Nullable;

/** Values of one type as bits, and back. Codes are prefix-free: no value's code is the start of another's. */
interface Coder {
    /** Appends the value's code. */
    void put(@Nullable Object value, Bits out, Names names);

    /** Reads one code. */
    @Nullable Object get(Bits in);

    /** The length of the longest code. */
    int most();

    /** The kinds of names that codes are made of, each a {@link Names#bit}. */
    default int names() {
        return 0;
    }
}
