package dev.pagetwin.checker.search;

import java.util.List;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;

/** What cannot be taken while something is in flight, and why. Whether this is right, the searches tell. */
public final class Impossible {
    private Impossible() {}

    /** Operations that a reason keeps out while something is in flight. */
    private record Rule(String inFlight, Set<String> kinds, String why) {}

    private static final List<Rule> RULES = List.of(
            new Rule(
                    "swapoff",
                    Set.of("swapoff", "flush-slot"),
                    "swapoff is running: the next one waits for it, and no slot waits in the return cache"));

    /** Why an overlap cannot be, or null if nothing forbids it. */
    public static @Nullable String why(Overlaps.Overlap overlap) {
        for (Rule rule : RULES) {
            if (rule.inFlight().equals(overlap.inFlight().name()) && rule.kinds().contains(overlap.kind().name())) {
                return rule.why();
            }
        }
        return null;
    }
}
