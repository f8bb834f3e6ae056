package dev.pagetwin.checker.twin;

/** The ways in which an implementation can be wrong. A shrink never slips from one to another. */
public enum FailureClass {
    /** A result or the abstract state differs from the specification's. */
    DIVERGENCE("diverges"),
    /** A named property of the implementation's state, or of the events of a step, does not hold. */
    INVARIANT("violates"),
    /** The implementation's own representation is inconsistent. */
    REPRESENTATION("inconsistent"),
    /** The implementation threw. */
    CRASH("crashes");

    private final String verdict;

    FailureClass(String verdict) {
        this.verdict = verdict;
    }

    /** The word in a counterexample file's verdict. */
    public String verdict() {
        return verdict;
    }
}
