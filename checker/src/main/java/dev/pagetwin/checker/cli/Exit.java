package dev.pagetwin.checker.cli;

/** What the exit codes mean, for every command. */
final class Exit {
    static final int HOLDS = 0;
    static final int DIVERGES = 1;
    static final int BAD_INPUT = 2;
    static final int INCOMPLETE = 3;
    static final int INTERNAL = 70;

    private Exit() {}
}
