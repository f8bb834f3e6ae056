package dev.pagetwin.checker.page;

import dev.pagetwin.checker.report.Film;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.spec.Reach;
import dev.pagetwin.spec.invariant.Invariant;
import dev.pagetwin.spec.invariant.Invariants;
import dev.pagetwin.spec.monitor.Monitor;
import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A property, with a mark for each moment of the implementation's side.
 *
 * @param name the property
 * @param sentence what it says
 * @param monitor whether it watches steps, not states
 * @param marks the boot's, then each step's
 */
record Marks(String name, String sentence, boolean monitor, List<Mark> marks) {
    /** What a property says of a moment. */
    enum Mark {
        /** Its premise is not met, so it says nothing. */
        SILENT('.', "·"),
        HOLDS('+', "+"),
        BROKEN('x', "✗"),
        /** The implementation could not be read. */
        UNKNOWN('?', "?");

        final char sign;
        final String shown;

        Mark(char sign, String shown) {
            this.sign = sign;
            this.shown = shown;
        }
    }

    /** Every property, in catalogue order. */
    static List<Marks> of(Film film) {
        List<Marks> all = new ArrayList<>();
        for (Invariant invariant : Invariants.ALL) {
            List<Mark> marks = film.frames().stream().map(frame -> mark(invariant, frame.impl())).toList();
            all.add(new Marks(invariant.name(), invariant.sentence(), false, marks));
        }
        for (int i = 0; i < Monitor.ALL.size(); i++) {
            Monitor monitor = Monitor.ALL.get(i);
            all.add(new Marks(monitor.name(), monitor.sentence(), true, watched(i, monitor.name(), film)));
        }
        return all;
    }

    private static Mark mark(Invariant invariant, Film.@Nullable Side side) {
        if (side == null) {
            return Mark.UNKNOWN;
        }
        Reach reach = new Reach();
        invariant.judge(side.machine(), side.ledger(), reach);
        return reach.reached() == 0 ? Mark.SILENT : reach.broken().isEmpty() ? Mark.HOLDS : Mark.BROKEN;
    }

    /** A monitor that was broken ended the run, so it can only be broken at the end. */
    private static List<Mark> watched(int monitor, String name, Film film) {
        List<Mark> marks = new ArrayList<>();
        long before = 0;
        for (Film.Frame frame : film.frames()) {
            long now = frame.monitored().get(monitor);
            marks.add(now == before ? Mark.SILENT : Mark.HOLDS);
            before = now;
        }
        Divergence end = film.divergence();
        if (end != null && end.broken().contains(name)) {
            marks.set(marks.size() - 1, Mark.BROKEN);
        }
        return marks;
    }

    /** Whether it has nothing to say at any moment. */
    boolean silent() {
        return marks.stream().allMatch(mark -> mark == Mark.SILENT);
    }

    boolean broken() {
        return marks.contains(Mark.BROKEN);
    }

    /** Equal marks that follow each other, once, as {@code sign} and {@code length}: {@code .4+5x1}. */
    String runs() {
        StringBuilder runs = new StringBuilder();
        for (int from = 0; from < marks.size(); ) {
            int to = from;
            while (to < marks.size() && marks.get(to) == marks.get(from)) {
                to++;
            }
            runs.append(marks.get(from).sign).append(to - from);
            from = to;
        }
        return runs.toString();
    }
}
