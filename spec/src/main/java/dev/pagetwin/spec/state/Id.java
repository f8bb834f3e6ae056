package dev.pagetwin.spec.state;

/** A bounded identifier: a small number with a type and a symbolic name. */
public interface Id {
    /** The number, from 0. */
    int index();

    /** The name in counterexample files: {@code A}, {@code v0}, {@code p0}, {@code s0}. */
    String symbol();
}
