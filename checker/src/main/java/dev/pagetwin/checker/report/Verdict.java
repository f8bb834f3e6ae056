package dev.pagetwin.checker.report;

/** What a check came to. */
public enum Verdict {
    /** Everything was tried, and nothing disagreed. */
    HOLDS,
    /** Something disagreed. */
    DIVERGES,
    /** Nothing disagreed, but not everything was tried. */
    INCOMPLETE
}
