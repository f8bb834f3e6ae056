package dev.pagetwin.checker.review;

import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.search.Hunt;
import dev.pagetwin.checker.search.Limit;
import dev.pagetwin.checker.search.Progress;
import dev.pagetwin.checker.search.pair.Explored;
import dev.pagetwin.checker.search.pair.Question;
import dev.pagetwin.checker.stop.Stop;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Looks for the answers to a review's questions; nothing is known beforehand. */
public final class Answers {
    private static final long SEED = 1;
    private static final long STEPS = 5_000_000;

    private final Function<Question, Explored> explorer;
    private final Stop stop;

    /**
     * @param explorer explores as far as it has to
     * @param stop ends random searches; what is asked from then on is not known
     */
    public Answers(Function<Question, Explored> explorer, Stop stop) {
        this.explorer = explorer;
        this.stop = stop;
    }

    /**
     * What one design answers to one question.
     *
     * @param preset where it was looked for
     * @param looked how many states were looked at, or random steps taken
     * @param complete whether there is nothing beyond these; if not, something was found, or a limit reached
     * @param counterexample the hole, with a shortest run, or null
     */
    public record Answer(
            Design design, Preset preset, long looked, boolean complete, @Nullable Counterexample counterexample) {}

    /** What a design answers to each question: only what the question is about counts. */
    public List<Answer> asked(Review review, Design design) {
        List<Answer> answers = new ArrayList<>();
        for (Concern concern : review.concerns()) {
            Flaw hole = concern.hole();
            if (hole == null) {
                Design all = concern.asPosted() ? design : review.rest();
                answers.add(answer(question(all, concern.preset()), null));
                continue;
            }
            Flaw asked = design.equals(review.posting()) ? hole : hole.of(design);
            if (asked.compare() == Compare.STATE) {
                Question question = question(asked.design(), asked.preset()).wanting(asked::shownBy);
                answers.add(answer(question, asked));
            } else {
                answers.add(hunted(asked));
            }
        }
        return answers;
    }

    /** Another design's answers, one for each preset: whatever it gets wrong there counts. */
    public List<Answer> other(Review review, Design design) {
        List<Answer> answers = new ArrayList<>();
        for (String preset : review.presets()) {
            answers.add(answer(question(design, preset), null));
        }
        return answers;
    }

    /** What only programs can see is searched at random: states that differ come first, and nothing looks beyond. */
    private Answer hunted(Flaw hole) {
        Hunt.Catch caught = new Hunt(SEED, stop).flaw(hole, hole.compare(), Limit.ofSteps(STEPS), Progress.NONE);
        return new Answer(hole.design(), preset(hole.preset()), caught.steps(), false, caught.counterexample());
    }

    private static Preset preset(String name) {
        Preset preset = Presets.named(name);
        if (preset == null) {
            throw new IllegalStateException("no preset " + name);
        }
        return preset;
    }

    private static Question question(Design design, String name) {
        Preset preset = preset(name);
        Preset fitting = preset.withBounds(
                preset.bounds().withProfile(design.profile(preset.bounds().profile())));
        return Question.all(fitting, design, design.keepsRecordsBySlot());
    }

    private Answer answer(Question question, @Nullable Flaw hole) {
        Preset preset = question.preset();
        Design design = question.design();
        if (design == null) {
            throw new IllegalArgumentException("a question without a design");
        }
        if (stop.requested()) {
            return new Answer(design, preset, 0, false, null);
        }
        Explored explored = explorer.apply(question);
        List<Op> failing = explored.failing();
        Counterexample cex = failing == null ? null : Hunt.shortest(design, hole, preset, failing);
        boolean complete = explored.isExhausted() && explored.unwanted() == 0;
        return new Answer(design, preset, explored.outcome().distinct(), complete, cex);
    }
}
