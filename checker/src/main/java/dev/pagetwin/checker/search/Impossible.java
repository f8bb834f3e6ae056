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
            new Rule("swapoff", Set.of("swapoff"), "one swapoff waits for another, as the return cache is off for all"),
            new Rule("swapoff", Set.of("flush-slot"), "the return cache is drained and off until swapoff ends"),
            new Rule("reserving", Set.of("storage.reserve"), "tag storage is claimed by one fault at a time"),
            new Rule(
                    "slot-returning",
                    Set.of("unuse", "shmem.unuse", "swapoff.finish", "swapoff.interrupt"),
                    "they are steps of a swapoff, which drains the return cache first and keeps it off"));

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
