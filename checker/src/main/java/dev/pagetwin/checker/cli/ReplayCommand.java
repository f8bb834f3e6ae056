package dev.pagetwin.checker.cli;

import com.google.gson.JsonObject;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.export.Case;
import dev.pagetwin.checker.export.Finding;
import dev.pagetwin.checker.export.JunitXml;
import dev.pagetwin.checker.export.Sarif;
import dev.pagetwin.checker.report.Json;
import dev.pagetwin.checker.report.Paint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pagetwin replay}. */
@CommandLine.Command(
        name = "replay",
        header = "Replays counterexamples.",
        description = "Each must diverge as it says on its own design, agree on the reference, be "
                + "canonical, and need every one of its steps.",
        footer = {"", "Example:", "  pagetwin replay counterexamples"})
final class ReplayCommand extends Command {
    @Parameters(paramLabel = "FILE|DIR", arity = "1..*", description = "Files, and folders of files.")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private DesignChoice choice = new DesignChoice();

    @Option(names = "--junit-xml", paramLabel = "FILE", description = "Write what came of it as JUnit does.")
    private @Nullable Path junit;

    @Option(
            names = "--sarif",
            paramLabel = "FILE",
            description = "Write the files that do not hold as SARIF 2.1.0, for code scanning.")
    private @Nullable Path sarif;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        heed();
        long begun = System.nanoTime();
        Places.checkFile("--junit-xml", junit);
        Places.checkFile("--sarif", sarif);
        List<Path> all = Places.files(files);
        Replays replays;
        try (Meter meter = meter("replay")) {
            replays = Replays.of(all, new Cast(choice), meter, stop());
        }
        export(replays);
        if (json) {
            print(json(replays, System.nanoTime() - begun));
        } else {
            replays.replayed().forEach(this::print);
        }
        out().flush();
        replays.unreadable().forEach(line -> err().println("pagetwin: " + Main.oneLine(line)));
        if (!replays.unreadable().isEmpty()) {
            return Exit.BAD_INPUT;
        }
        if (!replays.replayed().stream().allMatch(Replays.One::holds)) {
            return Exit.DIVERGES;
        }
        int left = all.size() - replays.replayed().size();
        if (left == 0) {
            return Exit.HOLDS;
        }
        err().println("pagetwin: incomplete: interrupted before " + left + " of " + all.size() + " files");
        return Exit.INCOMPLETE;
    }

    private void export(Replays replays) {
        List<Case> cases = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (Replays.One one : replays.replayed()) {
            String name = one.file().name();
            String all = String.join("\n", one.findings());
            cases.add(one.holds()
                    ? Case.passed("pagetwin.replay", name)
                    : Case.failed("pagetwin.replay", name, one.findings().get(0), all));
            one.findings().forEach(finding -> findings.add(Finding.stale(name, finding)));
        }
        for (String line : replays.unreadable()) {
            cases.add(new Case("pagetwin.replay", line.replaceFirst(":.*", ""), Case.Came.BROKEN, line, ""));
            findings.add(Finding.stale(line.replaceFirst(":.*", ""), line));
        }
        Path forJunit = junit;
        if (forJunit != null) {
            root().wrote(() -> Places.write(forJunit, JunitXml.of("pagetwin replay", cases)));
        }
        Path forSarif = sarif;
        if (forSarif != null) {
            root().wrote(() -> Places.write(forSarif, Json.text(Sarif.of(findings)) + "\n"));
        }
    }

    private void print(Replays.One one) {
        Paint paint = paint();
        Counterexample cex = one.file().counterexample();
        if (!one.holds()) {
            one.findings().forEach(finding -> out().println(paint.bad(Main.oneLine(finding))));
        } else if (!root().quiet()) {
            out().println(one.file().name() + ": " + paint.good("ok") + ", " + cex.divergence().failure().verdict()
                    + " at step " + cex.divergence().step());
        }
    }

    private static JsonObject json(Replays replays, long nanos) {
        JsonObject timing = new JsonObject();
        timing.addProperty("seconds", Json.seconds(nanos));
        JsonObject json = new JsonObject();
        json.addProperty("command", "replay");
        json.add("files", Json.array(replays.replayed(), ReplayCommand::json));
        json.add("unreadable", Json.strings(replays.unreadable()));
        json.add("timing", timing);
        return json;
    }

    private static JsonObject json(Replays.One one) {
        Counterexample cex = one.file().counterexample();
        JsonObject json = new JsonObject();
        json.addProperty("file", one.file().name());
        json.addProperty("id", cex.id());
        json.add("flaw", Json.orNull(cex.flaw()));
        json.addProperty("steps", cex.steps().size());
        json.addProperty("holds", one.holds());
        json.add("findings", Json.strings(one.findings()));
        return json;
    }
}
