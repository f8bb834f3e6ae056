package dev.pagetwin.checker.report;

import java.util.List;
import java.util.stream.Collectors;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * One thing, and what changed of it when.
 *
 * @param kind what it is
 * @param name which one it is, such as {@code A v0}
 * @param changes in the order of steps, at least one
 */
public record Lane(LaneKind kind, String name, List<Change> changes) {
    /** What changed at a step. */
    public record Change(int step, List<Trait> traits) {
        /** In one line. */
        public String text() {
            return traits.stream().map(Trait::text).collect(Collectors.joining(", "));
        }

        /** Whether the two sides differ here. */
        public boolean split() {
            return traits.stream().anyMatch(trait -> trait.impl() != null);
        }
    }

    /**
     * A part of what is there.
     *
     * @param spec the specification's, or both sides'
     * @param impl the implementation's where it is another, else null
     */
    public record Trait(String spec, @Nullable String impl) {
        /** In words. */
        public String text() {
            return impl == null ? spec : "[spec " + spec + " | impl " + impl + "]";
        }
    }
}
