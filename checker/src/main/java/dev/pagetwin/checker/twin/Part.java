package dev.pagetwin.checker.twin;

/**
 * One part of what judges a step. Each can be switched off alone, so that it is seen what it is worth: see
 * {@link Without}.
 *
 * @param name an invariant's or a monitor's own name, or lower-case words for what is compared
 * @param sentence what it says, or what it compares
 */
public record Part(String name, Kind kind, String sentence) {
    /** What sort of judge it is. */
    public enum Kind {
        /** Both sides, or the kernel before and after, are held against each other. */
        COMPARISON,
        /** A named property of the kernel's state, as the abstraction reads it. */
        INVARIANT,
        /** A named property of the events of a step. */
        MONITOR
    }

    /** Whether it is a named property: an invariant or a monitor. */
    public boolean isProperty() {
        return kind != Kind.COMPARISON;
    }
}
