package dev.pagetwin.checker.cli;

import dev.pagetwin.checker.cex.CexFile;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Effort;
import dev.pagetwin.checker.export.Itf;
import dev.pagetwin.checker.page.CexPage;
import dev.pagetwin.checker.page.Sheet;
import dev.pagetwin.checker.page.StateGraph;
import dev.pagetwin.checker.report.CexJson;
import dev.pagetwin.checker.report.CexText;
import dev.pagetwin.checker.report.Film;
import dev.pagetwin.checker.report.Json;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.checkerframework.checker.nullness.qual.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pagetwin show}. */
@CommandLine.Command(
        name = "show",
        header = "Shows a counterexample, as text or in another form.",
        description = "Its story, its steps, a lane for everything that changed (split where the two sides "
                + "differ), and the disagreement.",
        footer = {
            "",
            "Examples:",
            "  pagetwin show counterexamples/mte/unuse-forgets-restore.cex",
            "  pagetwin show counterexamples/mte/unuse-forgets-restore.cex --html unuse.html"
        })
final class ShowCommand extends Command {
    @Parameters(paramLabel = "FILE", description = "The counterexample.")
    private Path file = Path.of("");

    @Mixin
    private DesignChoice choice = new DesignChoice();

    @Option(names = "--html", paramLabel = "OUT", description = "Write it as one page that needs nothing else.")
    private @Nullable Path html;

    @Option(names = "--itf", paramLabel = "OUT", description = "Write the run in the Informal Trace Format.")
    private @Nullable Path itf;

    @Option(
            names = "--dot",
            paramLabel = "OUT",
            description = "Write the states around the disagreement as a graph for Graphviz.")
    private @Nullable Path dot;

    @Option(names = "--svg", paramLabel = "OUT", description = "Write the same graph as a drawing.")
    private @Nullable Path svg;

    @Option(names = "--json", description = "Print what the file holds as one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        CexFile read = Cast.read(file);
        Counterexample cex = read.counterexample();
        Places.checkFile("--html", html);
        Places.checkFile("--itf", itf);
        Places.checkFile("--dot", dot);
        Places.checkFile("--svg", svg);
        boolean files = Stream.of(html, itf, dot, svg).anyMatch(Objects::nonNull);
        if (json && !files) {
            print(CexJson.of(cex));
            return Exit.HOLDS;
        }
        Cast.check(read, Effort.tooLargeToShow(cex));
        Film film = Film.of(cex, new Cast(choice).known(read));
        write(html, () -> CexPage.of(Sheet.of(cex, film)));
        write(itf, () -> Json.text(Itf.of(cex, film)) + "\n");
        write(dot, () -> StateGraph.of(cex, film).dot());
        write(svg, () -> StateGraph.of(cex, film).drawing());
        if (json) {
            print(CexJson.of(cex));
        } else if (root().quiet() && !files) {
            out().println(Main.oneLine(cex.id() + " " + cex.divergence().summary()));
        } else if (!files) {
            print(CexText.lines(cex, film, paint()));
        }
        return Exit.HOLDS;
    }

    private void write(@Nullable Path target, Supplier<String> text) {
        if (target != null) {
            Places.write(target, text.get());
            if (!json && !root().quiet()) {
                out().println("written to " + target);
            }
        }
    }
}
