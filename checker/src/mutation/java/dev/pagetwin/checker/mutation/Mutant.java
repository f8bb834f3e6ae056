package dev.pagetwin.checker.mutation;

import java.util.Comparator;

/**
 * One change of the code, named so that the name outlives changes elsewhere in the file.
 *
 * @param type the class, without the package that all have in common
 * @param method its method
 * @param change what was changed, and which of such changes in the method it is
 * @param line where that is now
 * @param fate what became of it
 */
record Mutant(String type, String method, String change, int line, Fate fate) {
    static final Comparator<Mutant> ORDER =
            Comparator.comparing(Mutant::type).thenComparing(Mutant::line).thenComparing(Mutant::change);

    /** Whether the oracle saw the change. */
    enum Fate {
        KILLED,
        SURVIVED,
        /** No question of the oracle comes by. */
        NOT_COVERED;

        static Fate of(String status) {
            return switch (status) {
                case "KILLED", "TIMED_OUT", "MEMORY_ERROR" -> KILLED;
                case "SURVIVED" -> SURVIVED;
                case "NO_COVERAGE" -> NOT_COVERED;
                default -> throw new IllegalArgumentException("found a mutant that is " + status
                        + ", expected one that was killed or survived");
            };
        }
    }

    /** The name under which a survivor is listed. */
    String key() {
        return String.join(" | ", type, method, change);
    }
}
