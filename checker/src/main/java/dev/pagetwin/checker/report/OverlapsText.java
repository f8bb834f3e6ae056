package dev.pagetwin.checker.report;

import dev.pagetwin.checker.search.Impossible;
import dev.pagetwin.checker.search.InFlight;
import dev.pagetwin.checker.search.Overlaps;
import dev.pagetwin.checker.search.Overlaps.Overlap;
import dev.pagetwin.spec.op.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which operations were taken while something was in flight, for people. */
final class OverlapsText {
    private OverlapsText() {}

    /** One line. */
    static String summary(Overlaps overlaps) {
        int[] possible = {0};
        overlaps.each((overlap, n) -> possible[0] += Impossible.why(overlap) == null ? 1 : 0);
        return overlaps.reached() + " of " + possible[0] + " that are possible were reached";
    }

    /** A row for each thing in flight, then what was never reached, and what cannot be and why. */
    static List<String> lines(Overlaps overlaps, Paint paint) {
        Table table = new Table("in flight", ">operations taken", ">impossible", ">never reached");
        for (int i = 0; i < InFlight.ALL.size(); i++) {
            int[] cells = new int[3];
            for (int j = 0; j < Ops.KINDS.size(); j++) {
                Overlap overlap = new Overlap(InFlight.ALL.get(i), Ops.KINDS.get(j));
                boolean impossible = Impossible.why(overlap) != null;
                cells[overlaps.taken(i, j) > 0 ? 0 : impossible ? 1 : 2]++;
            }
            table.row(InFlight.ALL.get(i).name(), cells[0], cells[1], cells[2]);
        }
        List<String> lines = new ArrayList<>(table.lines(paint));
        lines.add("");
        lines.addAll(Wrap.words("never reached  ", words(overlaps.neverReached())));
        lines.addAll(Wrap.words("reached though said to be impossible  ", words(overlaps.reachedInSpite())));
        reasons(overlaps).forEach((why, what) -> lines.addAll(Wrap.words("impossible  ", why + ": " + what)));
        return lines;
    }

    private static String words(List<Overlap> overlaps) {
        return overlaps.isEmpty() ? "none" : String.join(", ", overlaps.stream().map(Overlap::toString).toList());
    }

    private static Map<String, String> reasons(Overlaps overlaps) {
        Map<String, String> reasons = new TreeMap<>();
        overlaps.each((overlap, n) -> {
            String why = Impossible.why(overlap);
            if (why != null) {
                reasons.merge(why, overlap.toString(), (a, b) -> a + ", " + b);
            }
        });
        return reasons;
    }
}
