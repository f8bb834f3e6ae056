package dev.pagetwin.checker.twin;

/**
 * One place where the two sides differ.
 *
 * @param path the place, outermost first, such as {@code page p0 / tags}
 * @param spec the specification's value
 * @param impl the implementation's value
 */
public record Difference(String path, String spec, String impl) {}
