package dev.pagetwin.checker.kernel.machine;

/** The guest is lost: it did not come up, gave no answer in time, or died. One line, with what its kernel said last. */
public final class GuestException extends Exception {
    private static final long serialVersionUID = 1;

    public GuestException(String message) {
        super(message);
    }

    public GuestException(String message, Throwable cause) {
        super(message, cause);
    }
}
