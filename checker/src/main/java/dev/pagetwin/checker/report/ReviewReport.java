package dev.pagetwin.checker.report;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.review.Answers.Answer;
import dev.pagetwin.checker.review.Concern;
import dev.pagetwin.checker.review.Review;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What came of a review.
 *
 * @param posting an answer for each question
 * @param proposals for each proposal, an answer for each question
 * @param others for each other design, an answer for each preset
 * @param interrupted whether somebody ended it before all was known
 */
public record ReviewReport(
        Review review, List<Answer> posting, List<List<Answer>> proposals, List<List<Answer>> others,
        boolean interrupted) {
    /** Whether the posting has no hole, any has one, or a limit was in the way. */
    public Verdict verdict() {
        if (posting.stream().anyMatch(answer -> answer.counterexample() != null)
                || others.stream().flatMap(List::stream).anyMatch(answer -> answer.counterexample() != null)) {
            return Verdict.DIVERGES;
        }
        boolean all = !interrupted && posting.stream().allMatch(Answer::complete)
                && others.stream().flatMap(List::stream).allMatch(Answer::complete);
        return all ? Verdict.HOLDS : Verdict.INCOMPLETE;
    }

    /** A row for each question, then one for each other design and preset. */
    public List<String> lines(Paint paint) {
        List<String> headings = new ArrayList<>(List.of("question", review.posting().name(), ">steps", "property"));
        proposals.forEach(answers -> headings.add(answers.get(0).design().name()));
        others.forEach(answers -> headings.add(answers.get(0).design().name()));
        Table table = new Table(headings.toArray(String[]::new));
        for (int i = 0; i < review.concerns().size(); i++) {
            Concern concern = review.concerns().get(i);
            Counterexample cex = posting.get(i).counterexample();
            List<Object> cells = new ArrayList<>();
            cells.add(concern.question());
            cells.add(word(posting.get(i)));
            cells.add(cex == null ? "-" : (Object) cex.steps().size());
            cells.add(concern.property());
            int question = i;
            proposals.forEach(answers -> cells.add(word(answers.get(question))));
            others.forEach(answers -> cells.add(word(at(answers, concern))));
            table.row(cells.toArray());
        }
        List<String> lines = new ArrayList<>(table.lines(paint));
        lines.add("");
        Table looked = new Table("design", "preset", ">states looked at", "");
        List<Answer> whole = new ArrayList<>(posting.stream().filter(Answer::complete).toList());
        others.forEach(whole::addAll);
        whole.stream()
                .map(answer -> List.<Object>of(
                        answer.design().name(), answer.preset().name(), answer.looked(), word(answer)))
                .distinct()
                .forEach(row -> looked.row(row.toArray()));
        lines.addAll(looked.lines(paint));
        lines.addAll(rest());
        return lines;
    }

    /** Where the posting itself could not be asked. */
    private List<String> rest() {
        List<Concern> whole = review.concerns().stream().filter(concern -> concern.hole() == null).toList();
        List<String> rest = whole.stream()
                .filter(concern -> !concern.asPosted())
                .map(Concern::preset)
                .distinct()
                .toList();
        if (rest.isEmpty()) {
            return List.of();
        }
        boolean all = whole.stream().noneMatch(Concern::asPosted);
        return List.of(
                "",
                (all ? "What holds" : "What holds in " + String.join(" and ", rest)) + " was asked of "
                        + review.rest().name() + ", the posting without its holes: nothing is looked at beyond one.");
    }

    /** The answer for the preset in which a question is looked at. */
    private static Answer at(List<Answer> answers, Concern concern) {
        return answers.stream()
                .filter(answer -> answer.preset().name().equals(concern.preset()))
                .findFirst()
                .orElseThrow();
    }

    private static String word(Answer answer) {
        if (answer.counterexample() != null) {
            return "diverges";
        }
        return answer.complete() ? "holds" : "not known";
    }

    /** The last line. */
    public String sentence() {
        List<String> parts = new ArrayList<>();
        if (interrupted) {
            parts.add("interrupted");
        }
        parts.add(holes(posting));
        proposals.forEach(answers -> parts.add(holes(answers)));
        for (List<Answer> answers : others) {
            boolean holds = answers.stream().allMatch(answer -> word(answer).equals("holds"));
            parts.add(answers.get(0).design().name() + (holds ? " holds on all" : " does not hold on all"));
        }
        return String.join("; ", parts);
    }

    private static String holes(List<Answer> answers) {
        long holes = answers.stream().filter(answer -> answer.counterexample() != null).count();
        return String.format(
                Locale.ROOT, "%s diverges on %d of %s", answers.get(0).design().name(), holes,
                CheckReport.words(answers.size(), "question"));
    }

    /** The document. */
    public JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("command", "review");
        json.addProperty("review", review.name());
        json.addProperty("verdict", verdict().name().toLowerCase(Locale.ROOT));
        json.addProperty("interrupted", interrupted);
        json.add("questions", Json.array(review.concerns(), this::json));
        List<Answer> proposed = proposals.stream().flatMap(List::stream).toList();
        json.add("proposals", Json.array(proposed, ReviewReport::json));
        List<Answer> all = others.stream().flatMap(List::stream).toList();
        json.add("others", Json.array(all, ReviewReport::json));
        return json;
    }

    private JsonObject json(Concern concern) {
        JsonObject json = json(posting.get(review.concerns().indexOf(concern)));
        json.addProperty("question", concern.question());
        json.addProperty("property", concern.property());
        return json;
    }

    private static JsonObject json(Answer answer) {
        JsonObject json = new JsonObject();
        json.addProperty("design", answer.design().name());
        json.addProperty("preset", answer.preset().name());
        json.addProperty("looked", answer.looked());
        json.addProperty("answer", word(answer));
        Counterexample cex = answer.counterexample();
        json.add("counterexample", cex == null ? JsonNull.INSTANCE : CexJson.of(cex));
        return json;
    }
}
