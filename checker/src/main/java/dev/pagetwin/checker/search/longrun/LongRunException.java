package dev.pagetwin.checker.search.longrun;

/** A saved run cannot be gone on with; the message says where, what was found, and what was expected. */
public final class LongRunException extends Exception {
    private static final long serialVersionUID = 1L;

    LongRunException(String message) {
        super(message);
    }
}
