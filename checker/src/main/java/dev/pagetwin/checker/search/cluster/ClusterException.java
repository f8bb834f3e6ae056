package dev.pagetwin.checker.search.cluster;

import java.io.IOException;

/** Machines that cannot be used as asked. The message is one line. */
public final class ClusterException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Says why. */
    public ClusterException(String message) {
        super(message);
    }
}
