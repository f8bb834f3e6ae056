package dev.pagetwin.impl;

/** Two places of the kernel's state that must agree do not. The message is one line. */
public final class RepError extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RepError(String message) {
        super(message);
    }
}
