package dev.pagetwin.checker.design;

/** A design cannot be used; the message is one line that says which and why. */
public final class DesignException extends Exception {
    private static final long serialVersionUID = 1L;

    public DesignException(String message) {
        super(message);
    }
}
