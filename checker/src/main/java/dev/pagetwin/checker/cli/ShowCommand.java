package dev.pagetwin.checker.cli;

import dev.pagetwin.checker.cex.CexFile;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.page.CexPage;
import dev.pagetwin.checker.page.Sheet;
import dev.pagetwin.checker.report.CexJson;
import dev.pagetwin.checker.report.CexText;
import dev.pagetwin.checker.report.Film;
import java.nio.file.Path;
import org.checkerframework.checker.nullness.qual.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pagetwin show}. */
@CommandLine.Command(
        name = "show",
        header = "Shows a counterexample as a page of text.",
        description = "Its story, its steps, a lane for everything that changed (split where the two sides "
                + "differ), and the disagreement.",
        footer = {"", "Example:", "  pagetwin show counterexamples/mte/unuse-forgets-restore.cex"})
final class ShowCommand extends Command {
    @Parameters(paramLabel = "FILE", description = "The counterexample.")
    private Path file = Path.of("");

    @Mixin
    private DesignChoice choice = new DesignChoice();

    @Option(names = "--html", paramLabel = "OUT", description = "Write it as one page that needs nothing else.")
    private @Nullable Path html;

    @Option(names = "--json", description = "Print what the file holds as one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        CexFile read = Cast.read(file);
        Counterexample cex = read.counterexample();
        if (html != null) {
            Film film = Film.of(cex, new Cast(choice).known(read));
            Places.write(html, CexPage.of(Sheet.of(cex, film)));
            said("written to " + html);
        } else if (json) {
            print(CexJson.of(cex));
        } else {
            Film film = Film.of(cex, new Cast(choice).known(read));
            print(CexText.lines(cex, film, paint()));
        }
        return Exit.HOLDS;
    }

    private void said(String line) {
        if (!root().quiet()) {
            out().println(line);
        }
    }
}
