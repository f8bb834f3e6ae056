package dev.pagetwin.checker.audit;

import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.twin.Part;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a part of the oracle is worth.
 *
 * @param losses the flaws of which it speaks at the step where the whole oracle finds them, and what becomes of them
 *     without it
 * @param own the flaws that it alone of its kind finds at that step: comparisons where no property is asked, properties
 *     where nothing is compared, as when the specification is explored alone
 */
public record Worth(Part part, List<Loss> losses, List<Flaw> own) {
    /** How many of the flaws fare so. */
    public int count(Fate fate) {
        return (int) losses.stream().filter(loss -> loss.fate() == fate).count();
    }

    /** The flaws that nobody else finds at the same step. */
    public List<Loss> alone() {
        return losses.stream().filter(loss -> loss.fate() != Fate.SAME).toList();
    }

    /** Whether every flaw is found at the same step without it, by whichever of the others are asked. */
    public boolean changesNothing() {
        return alone().isEmpty() && own.isEmpty();
    }

    /** Who finds at the same step what it finds: few names that between them have all of it, the busiest first. */
    public List<String> others() {
        List<List<String>> rest = new ArrayList<>();
        losses.stream().filter(loss -> loss.fate() == Fate.SAME).forEach(loss -> rest.add(loss.by()));
        List<String> others = new ArrayList<>();
        while (!rest.isEmpty()) {
            Map<String, Integer> counts = new TreeMap<>();
            rest.forEach(names -> names.forEach(name -> counts.put(name, counts.getOrDefault(name, 0) + 1)));
            int most = Collections.max(counts.values());
            String busiest = counts.keySet().stream().filter(name -> counts.getOrDefault(name, 0) == most).findFirst()
                    .orElseThrow();
            others.add(busiest);
            rest.removeIf(names -> names.contains(busiest));
        }
        return others;
    }
}
