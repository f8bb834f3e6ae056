package dev.pagetwin.checker.cli;

import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Counterexamples;
import dev.pagetwin.checker.export.Case;
import dev.pagetwin.checker.export.Finding;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.flaw.Flaws;
import dev.pagetwin.checker.page.RunPages;
import dev.pagetwin.checker.page.Throughput;
import dev.pagetwin.checker.report.CexText;
import dev.pagetwin.checker.report.ExploreReport;
import dev.pagetwin.checker.report.Film;
import dev.pagetwin.checker.report.Paint;
import dev.pagetwin.checker.search.DesignName;
import dev.pagetwin.checker.search.Hunt;
import dev.pagetwin.checker.search.cluster.Cluster;
import dev.pagetwin.checker.search.pair.Explored;
import dev.pagetwin.checker.search.pair.Question;
import dev.pagetwin.checker.search.pair.Recipe;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.preset.Preset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.checkerframework.checker.nullness.qual.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pagetwin explore}. */
@CommandLine.Command(
        name = "explore",
        header = "Looks at every state that a design and the specification can reach together.",
        description = "From every state, takes every operation with every argument on both sides, and compares. The "
                + "first disagreement is a shortest one.",
        footer = {
            "",
            "Examples:",
            "  pagetwin explore --preset tiny",
            "  pagetwin explore --flaw unuse-forgets-restore --out found",
            "  pagetwin explore --preset small-mix --memory 8g --checkpoint saved",
            "  pagetwin explore --preset tiny --engine spark --master local[2]"
        })
final class ExploreCommand extends Command {
    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "A preset, or a family of them such as tiny; may be repeated. Default: tiny, or the "
                    + "preset of the flaw.")
    private List<String> presets = new ArrayList<>();

    @Mixin
    private DesignChoice choice = new DesignChoice();

    @Option(
            names = "--flaw",
            paramLabel = "FLAW",
            description = "Explore this flaw's design until it shows; other disagreements are passed over.")
    private @Nullable String flaw;

    @Option(names = "--spec-only", description = "Explore the specification alone.")
    private boolean specOnly;

    @Option(
            names = "--symmetry",
            paramLabel = "on|off",
            defaultValue = "on",
            converter = Converters.Switch.class,
            description = "Whether states that differ in the names of address spaces, frames and slots alone are one. "
                    + "Default: ${DEFAULT-VALUE}, but off for a design that keeps more than a record of tags a slot.")
    private Converters.OnOff symmetry = Converters.OnOff.ON;

    @Option(
            names = "--depth",
            paramLabel = "N",
            defaultValue = "" + Question.ANY,
            converter = Converters.Count.class,
            description = "At most so many steps. Default: as deep as it goes.")
    private int depth;

    @Mixin
    private Means means = new Means();

    @Mixin
    private EngineChoice engine = new EngineChoice();

    @Option(names = "--out", paramLabel = "DIR", description = "Where to write the counterexample of a disagreement. "
            + "Default: the current folder.")
    private Path out = Path.of("");

    @Mixin
    private Exports exports = new Exports();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    private boolean written;

    @Override
    public Integer call() {
        heed();
        Flaw wanted = flaw == null ? null : flaw(flaw);
        Design design = wanted == null ? choice.design() : wanted.design();
        checkWords(wanted);
        Places.checkWritable(out);
        exports.checkWritable();
        Throughput throughput = new Throughput();
        List<Question> questions = questions(wanted, design);
        List<Explored> rows = new ArrayList<>();
        String with;
        try (@Nullable Cluster cluster = means.connect(engine);
                Meter meter = meter("explore")) {
            with = means.words(cluster);
            for (Question question : questions) {
                Explored row = cluster == null
                        ? means.explore(question, questions.size() > 1, stop(), meter, throughput)
                        : means.explore(question, recipe(question, wanted), cluster, meter, throughput);
                rows.add(row);
                if (row.failing() != null || stop().requested()) {
                    break;
                }
            }
        }
        Counterexample cex = counterexample(rows.get(rows.size() - 1), wanted);
        String file = cex == null ? null : cex.id() + Counterexamples.ENDING;
        written = cex != null && file != null && wrote(out.resolve(file), cex, json);
        boolean all = wanted == null;
        String subject = subject(wanted, design) + ", " + with;
        boolean found = rows.get(rows.size() - 1).failing() != null;
        List<String> left = questions.subList(found ? questions.size() : rows.size(), questions.size()).stream()
                .map(question -> question.preset().name())
                .toList();
        ExploreReport report = new ExploreReport(subject, notes(design, questions), all, rows, cex, file, left);
        export(report, design, throughput);
        print(report, design);
        return switch (report.verdict()) {
            case HOLDS -> Exit.HOLDS;
            case DIVERGES -> Exit.DIVERGES;
            case INCOMPLETE -> Exit.INCOMPLETE;
        };
    }

    private static Flaw flaw(String name) {
        Flaw known = Flaws.named(name);
        if (known == null) {
            throw new BadInput("--flaw " + name + ": unknown, expected a flaw of the catalogue; see pagetwin flaws");
        }
        return known;
    }

    private void checkWords(@Nullable Flaw wanted) {
        if (specOnly && (wanted != null || choice.given())) {
            throw new BadInput("--spec-only: found a design or flaw too, expected none");
        }
        if (wanted != null && choice.given()) {
            throw new BadInput("--flaw: found --design too, expected one of them");
        }
    }

    private List<Question> questions(@Nullable Flaw wanted, Design design) {
        List<String> names = presets;
        if (names.isEmpty()) {
            names = List.of(wanted == null ? "tiny" : wanted.preset());
        }
        List<Question> questions = new ArrayList<>();
        for (Preset preset : PresetChoice.of(names)) {
            Preset fitting = CheckCommand.fitting(preset, design);
            Question all = Question.all(fitting, specOnly ? null : design, symmetric(design)).within(depth);
            // What only results show is preceded by a state that differs, and nothing is looked at beyond that.
            boolean stops = wanted == null || wanted.compare() == Compare.RESULTS;
            questions.add(wanted == null || stops ? all : all.wanting(wanted::shownBy));
        }
        if (!specOnly) {
            Means.checkSaves(design, questions.get(0).preset());
        }
        return questions;
    }

    /** The question as other machines understand it. */
    private Recipe recipe(Question question, @Nullable Flaw wanted) {
        DesignName name = wanted == null ? choice.named() : new DesignName(wanted.id(), "", List.of());
        String only = wanted == null || wanted.compare() == Compare.RESULTS ? null : wanted.id();
        return new Recipe(
                question.preset().name(), specOnly ? null : name, name, question.symmetry(), question.depth(), only);
    }

    private boolean symmetric(Design design) {
        return symmetry == Converters.OnOff.ON && (specOnly || design.keepsRecordsBySlot());
    }

    private String subject(@Nullable Flaw wanted, Design design) {
        String what = "design " + design.name() + (wanted == null ? "" : " with flaw " + wanted.id());
        return (specOnly ? "the specification alone" : what) + ", symmetry " + (symmetric(design) ? "on" : "off");
    }

    private List<String> notes(Design design, List<Question> questions) {
        if (symmetry == Converters.OnOff.ON && !symmetric(design)) {
            return List.of("symmetry is off: the design keeps more than a record of tags a slot, under names unknown");
        }
        String without = questions.stream()
                .filter(question -> symmetric(design) && !question.symmetry())
                .map(question -> question.preset().name())
                .collect(Collectors.joining(", "));
        return without.isEmpty() ? List.of() : List.of(
                "symmetry is off where entries are folded or tag storage is managed: " + without);
    }

    private static @Nullable Counterexample counterexample(Explored last, @Nullable Flaw wanted) {
        List<Op> failing = last.failing();
        Design design = last.question().design();
        if (failing == null || design == null) {
            return null;
        }
        return Hunt.shortest(design, wanted, last.question().preset(), failing);
    }

    private void export(ExploreReport report, Design design, Throughput throughput) {
        List<Finding> findings = new ArrayList<>();
        Counterexample cex = report.found();
        String text = "";
        if (cex != null) {
            exports.page(cex, design, List.of());
            findings.add(Finding.of(cex, exports.file(cex, out)));
            text = String.join("\n", CexText.lines(cex, Film.of(cex, design), Paint.PLAIN));
        }
        exports.run(() -> RunPages.of(report, exports.pages(), throughput));
        exports.junit("pagetwin explore", Case.of(report, text));
        exports.sarif(findings);
    }

    private void print(ExploreReport report, Design design) {
        if (json) {
            print(report.json());
            return;
        }
        if (!root().quiet()) {
            print(report.lines(paint()));
            Counterexample cex = report.found();
            out().println();
            if (cex != null) {
                print(CexText.lines(cex, Film.of(cex, design), paint()));
                out().println();
                if (written) {
                    out().println("written to " + out.resolve(String.valueOf(report.file())));
                }
            }
        }
        String sentence = report.sentence();
        out().println(switch (report.verdict()) {
            case HOLDS -> paint().good(sentence);
            case DIVERGES -> paint().bad(sentence);
            case INCOMPLETE -> paint().unsure(sentence);
        });
    }
}
