package dev.pagetwin.checker.page;

import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.report.Film;
import dev.pagetwin.checker.report.Lane;
import dev.pagetwin.checker.report.Lanes;
import dev.pagetwin.spec.op.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Everything that a page shows of a counterexample.
 *
 * @param cex what its file holds
 * @param film the run
 * @param found the run as it was found, before it was minimised; empty if that is not known
 * @param lanes what changed
 * @param history what happened to the things the first disagreement is about
 * @param marks the properties
 * @param states both sides, part by part
 * @param possibleFrom the first step before which the possible operations are known
 * @param possible for that step and each after it, what was possible before it
 */
public record Sheet(
        Counterexample cex,
        Film film,
        List<Op> found,
        List<Lane> lanes,
        List<History.Sentence> history,
        List<Marks> marks,
        States states,
        int possibleFrom,
        List<List<Possible>> possible) {
    /** Of a longer run, what was possible is known before the last so many steps. */
    private static final int LAST = 60;

    /** The sheet of a run. */
    public static Sheet of(Counterexample cex, Film film) {
        return of(cex, film, List.of());
    }

    /** The sheet of a run, with the run as it was found. */
    public static Sheet of(Counterexample cex, Film film, List<Op> found) {
        List<Lane> lanes = Lanes.of(film);
        List<List<Op>> alphabet = Possible.alphabet(cex);
        int steps = film.frames().size() - 1;
        int from = alphabet.isEmpty() ? steps + 1 : Math.max(1, steps - LAST + 1);
        List<List<Possible>> possible = new ArrayList<>();
        for (int step = from; step <= steps; step++) {
            possible.add(Possible.in(film.frames().get(step - 1).spec().machine(), alphabet));
        }
        return new Sheet(
                cex, film, List.copyOf(found), lanes, History.of(cex, lanes), Marks.of(film), States.of(film), from,
                possible);
    }

    /** The properties that have something to say at some moment. */
    List<Marks> spoken() {
        return marks.stream().filter(row -> !row.silent()).toList();
    }

    /** The others, by name. */
    String silent() {
        return marks.stream().filter(Marks::silent).map(Marks::name).collect(Collectors.joining(", "));
    }

    /** How many steps were taken. */
    int steps() {
        return film.frames().size() - 1;
    }
}
