package dev.pagetwin.checker.cli;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.pagetwin.checker.cex.CexFile;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Counterexamples;
import dev.pagetwin.checker.cex.Effort;
import dev.pagetwin.checker.design.ForeignDesign;
import dev.pagetwin.checker.page.Throughput;
import dev.pagetwin.checker.report.CexJson;
import dev.pagetwin.checker.search.Hunt;
import dev.pagetwin.checker.search.explore.Outcome;
import dev.pagetwin.checker.search.pair.Explored;
import dev.pagetwin.checker.search.pair.Proof;
import dev.pagetwin.checker.search.pair.Question;
import dev.pagetwin.checker.shrink.Keep;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.Twin;
import java.nio.file.Path;
import org.checkerframework.checker.nullness.qual.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pagetwin shrink}. */
@CommandLine.Command(
        name = "shrink",
        header = "Makes a counterexample shorter and plainer.",
        description = "What fails stays the same. The result is written in canonical form.",
        footer = {
            "",
            "Examples:",
            "  pagetwin shrink long.cex --out short.cex",
            "  pagetwin shrink --exhaustive short.cex"
        })
final class ShrinkCommand extends Command {
    @Parameters(paramLabel = "FILE", description = "The counterexample.")
    private Path file = Path.of("");

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write it. Default: in place of the one read.")
    private @Nullable Path out;

    @Option(
            names = "--exhaustive",
            description = "Look at every shorter run within the file's bounds: proves the length, or finds a shorter "
                    + "one. Only for files that compare states.")
    private boolean exhaustive;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Mixin
    private Means means = new Means();

    @Mixin
    private DesignChoice choice = new DesignChoice();

    @Override
    public Integer call() {
        heed();
        CexFile read = Cast.read(file);
        Counterexample cex = read.counterexample();
        Design design = new Cast(choice).known(read);
        Cast.check(read, exhaustive ? Effort.tooManyOperations(cex) : null);
        Path target = out == null ? file : out;
        Path folder = target.toAbsolutePath().getParent();
        if (folder != null) {
            Places.checkWritable(folder);
        }
        Divergence found = Twin.run(cex.bounds(), design, cex.compare(), cex.ops()).divergence();
        if (!Keep.of(cex.divergence()).keeps(found)) {
            String now = found == null ? "all steps agree" : "it " + found.summary();
            said(cex, null, "does not fail as it says", Main.oneLine(file + ": does not fail as it says: " + now));
            return Exit.DIVERGES;
        }
        Counterexample shrunk = exhaustive ? proven(cex, design) : Hunt.shrunk(cex, design, stop());
        if (shrunk == null) {
            said(cex, null, "not proven", file + ": " + steps(cex) + ", not proven: " + (stop().requested() ? "interrupted" : "a limit was reached"));
            return Exit.INCOMPLETE;
        }
        boolean cut = !exhaustive && stop().requested();
        if (shrunk.equals(cex) && target.equals(file) && Counterexamples.print(cex).equals(read.text())) {
            String nothing = cut ? ", interrupted" : exhaustive ? ", shortest possible" : ", cannot be made shorter or plainer";
            said(cex, cex, "unchanged", file + ": " + steps(cex) + nothing);
            return cut ? Exit.INCOMPLETE : Exit.HOLDS;
        }
        if (!wrote(target, shrunk, json)) {
            return Exit.BAD_INPUT;
        }
        String proof = cut ? ", interrupted" : exhaustive ? ", shortest possible" : "";
        said(cex, shrunk, "written", target + ": " + steps(shrunk) + proof + ", was " + steps(cex));
        return cut ? Exit.INCOMPLETE : Exit.HOLDS;
    }

    /** Says what came of it, for a person or for a program. */
    private void said(Counterexample before, @Nullable Counterexample after, String verdict, String line) {
        if (!json) {
            out().println(line);
            return;
        }
        JsonObject document = new JsonObject();
        document.addProperty("command", "shrink");
        document.addProperty("verdict", verdict);
        document.addProperty("file", String.valueOf(out == null ? file : out));
        document.addProperty("before", before.steps().size());
        document.add("after", after == null ? JsonNull.INSTANCE : new JsonPrimitive(after.steps().size()));
        document.add("counterexample", after == null ? JsonNull.INSTANCE : CexJson.of(after));
        print(document);
    }

    /** The shortest, or null if a limit was reached before that was known. */
    private @Nullable Counterexample proven(Counterexample cex, Design design) {
        if (cex.compare() != Compare.STATE) {
            throw new BadInput(file + ": found compare " + Main.lower(cex.compare())
                    + ", expected state: --exhaustive compares states");
        }
        Proof proof = new Proof(cex, design);
        Question question = proof.question(!(design instanceof ForeignDesign));
        Means.checkSaves(design, question.preset());
        try (Meter meter = meter("shrink")) {
            Explored answer = means.explore(question, false, stop(), meter, new Throughput());
            boolean known = answer.failing() != null || answer.outcome().status() == Outcome.Status.EXHAUSTED;
            return known ? proof.proven(answer) : null;
        }
    }

    private static String steps(Counterexample cex) {
        int n = cex.steps().size();
        return n == 1 ? "1 step" : n + " steps";
    }
}
