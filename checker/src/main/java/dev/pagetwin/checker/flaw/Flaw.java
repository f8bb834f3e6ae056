package dev.pagetwin.checker.flaw;

import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Divergence;
import java.util.List;

/**
 * One fault: seeded into the reference, or of a design as it was posted.
 *
 * @param id its name, also of its counterexample file
 * @param area the folder of its counterexample file
 * @param sentence what is wrong, in one sentence
 * @param origin where it comes from: a posting, a commit, a row of the bug history, or a mutation of our own
 * @param property the invariant or monitor it must break, or {@link #AGREEMENT} if it shows in a result alone
 * @param compare what its counterexample compares: states, which is shorter, or what a program sees
 * @param preset the name of the preset it is found in
 * @param shortest the number of steps of its committed counterexample
 * @param design the flawed design; a variant of the reference has the reference's name
 */
public record Flaw(
        String id,
        String area,
        String sentence,
        String origin,
        String property,
        Compare compare,
        String preset,
        int shortest,
        Design design) {

    /** What every step is judged by before any property is: both sides answer the same and are in the same state. */
    public static final String AGREEMENT = "Agreement";

    /** The properties that a divergence must break to show this flaw; none for {@link #AGREEMENT}. */
    public List<String> mustBreak() {
        return property.equals(AGREEMENT) ? List.of() : List.of(property);
    }

    /** The same fault, looked for in another design. */
    public Flaw of(Design other) {
        return new Flaw(id, area, sentence, origin, property, compare, preset, shortest, other);
    }

    /** Whether a divergence shows this flaw. */
    public boolean shownBy(Divergence divergence) {
        return divergence.broken().containsAll(mustBreak());
    }
}
