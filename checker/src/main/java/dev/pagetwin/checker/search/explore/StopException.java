package dev.pagetwin.checker.search.explore;

import java.io.IOException;

/** Somebody wants the search to end, in the midst of a level. */
final class StopException extends IOException {
    private static final long serialVersionUID = 1L;

    StopException() {
        super("interrupted");
    }
}
