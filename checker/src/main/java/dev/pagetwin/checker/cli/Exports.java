package dev.pagetwin.checker.cli;

import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Counterexamples;
import dev.pagetwin.checker.export.Case;
import dev.pagetwin.checker.export.Finding;
import dev.pagetwin.checker.export.JunitXml;
import dev.pagetwin.checker.export.Sarif;
import dev.pagetwin.checker.page.CexPage;
import dev.pagetwin.checker.page.RunPage;
import dev.pagetwin.checker.page.Sheet;
import dev.pagetwin.checker.report.Film;
import dev.pagetwin.checker.report.Json;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.spec.op.Op;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import picocli.CommandLine.Option;

/** Where else to tell of a run: pages for people, reports for whatever runs this. */
final class Exports {
    @Option(
            names = "--html",
            paramLabel = "DIR",
            description = "Write to this folder a page for each counterexample, its file, and " + RunPage.FILE
                    + ", the page of the run.")
    private @Nullable Path html;

    @Option(names = "--junit-xml", paramLabel = "FILE", description = "Write what came of it as JUnit does.")
    private @Nullable Path junit;

    @Option(
            names = "--sarif",
            paramLabel = "FILE",
            description = "Write the disagreements as SARIF 2.1.0, for code scanning.")
    private @Nullable Path sarif;

    private final List<RunPage.Found> pages = new ArrayList<>();

    /** Whether anything of it is wanted. */
    boolean wanted() {
        return html != null || junit != null || sarif != null;
    }

    /** Complains now about what could not be written later. */
    void checkWritable() {
        if (html != null) {
            Places.checkWritable(html);
        }
        Places.checkFile("--junit-xml", junit);
        Places.checkFile("--sarif", sarif);
    }

    /** The pages written so far. */
    List<RunPage.Found> pages() {
        return pages;
    }

    /**
     * Writes a counterexample's page and file, if pages are wanted.
     *
     * @param found the run before it was shrunk; empty if it is not known
     */
    void page(Counterexample cex, Design design, List<Op> found) {
        Path folder = html;
        if (folder != null) {
            String name = cex.id() + ".html";
            Places.write(folder.resolve(name), CexPage.of(Sheet.of(cex, Film.of(cex, design), found)));
            Cast.write(folder.resolve(cex.id() + Counterexamples.ENDING), cex);
            pages.add(new RunPage.Found(cex, name));
        }
    }

    /** Writes the page of the run, if pages are wanted. */
    void run(RunPage page) {
        if (html != null) {
            Places.write(html.resolve(RunPage.FILE), page.html());
        }
    }

    void junit(String suite, List<Case> cases) {
        if (junit != null) {
            Places.write(junit, JunitXml.of(suite, cases));
        }
    }

    void sarif(List<Finding> findings) {
        if (sarif != null) {
            Places.write(sarif, Json.text(Sarif.of(findings)) + "\n");
        }
    }

    /** Where the file of a counterexample is: beside the others, or with its page, or nowhere. */
    @Nullable String file(Counterexample cex, @Nullable Path out) {
        Path folder = out == null ? html : out;
        return folder == null ? null : folder.resolve(cex.id() + Counterexamples.ENDING).toString();
    }
}
