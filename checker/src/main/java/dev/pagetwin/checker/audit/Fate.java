package dev.pagetwin.checker.audit;

/** What becomes of a flaw where parts of the oracle are off. */
public enum Fate {
    /** What is left finds it at the same step. */
    SAME,
    /** What is left finds it at a later step of its counterexample, or of random steps that follow. */
    LATER,
    /** What is left does not find it so, but a search from nothing does. */
    ANEW,
    /** Nothing finds it within the patience. */
    LOST
}
