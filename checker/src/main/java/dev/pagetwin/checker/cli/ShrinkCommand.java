package dev.pagetwin.checker.cli;

import dev.pagetwin.checker.cex.CexFile;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Counterexamples;
import dev.pagetwin.checker.search.Hunt;
import dev.pagetwin.checker.shrink.Keep;
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
        footer = {"", "Example:", "  pagetwin shrink long.cex --out short.cex"})
final class ShrinkCommand extends Command {
    @Parameters(paramLabel = "FILE", description = "The counterexample.")
    private Path file = Path.of("");

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write it. Default: in place of the one read.")
    private @Nullable Path out;

    @Mixin
    private DesignChoice choice = new DesignChoice();

    @Override
    public Integer call() {
        CexFile read = Cast.read(file);
        Counterexample cex = read.counterexample();
        Design design = new Cast(choice).known(read);
        Path target = out == null ? file : out;
        Path folder = target.toAbsolutePath().getParent();
        if (folder != null) {
            Places.checkWritable(folder);
        }
        Divergence found = Twin.run(cex.bounds(), design, cex.compare(), cex.ops()).divergence();
        if (!Keep.of(cex.divergence()).keeps(found)) {
            String now = found == null ? "all steps agree" : "it " + found.summary();
            out().println(Main.oneLine(file + ": does not fail as it says: " + now));
            return Exit.DIVERGES;
        }
        Counterexample shrunk = Hunt.shrunk(cex, design);
        if (shrunk.equals(cex) && target.equals(file) && Counterexamples.print(cex).equals(read.text())) {
            out().println(file + ": " + steps(cex) + ", cannot be made shorter or plainer");
            return Exit.HOLDS;
        }
        Cast.write(target, shrunk);
        out().println(target + ": " + steps(shrunk) + ", was " + steps(cex));
        return Exit.HOLDS;
    }

    private static String steps(Counterexample cex) {
        int n = cex.steps().size();
        return n == 1 ? "1 step" : n + " steps";
    }
}
