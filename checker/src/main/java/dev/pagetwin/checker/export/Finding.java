package dev.pagetwin.checker.export;

import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Counterexamples;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A disagreement, or a file that does not hold what it says.
 *
 * @param rule what is broken: a property, or the class of the failure
 * @param message in one sentence
 * @param file where it can be read, or null if it is in no file
 * @param line the line there
 * @param cex the counterexample, or null if there is none
 */
public record Finding(
        String rule, String message, @Nullable String file, int line, @Nullable Counterexample cex) {
    /** The rule of a file that does not hold what it says. */
    public static final String STALE = "CounterexampleDoesNotHold";

    /** A disagreement, in the file that it was written to, if it was. */
    public static Finding of(Counterexample cex, @Nullable String file) {
        List<String> broken = cex.divergence().broken();
        String failure = cex.divergence().failure().name();
        String kind = failure.charAt(0) + failure.substring(1).toLowerCase(Locale.ROOT);
        String rule = broken.isEmpty() ? kind : broken.get(0);
        String message = cex.design() + " " + cex.divergence().summary();
        return new Finding(rule, message, file, lineOf("diverge", cex), cex);
    }

    /** A file that does not hold what it says. */
    public static Finding stale(String file, String message) {
        return new Finding(STALE, message, file, 1, null);
    }

    /** For each step, the line of its file that it stands in. */
    static List<Integer> lines(Counterexample cex) {
        int last = lineOf("diverge", cex) - 2;
        int steps = cex.steps().size();
        return IntStream.rangeClosed(last - steps + 1, last).boxed().toList();
    }

    /** The one line of a file that begins with this word: what begins a story's line is something else. */
    private static int lineOf(String word, Counterexample cex) {
        List<String> lines = Counterexamples.print(cex).lines().toList();
        return IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).startsWith(word + " "))
                .findFirst()
                .orElse(0) + 1;
    }
}
