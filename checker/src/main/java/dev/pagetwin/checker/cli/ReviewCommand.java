package dev.pagetwin.checker.cli;

import com.google.gson.JsonObject;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Counterexamples;
import dev.pagetwin.checker.report.Paint;
import dev.pagetwin.checker.report.PoliciesReport;
import dev.pagetwin.checker.report.ReviewReport;
import dev.pagetwin.checker.report.TagStorageReport;
import dev.pagetwin.checker.report.Verdict;
import dev.pagetwin.checker.review.Answers;
import dev.pagetwin.checker.review.Answers.Answer;
import dev.pagetwin.checker.review.Review;
import dev.pagetwin.checker.review.TagStorage;
import dev.pagetwin.checker.review.policy.Comparison;
import dev.pagetwin.checker.search.explore.Options;
import dev.pagetwin.checker.search.pair.Exploration;
import dev.pagetwin.checker.search.pair.Explored;
import dev.pagetwin.checker.search.pair.Question;
import dev.pagetwin.checker.twin.Design;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.checkerframework.checker.nullness.qual.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pagetwin review}. */
@CommandLine.Command(
        name = "review",
        header = "Answers what the reviewers of a posting asked.",
        description = "For each question, looks for a shortest run in which the posting goes wrong, and shows that "
                + "the designs beside it do not, in any state of the same presets. Nothing is stored. "
                + "For tag-storage, lists the blocks that pages need beside those that are reserved for them, "
                + "or compares the policies that were proposed.",
        footer = {
            "",
            "Examples:",
            "  pagetwin review adi --out answers",
            "  pagetwin review tag-storage --policies --seed 1"
        })
final class ReviewCommand extends Command {
    @Parameters(
            paramLabel = "POSTING",
            arity = "1",
            description = "What was posted: adi, mte-2020, contpte or tag-storage.")
    private String name = "";

    @Option(names = "--out", paramLabel = "DIR", description = "Write the counterexample of each question here.")
    private @Nullable Path out;

    @Option(
            names = "--posted",
            description = "Ask what was posted and proposed, and not the designs beside it that should hold.")
    private boolean posted;

    @Mixin
    private PolicyOptions policies = new PolicyOptions();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        if (policies.wanted(name) || name.equals(TagStorage.NAME)) {
            return tagStorage();
        }
        Review found = Review.named(name);
        if (found == null) {
            String known = Stream.concat(Review.ALL.stream().map(Review::name), Stream.of(TagStorage.NAME))
                    .collect(Collectors.joining(", "));
            throw new BadInput("review: found '" + name + "', expected one of " + known);
        }
        Review review = posted ? found.withoutOthers() : found;
        if (out != null) {
            Places.checkWritable(out);
        }
        heed();
        ReviewReport report = report(review);
        report.posting().forEach(this::write);
        return told(report::json, report::lines, report.sentence(), report.verdict());
    }

    private int tagStorage() {
        if (out != null || posted) {
            throw new BadInput("review: found " + (posted ? "--posted" : "--out") + " with '" + name
                    + "', expected neither --posted nor --out: blocks are counted, and no run is looked for");
        }
        if (policies.wanted(name)) {
            return policies();
        }
        TagStorageReport report = new TagStorageReport(TagStorage.questions(), TagStorage.grid());
        return told(report::json, report::lines, report.sentence(), report.verdict());
    }

    private int policies() {
        heed();
        PoliciesReport report;
        try (Meter meter = meter("review")) {
            report = new PoliciesReport(Comparison.of(policies.size(), policies.seed(), meter::at, stop()));
        }
        return told(report::json, report::lines, report.sentence(), report.verdict());
    }

    /** The report, as a document or as lines that end with the sentence, and what its verdict is as an exit code. */
    private int told(
            Supplier<JsonObject> document, Function<Paint, List<String>> lines, String sentence, Verdict verdict) {
        if (json) {
            print(document.get());
        } else {
            if (!root().quiet()) {
                print(lines.apply(paint()));
                out().println();
            }
            out().println(sentence);
        }
        return code(verdict);
    }

    private static int code(Verdict verdict) {
        return switch (verdict) {
            case HOLDS -> Exit.HOLDS;
            case DIVERGES -> Exit.DIVERGES;
            case INCOMPLETE -> Exit.INCOMPLETE;
        };
    }

    private ReviewReport report(Review review) {
        try (Meter meter = meter("review")) {
            Answers answers = new Answers(question -> explored(question, meter), stop());
            List<List<Answer>> others = new ArrayList<>();
            for (Design design : review.others()) {
                others.add(answers.other(review, design));
            }
            List<List<Answer>> proposals = new ArrayList<>();
            for (Design design : review.proposals()) {
                proposals.add(answers.asked(review, design));
            }
            List<Answer> posting = answers.asked(review, review.posting());
            return new ReviewReport(review, posting, proposals, others, stop().requested());
        }
    }

    private Explored explored(Question question, Meter meter) {
        String name = question.preset().name();
        try {
            return Exploration.of(
                    question, Options.defaults().withStop(stop()).withObserver(progress -> Means.show(name, progress, meter)));
        } catch (IOException e) {
            throw new BadInput("review: cannot go on, " + Places.words(e));
        }
    }

    private void write(Answer answer) {
        Counterexample cex = answer.counterexample();
        if (cex != null && out != null) {
            wrote(out.resolve(cex.id() + Counterexamples.ENDING), cex, json);
        }
    }
}
