package dev.pagetwin.checker.kernel.fetch;

/** Something that a real kernel needs is missing or wrong; the message is one line for the user. */
public final class SetupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is missing or wrong, in one line. */
    public SetupException(String message) {
        super(message);
    }

    /** The same, and what it came from. */
    public SetupException(String message, Throwable cause) {
        super(message, cause);
    }
}
