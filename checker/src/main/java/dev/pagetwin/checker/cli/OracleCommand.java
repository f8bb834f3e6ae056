package dev.pagetwin.checker.cli;

import com.google.gson.JsonObject;
import dev.pagetwin.checker.audit.Fate;
import dev.pagetwin.checker.audit.Loss;
import dev.pagetwin.checker.audit.OracleReport;
import dev.pagetwin.checker.audit.Patience;
import dev.pagetwin.checker.audit.Redundancy;
import dev.pagetwin.checker.audit.Worth;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Counterexamples;
import dev.pagetwin.checker.flaw.Flaw;
import dev.pagetwin.checker.flaw.Flaws;
import dev.pagetwin.checker.report.Json;
import dev.pagetwin.checker.report.Table;
import dev.pagetwin.checker.report.Wrap;
import dev.pagetwin.checker.twin.Part;
import dev.pagetwin.checker.twin.Parts;
import dev.pagetwin.checker.twin.Shown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pagetwin oracle}. Files are named by the flaws that they show. */
@CommandLine.Command(
        name = "oracle",
        header = "Tells what each part of the oracle is worth.",
        description = "Switches off one comparison, one invariant, one monitor at a time, takes the steps of every "
                + "flaw's counterexample again, and says which flaws are then found later, by what else, or not at "
                + "all. A part that changes nothing is kept for a reason that is told.",
        footer = {
            "",
            "Examples:",
            "  pagetwin oracle",
            "  pagetwin oracle --without page-tags --without ProgramReadsItsTags"
        })
final class OracleCommand extends Command {
    @Option(names = "--list", description = "List the parts, and nothing else.")
    private boolean list;

    @Option(
            names = "--without",
            paramLabel = "PART",
            description = "Switch off this part and no other; may be repeated, then all of them are off together. "
                    + "comparisons, properties, invariants and monitors mean all of a kind.")
    private List<String> without = new ArrayList<>();

    @Option(names = "--flaw", paramLabel = "FLAW", description = "Ask this flaw alone; may be repeated.")
    private List<String> chosen = new ArrayList<>();

    @Option(
            names = "--steps",
            paramLabel = "N",
            converter = Converters.Steps.class,
            description = "How many random steps from nothing a flaw is looked for that its counterexample does not "
                    + "show any more. Default: 20,000.")
    private @Nullable Long steps;

    @Mixin
    private SeedChoice chance = new SeedChoice();

    @Option(
            names = "--counterexamples",
            paramLabel = "DIR",
            description = "The counterexamples. Default: counterexamples in the project's folder.")
    private @Nullable Path counterexamples;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        if (list) {
            return list();
        }
        Set<String> off = off();
        Long most = steps;
        Patience usual = Patience.USUAL;
        Patience patience = new Patience(chance.seed(), usual.walks(), most == null ? usual.steps() : most);
        try (Meter meter = meter("oracle")) {
            Redundancy redundancy = redundancy(patience, meter);
            return off.isEmpty() ? each(redundancy, patience, meter) : together(off, redundancy, patience);
        }
    }

    private int list() {
        if (json) {
            print(Json.array(Parts.ALL, OracleReport::json));
            return Exit.HOLDS;
        }
        for (Part part : Parts.ALL) {
            String kind = part.isProperty() ? " (" + Shown.text(part.kind()) + ")" : "";
            out().println(paint().strong(part.name()) + kind);
            print(Wrap.words("  ", part.sentence()));
        }
        return Exit.HOLDS;
    }

    private Set<String> off() {
        Set<String> off = new LinkedHashSet<>();
        for (String word : without) {
            List<String> meant = Parts.meant(word);
            if (meant.isEmpty()) {
                throw new BadInput("--without " + word
                        + ": unknown, expected a part of the oracle; see pagetwin oracle --list");
            }
            off.addAll(meant);
        }
        return off;
    }

    private Redundancy redundancy(Patience patience, Meter meter) {
        for (String id : chosen) {
            if (Flaws.named(id) == null) {
                throw new BadInput("--flaw " + id + ": unknown, expected a flaw of the catalogue; see pagetwin flaws");
            }
        }
        Redundancy redundancy = new Redundancy(patience);
        List<Path> files = Places.below(counterexamples == null ? Places.counterexamples() : counterexamples);
        int done = 0;
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            meter.at(name, done++, files.size());
            if (!chosen.isEmpty() && !chosen.contains(name.replace(Counterexamples.ENDING, ""))) {
                continue;
            }
            Counterexample cex = Cast.read(file).counterexample();
            String id = cex.flaw();
            Flaw flaw = id == null ? null : Flaws.named(id);
            if (flaw != null) {
                add(redundancy, file, flaw, cex);
            }
        }
        return redundancy;
    }

    private static void add(Redundancy redundancy, Path file, Flaw flaw, Counterexample cex) {
        try {
            redundancy.add(flaw, cex);
        } catch (IllegalArgumentException e) {
            throw new BadInput(file + ": found steps that show nothing, expected " + flaw.id());
        }
    }

    private int each(Redundancy redundancy, Patience patience, Meter meter) {
        List<Worth> rows = new ArrayList<>();
        for (Part part : Parts.ALL) {
            meter.at("without " + part.name(), rows.size(), Parts.ALL.size());
            rows.add(redundancy.worth(part));
        }
        boolean whole = redundancy.flaws() == Flaws.ALL.size();
        OracleReport report = new OracleReport(redundancy.flaws(), whole, patience, rows);
        return print(json, report.json(), report.lines(paint()), report.sentence(), report.holds());
    }

    private int together(Set<String> off, Redundancy redundancy, Patience patience) {
        List<Loss> losses = redundancy.losses(off);
        if (json) {
            JsonObject document = new JsonObject();
            document.add("without", Json.strings(off));
            document.add("flaws", Json.array(losses, OracleReport::json));
            print(document);
            return Exit.HOLDS;
        }
        if (!root().quiet()) {
            print(Wrap.words("", "Without " + String.join(", ", without) + ". " + OracleReport.patience(patience)));
            out().println();
            Table table = new Table("flaw", ">step", "found", ">at", "by");
            losses.stream().filter(loss -> loss.fate() != Fate.SAME).forEach(loss -> table.row(
                    loss.flaw().id(), loss.step(), words(loss.fate()), loss.found() == 0 ? "-" : loss.found(),
                    String.join(", ", loss.by())));
            print(table.lines(paint()));
            out().println();
        }
        out().println(String.format(
                Locale.ROOT,
                "of %d flaws: %d at the same step, %d later, %d anew, %d not at all",
                losses.size(), count(losses, Fate.SAME), count(losses, Fate.LATER), count(losses, Fate.ANEW),
                count(losses, Fate.LOST)));
        return Exit.HOLDS;
    }

    private static String words(Fate fate) {
        return switch (fate) {
            case SAME -> "at the same step";
            case LATER -> "later";
            case ANEW -> "anew, after so many steps";
            case LOST -> "not at all";
        };
    }

    private static long count(List<Loss> losses, Fate fate) {
        return losses.stream().filter(loss -> Objects.equals(loss.fate(), fate)).count();
    }
}
