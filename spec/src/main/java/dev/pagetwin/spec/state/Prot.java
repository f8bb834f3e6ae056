package dev.pagetwin.spec.state;

/** What an area or an entry permits, weakest first. */
public enum Prot {
    NONE,
    RO,
    RW;

    public boolean readable() {
        return this != NONE;
    }

    public boolean writable() {
        return this == RW;
    }

    /** The weaker of the two. */
    public Prot min(Prot other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
