package dev.pagetwin.checker.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A damaged counterexample whose steps are counted anew, so that more of what a fuzzer makes gets past the parser: a
 * line that was put in or taken out is then another run, and not an error.
 */
final class Mended {
    private static final String RULE = "---";

    private Mended() {}

    static byte[] of(byte[] input) {
        List<String> lines = new ArrayList<>(List.of(new String(input, StandardCharsets.UTF_8).split("\n", -1)));
        int from = lines.indexOf(RULE) + 1;
        int to = lines.lastIndexOf(RULE);
        int steps = 0;
        for (int i = from; i < to; i++) {
            if (!lines.get(i).startsWith("#")) {
                steps++;
                lines.set(i, steps + " " + lines.get(i).replaceFirst("^[0-9 ]+", ""));
            }
        }
        if (to > 0 && to + 1 < lines.size() && lines.get(to + 1).startsWith("diverge")) {
            lines.set(to + 1, "diverge  step " + steps);
        }
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }
}
