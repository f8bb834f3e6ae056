package dev.pagetwin.checker.search;

import java.util.List;

/**
 * Everything that the random search takes for granted, in one place, each with where it is not: the numbers are those
 * of {@link Generator} and {@link Weights}, which take the steps. {@code pagetwin blindspots} shows what follows.
 */
public final class Assumptions {
    /** In the order in which a run comes to them. */
    public static final List<Assumption> ALL = List.of(
            new Assumption(
                    "A run begins with one empty address space and free memory, and has 20 to 250 steps, most few.",
                    "explore goes on to any depth; large walks on in one kernel that is never new."),
            new Assumption(
                    "Only operations and arguments of the preset are taken, in a machine as small as its bounds.",
                    "each path has presets of its own, small-mix has all of them; large has the machine as a window."),
            new Assumption(
                    "How often a kind is tried is fixed: what ends something is common, what undoes much is rare.",
                    "in a third of the runs what is in flight is ended seldom; explore takes all that is possible."),
            new Assumption(
                    "In a third of the runs one kind in eight is off; with every path on, half of the runs have none "
                            + "beyond the core, the others every second of them.",
                    "the other runs have all kinds; explore has all kinds of the preset."),
            new Assumption(
                    "In two runs of three the first few pages, slots and addresses are preferred, so that steps meet.",
                    "the third prefers none; explore --symmetry off asks whether names matter."),
            new Assumption(
                    "An allocation that fails, a page that is busy, is one choice in ten; in a quarter of the runs, "
                            + "one in two.",
                    "explore takes every choice."),
            new Assumption(
                    "A kind's step is looked for among 32 of its operations, drawn at random: what is possible with "
                            + "few of many arguments is seldom found.",
                    "presets are small, so that there are few; explore tries every operation in every state."),
            new Assumption(
                    "One step in 25, or in 8 where what is in flight is left so, is to be rejected: of 33 drawn, the "
                            + "one whose reason says most; every fourth time the first that is rejected at all.",
                    "explore asks for every rejection in every state."),
            new Assumption(
                    "Nothing is drawn by what was reached before; every run stands for itself and can be taken alone.",
                    "blindspots counts what is never reached, and a target says how much has to be."),
            new Assumption(
                    "Between two steps nothing happens.",
                    "large lets a background work on the same kernel."));

    /**
     * One of them.
     *
     * @param what what is taken for granted
     * @param lifted where it is not
     */
    public record Assumption(String what, String lifted) {}

    private Assumptions() {}
}
