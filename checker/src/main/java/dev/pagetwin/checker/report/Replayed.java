package dev.pagetwin.checker.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What came of replaying the committed counterexamples.
 *
 * @param files how many were replayed
 * @param held how many of them hold
 * @param findings what is wrong with the others
 * @param flaws by flaw, whether a counterexample that holds shows it; in the order of the catalogue
 * @param skipped why nothing was replayed, or null if it was
 */
public record Replayed(
        int files, int held, List<String> findings, Map<String, Boolean> flaws, @Nullable String skipped) {
    /** Nothing replayed, for a reason. */
    public static Replayed skipped(String why) {
        return new Replayed(0, 0, List.of(), Map.of(), why);
    }

    /** How many flaws are shown. */
    public long caught() {
        return flaws.values().stream().filter(caught -> caught).count();
    }

    /** The flaws that no counterexample shows. */
    public List<String> uncaught() {
        List<String> uncaught = new ArrayList<>();
        flaws.forEach((id, caught) -> {
            if (!caught) {
                uncaught.add(id);
            }
        });
        return uncaught;
    }
}
