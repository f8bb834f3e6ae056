package dev.pagetwin.checker.twin;

import java.util.List;

/**
 * The first disagreement of a run.
 *
 * @param failure its class
 * @param step the step it showed at, from 1
 * @param differences where the two sides differ, in a fixed order; for a crash or an inconsistent representation one
 *     line that says what was thrown
 * @param broken the invariants and monitors that the implementation's state breaks there, in catalogue order
 */
public record Divergence(FailureClass failure, int step, List<Difference> differences, List<String> broken) {
    /** The disagreement as a tree of paths: what they share is said once, and what hangs below is indented. */
    public String tree() {
        StringBuilder text = new StringBuilder(summary());
        List<String> above = List.of();
        for (Difference difference : differences) {
            List<String> path = List.of(difference.path().split(" / "));
            int shared = 0;
            while (shared < Math.min(above.size(), path.size() - 1) && above.get(shared).equals(path.get(shared))) {
                shared++;
            }
            for (int depth = shared; depth < path.size(); depth++) {
                text.append('\n').append("  ".repeat(depth + 1)).append(path.get(depth));
            }
            text.append(": spec ").append(difference.spec()).append(", impl ").append(difference.impl());
            above = path.subList(0, path.size() - 1);
        }
        return text.toString();
    }

    /** The first disagreement as one line. */
    public String summary() {
        Difference first = differences.isEmpty() ? null : differences.get(0);
        String what = first == null ? "" : " " + first.path() + ": spec " + first.spec() + ", impl " + first.impl();
        String breaks = broken.isEmpty() ? "" : " (breaks " + String.join(", ", broken) + ")";
        return failure.verdict() + " at step " + step + what + breaks;
    }
}
