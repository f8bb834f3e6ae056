package dev.pagetwin.checker.search.explore;

import java.io.IOException;

/** Memory is short, and the disk does not take more. */
final class LimitException extends IOException {
    private static final long serialVersionUID = 1L;

    LimitException(String message) {
        super(message);
    }

    LimitException(String message, IOException cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
