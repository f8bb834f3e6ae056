package dev.pagetwin.checker.search.explore;

import java.util.concurrent.atomic.AtomicLong;

/** Counts bytes against a bound. */
final class Room {
    private final long limit;
    private final AtomicLong used = new AtomicLong();

    Room(long limit) {
        this.limit = limit;
    }

    long limit() {
        return limit;
    }

    long used() {
        return used.get();
    }

    void add(long bytes) {
        used.addAndGet(bytes);
    }

    /** Adds the bytes if they fit. */
    boolean take(long bytes) {
        if (used.addAndGet(bytes) <= limit) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    boolean isOver() {
        return used.get() > limit;
    }
}
