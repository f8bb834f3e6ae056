package dev.pagetwin.checker.cex;

/**
 * A counterexample and the text it was read from.
 *
 * @param name the file, as errors and findings name it
 * @param text the text as it stands there
 * @param counterexample what it holds
 */
public record CexFile(String name, String text, Counterexample counterexample) {}
