package dev.pagetwin.checker.cex;

import dev.pagetwin.checker.cex.Counterexample.Step;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Reads the lines between the rules: the story, then the steps. */
final class StepReader {
    private static final List<String> NAMES = Ops.KINDS.stream().map(OpKind::name).toList();
    private static final Map<String, Result> RESULTS = results();

    private final Bounds bounds;
    private final Map<OpKind.Arg, Choices> choices = new HashMap<>();

    StepReader(Bounds bounds) {
        this.bounds = bounds;
    }

    private static Map<String, Result> results() {
        List<Result> all = new ArrayList<>(List.of(Result.OK));
        for (int value = 0; value < 16; value++) {
            all.add(new Result.Value(value));
        }
        for (Errno errno : Errno.values()) {
            all.add(new Result.Failed(errno));
        }
        for (Rejection reason : Rejection.values()) {
            all.add(new Result.Rejected(reason));
        }
        Map<String, Result> byText = new HashMap<>();
        all.forEach(result -> byText.put(result.text(), result));
        return byText;
    }

    /** Whether these steps, once printed, would be read: arguments within the bounds, results within a digit. */
    static boolean reads(Bounds bounds, List<Step> steps) {
        StepReader reader = new StepReader(bounds);
        return steps.stream().allMatch(step -> RESULTS.containsKey(step.result().text()) && reader.within(step.op()));
    }

    private boolean within(Op op) {
        return Ops.kindOf(op).args().stream().allMatch(arg -> choices(arg).has(arg.of(op)));
    }

    private Choices choices(OpKind.Arg arg) {
        return choices.computeIfAbsent(arg, a -> new Choices(a, bounds));
    }

    List<String> story(Lines lines) throws CexException {
        List<String> story = new ArrayList<>();
        do {
            Line line = lines.next("a story");
            if (!line.text().startsWith("#")) {
                throw line.words(0).next().not("a story: '# ' and a sentence");
            }
            Word text = new Word(line, 0, line.text()).from(line.text().startsWith("# ") ? 2 : 1);
            if (story.isEmpty() && text.text().isBlank()) {
                throw text.not("a story");
            }
            if (Texts.length(text.text()) > Texts.STORY) {
                throw text.not("a story of " + Texts.length(text.text()) + " characters", "at most " + Texts.STORY);
            }
            story.add(text.text());
        } while (lines.at("#"));
        return story;
    }

    List<Step> steps(Lines lines) throws CexException {
        List<Step> steps = new ArrayList<>();
        while (true) {
            Line line = lines.next("step " + (steps.size() + 1) + " or " + Printer.RULE);
            if (line.text().equals(Printer.RULE) && !steps.isEmpty()) {
                return steps;
            }
            steps.add(step(line, steps.size() + 1));
        }
    }

    private Step step(Line line, int expected) throws CexException {
        Words words = line.words(0);
        Word number = words.next();
        String either = expected == 1 ? "" : " or " + Printer.RULE;
        if (number.at() > 0) {
            throw line.error(0, "a space", "step " + expected + either);
        }
        if (!number.is(String.valueOf(expected))) {
            throw number.not("step " + expected + either);
        }
        if (expected > Texts.STEPS) {
            throw number.not("at most " + Texts.STEPS + " steps");
        }
        Op op = op(words);
        Word equals = words.next();
        if (!equals.is("=")) {
            throw equals.not("= and the result");
        }
        return new Step(op, result(words.phrase()));
    }

    private Op op(Words words) throws CexException {
        Word name = words.next();
        OpKind kind = Ops.named(name.text());
        if (kind == null) {
            String near = name.isEnd() ? null : Nearest.of(name.text(), NAMES);
            throw name.not("an operation" + (near == null ? ", such as " + NAMES.get(0) : ": " + near + "?"));
        }
        List<String> keys = kind.args().stream().map(OpKind.Arg::name).toList();
        List<@Nullable Object> values = new ArrayList<>();
        for (OpKind.Arg arg : kind.args()) {
            boolean said = arg.implied() == null || words.hasKey(arg.name());
            values.add(said ? choices(arg).read(words.value(keys, values.size())) : arg.implied());
        }
        return kind.make(values);
    }

    private static Result result(Word phrase) throws CexException {
        Result result = RESULTS.get(phrase.text());
        if (result == null) {
            throw phrase.not("a result: ok, a hexadecimal digit, failed ERRNO or rejected reason");
        }
        return result;
    }
}
