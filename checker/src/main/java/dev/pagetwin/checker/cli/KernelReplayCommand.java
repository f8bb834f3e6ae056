package dev.pagetwin.checker.cli;

import com.google.gson.JsonObject;
import dev.pagetwin.checker.cex.CexFile;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.report.Json;
import dev.pagetwin.checker.kernel.fetch.KernelImage;
import dev.pagetwin.checker.kernel.twin.Finding;
import dev.pagetwin.checker.kernel.twin.Finding.Verdict;
import dev.pagetwin.checker.kernel.twin.Guests;
import dev.pagetwin.checker.kernel.twin.Reached;
import dev.pagetwin.checker.twin.Divergence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pagetwin kernel replay}. */
@CommandLine.Command(
        name = "replay",
        header = "Takes the steps of counterexamples on a real kernel.",
        description = "Each file's steps are caused in a guest, and what is seen there is held against the "
                + "specification. agrees: every step happened, and all that was seen is as specified. disagrees: "
                + "something is not. inconclusive: nothing is wrong, but a step did not happen. impossible: user "
                + "space cannot cause one of the steps on any kernel.",
        footer = {
            "",
            "Examples:",
            "  pagetwin kernel replay counterexamples/mte/unuse-forgets-restore.cex --kernel 6.12",
            "  pagetwin kernel replay counterexamples"
        })
final class KernelReplayCommand extends Command {
    @Parameters(paramLabel = "FILE|DIR", arity = "1..*", description = "Files, and folders of files.")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private KernelChoice choice = new KernelChoice();

    @Mixin
    private KernelsChoice kernels = new KernelsChoice();

    @Option(names = "--why", description = "Say of each step that did not happen why not.")
    private boolean why;

    @Option(names = "--coverage", description = "Print what was exercised: operations and invariants.")
    private boolean coverage;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    /** A file on a kernel. */
    private record Row(String kernel, CexFile file, Finding finding) {}

    @Override
    public Integer call() {
        heed();
        List<CexFile> all = Places.files(files).stream().map(Cast::read).toList();
        List<KernelImage> images = kernels.of(choice.cache());
        List<Row> rows = new ArrayList<>();
        Reached reached = new Reached();
        try (Meter meter = meter("kernel replay")) {
            for (KernelImage image : images) {
                Guests guests = new Guests(choice.cache(), image);
                for (CexFile file : all) {
                    if (stop().requested()) {
                        break;
                    }
                    meter.at(image.name() + ", " + file.name(), rows.size(), (long) all.size() * images.size());
                    Row row = new Row(image.name(), file, run(guests, file.counterexample(), reached));
                    if (row.finding().verdict() == Verdict.INCONCLUSIVE && stop().requested()) {
                        // The signal may have ended the guest, too.
                        break;
                    }
                    rows.add(row);
                    if (!json) {
                        print(row);
                    }
                }
            }
        }
        if (json) {
            print(json(rows, reached));
        } else {
            print(summary(images, rows));
            if (coverage) {
                out().println();
                print(KernelCoverage.lines(reached));
            }
        }
        int left = all.size() * images.size() - rows.size();
        if (left > 0) {
            err().println("pagetwin: incomplete: interrupted before " + left + " runs");
        }
        int code = exit(rows);
        return left > 0 && code == Exit.HOLDS ? Exit.INCOMPLETE : code;
    }

    private static Finding run(Guests guests, Counterexample cex, Reached reached) {
        return guests.run(cex.bounds(), cex.ops(), reached);
    }

    private static int exit(List<Row> rows) {
        if (rows.stream().anyMatch(row -> row.finding().verdict() == Verdict.DISAGREES)) {
            return Exit.DIVERGES;
        }
        return rows.stream().anyMatch(row -> row.finding().verdict() == Verdict.INCONCLUSIVE)
                ? Exit.INCOMPLETE
                : Exit.HOLDS;
    }

    private void print(Row row) {
        Finding finding = row.finding();
        if (root().quiet() && finding.verdict() != Verdict.DISAGREES) {
            return;
        }
        String word = Main.lower(finding.verdict());
        String shown = switch (finding.verdict()) {
            case AGREES -> paint().good(word);
            case DISAGREES -> paint().bad(word);
            case INCONCLUSIVE, IMPOSSIBLE -> paint().unsure(word);
        };
        out().println(row.kernel() + "  " + shown + " ".repeat(13 - word.length()) + row.file().name());
        Divergence divergence = finding.divergence();
        if (divergence != null) {
            print(divergence.tree().lines().map(line -> "    " + line.replace(", impl ", ", kernel ")).toList());
        }
        if (why) {
            finding.missed().forEach(missed -> out().println("    " + Main.oneLine(missed.toString())));
        }
        out().flush();
    }

    private static Map<Verdict, Long> counts(String kernel, List<Row> rows) {
        Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            counts.put(verdict, rows.stream()
                    .filter(row -> row.kernel().equals(kernel) && row.finding().verdict() == verdict)
                    .count());
        }
        return counts;
    }

    private static List<String> summary(List<KernelImage> images, List<Row> rows) {
        List<String> lines = new ArrayList<>();
        for (KernelImage image : images) {
            String counted = counts(image.name(), rows).entrySet().stream()
                    .map(entry -> entry.getKey().name().toLowerCase(Locale.ROOT) + " " + entry.getValue())
                    .collect(Collectors.joining(", "));
            lines.add(image.name() + " (" + image.release() + "): " + counted);
        }
        return lines;
    }

    private static JsonObject json(List<Row> rows, Reached reached) {
        JsonObject json = new JsonObject();
        json.addProperty("command", "kernel replay");
        json.add("files", Json.array(rows, KernelReplayCommand::json));
        json.add("reached", KernelCoverage.json(reached));
        return json;
    }

    private static JsonObject json(Row row) {
        JsonObject json = new JsonObject();
        json.addProperty("kernel", row.kernel());
        json.addProperty("file", row.file().name());
        json.addProperty("verdict", Main.lower(row.finding().verdict()));
        Divergence divergence = row.finding().divergence();
        json.add("summary", Json.orNull(divergence == null ? null : divergence.summary()));
        json.add("missed", Json.strings(row.finding().missed().stream().map(Finding.Missed::toString).toList()));
        return json;
    }
}
