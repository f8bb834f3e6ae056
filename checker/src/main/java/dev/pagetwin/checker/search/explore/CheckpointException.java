package dev.pagetwin.checker.search.explore;

import java.io.IOException;

/** A checkpoint that cannot be used; the message is one line for the user. */
public final class CheckpointException extends IOException {
    private static final long serialVersionUID = 1L;

    CheckpointException(String message) {
        super(message);
    }

    CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
