package dev.pagetwin.checker.audit;

/**
 * How long a flaw is looked for where parts of the oracle are off.
 *
 * @param seed where random steps come from
 * @param walks how many random runs follow the counterexample's steps, each as long as the generator makes it
 * @param steps how many steps a search from nothing takes
 */
public record Patience(long seed, int walks, long steps) {
    /** What the command takes. */
    public static final Patience USUAL = new Patience(0, 50, 20_000);

    /** The counterexamples' own steps alone. */
    public static final Patience NONE = new Patience(0, 0, 0);
}
