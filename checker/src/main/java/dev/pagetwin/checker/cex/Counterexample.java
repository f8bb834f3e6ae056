package dev.pagetwin.checker.cex;

import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.Run;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.op.Op;
import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What a file holds. Every value has a file, and the file reads back as an equal value.
 *
 * @param id lower-case words with hyphens; the file's name without its ending
 * @param title one sentence that says what is wrong
 * @param design the design it runs on
 * @param flaw the flaw it shows, or null if it shows the design itself
 * @param preset the preset that the bounds come from, for orientation
 * @param bounds the size of the machine
 * @param compare what was compared
 * @param minimal how short it is
 * @param source where it comes from
 * @param story what happens, in prose, line by line; the first line is not empty
 * @param steps the steps, with the specification's results
 * @param divergence the disagreement at the last step; texts that no file can hold are replaced
 * @param why the mechanism, in one sentence
 */
public record Counterexample(
        String id,
        String title,
        String design,
        @Nullable String flaw,
        String preset,
        Bounds bounds,
        Compare compare,
        Minimal minimal,
        String source,
        List<String> story,
        List<Step> steps,
        Divergence divergence,
        String why) {

    /**
     * One step.
     *
     * @param op the operation
     * @param result the specification's result
     */
    public record Step(Op op, Result result) {}

    public Counterexample {
        check("id", id, Texts.isName(id));
        check("title", title, Texts.isText(title, Texts.VALUE));
        check("design", design, Texts.isDesign(design));
        check("flaw", String.valueOf(flaw), flaw == null || (Texts.isName(flaw) && !flaw.equals("none")));
        check("preset", preset, Texts.isName(preset));
        check("source", source, Texts.isText(source, Texts.VALUE));
        check("why", why, Texts.isText(why, Texts.VALUE));
        story = List.copyOf(story);
        check("story", "", !story.isEmpty() && !story.get(0).isBlank());
        story.forEach(line -> check("story", line, Texts.isStory(line, Texts.STORY)));
        steps = List.copyOf(steps);
        check("steps", steps.size() + " steps", !steps.isEmpty() && steps.size() <= Texts.STEPS);
        check("steps", steps.toString(), StepReader.reads(bounds, steps));
        divergence = Texts.clean(divergence);
        check("step", "step " + divergence.step(), divergence.step() == steps.size());
        String breaks = String.join(", ", divergence.broken());
        check("breaks", breaks, breaks.length() <= Texts.VALUE && areProperties(divergence.broken()));
    }

    private static boolean areProperties(List<String> names) {
        return names.stream().allMatch(Texts::isProperty) && names.stream().distinct().count() == names.size();
    }

    private static void check(String field, String value, boolean good) {
        if (!good) {
            throw new IllegalArgumentException("a counterexample's " + field + " cannot be '" + value + "'");
        }
    }

    /**
     * A counterexample that has just been found: title, story and mechanism still say so.
     *
     * @throws IllegalArgumentException if the run did not diverge
     */
    public static Counterexample found(
            String id,
            String design,
            String preset,
            Bounds bounds,
            Compare compare,
            Run run,
            Minimal minimal,
            String source) {
        Divergence divergence = run.divergence();
        if (divergence == null) {
            throw new IllegalArgumentException("the run did not diverge");
        }
        List<String> story = List.of("Found by search. Nobody has told the story yet.");
        String why = "Not explained yet.";
        return new Counterexample(
                id, title(Texts.clean(divergence)), design, null, preset, bounds, compare, minimal, source, story,
                steps(run), divergence, why);
    }

    private static String title(Divergence divergence) {
        String summary = divergence.summary();
        return summary.length() <= Texts.VALUE ? summary : summary.substring(0, Texts.VALUE - 3).strip() + "...";
    }

    /** The steps of a run, with the specification's results. */
    public static List<Step> steps(Run run) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < run.ops().size(); i++) {
            steps.add(new Step(run.ops().get(i), run.results().get(i)));
        }
        return steps;
    }

    /** The operations alone. */
    public List<Op> ops() {
        return steps.stream().map(Step::op).toList();
    }

    /** The same under another name and title. */
    public Counterexample named(String newId, String newTitle) {
        return new Counterexample(
                newId, newTitle, design, flaw, preset, bounds, compare, minimal, source, story, steps, divergence, why);
    }

    /** The same with its story and mechanism told. */
    public Counterexample told(List<String> newStory, String newWhy) {
        return new Counterexample(
                id, title, design, flaw, preset, bounds, compare, minimal, source, newStory, steps, divergence, newWhy);
    }

    /** The same for a flaw of the design, or for the design itself. */
    public Counterexample withFlaw(@Nullable String value) {
        return new Counterexample(
                id, title, design, value, preset, bounds, compare, minimal, source, story, steps, divergence, why);
    }

    /** The same with another claim of shortness. */
    public Counterexample withMinimal(Minimal value) {
        return new Counterexample(
                id, title, design, flaw, preset, bounds, compare, value, source, story, steps, divergence, why);
    }

    /** The same from another source. */
    public Counterexample withSource(String value) {
        return new Counterexample(
                id, title, design, flaw, preset, bounds, compare, minimal, value, story, steps, divergence, why);
    }

    /**
     * The same failure shown by another run, such as a shorter one.
     *
     * @throws IllegalArgumentException if the run did not diverge
     */
    public Counterexample withRun(Run run, Minimal newMinimal) {
        Divergence found = run.divergence();
        if (found == null) {
            throw new IllegalArgumentException("the run did not diverge");
        }
        return new Counterexample(
                id, title, design, flaw, preset, bounds, compare, newMinimal, source, story, steps(run), found, why);
    }
}
