package dev.pagetwin.checker.twin;

/** What is compared after each step. */
public enum Compare {
    /** Results, states, invariants, monitors and the representation: the first difference anywhere. */
    STATE,
    /** Results alone: what a program or the kernel's caller can see. */
    RESULTS
}
