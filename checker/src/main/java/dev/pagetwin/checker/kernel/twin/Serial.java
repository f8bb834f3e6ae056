package dev.pagetwin.checker.kernel.twin;

/** The line to the agent in a guest. */
@FunctionalInterface
public interface Serial {
    /**
     * Sends one line of commands and waits for the line of replies.
     *
     * @throws GuestLost if the guest has gone, or does not answer in time
     */
    String ask(String commands);

    /** The guest has gone, or does not answer in time. */
    final class GuestLost extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** Says in one line what is known of it. */
        public GuestLost(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
