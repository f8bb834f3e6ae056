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
import java.util.function.Supplier;
import org.checkerframework.checker.nullness.qual.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    private final List<RunPage.Found> pages = new ArrayList<>();

    /** Writes now what can be written; what cannot is said at the end, so that the results are not lost over it. */
    private boolean wrote(Runnable writer) {
        return command != null && command.root().userObject() instanceof Pagetwin root && root.wrote(writer);
    }

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
            String page = CexPage.of(Sheet.of(cex, Film.of(cex, design), found));
            boolean written = wrote(() -> {
                Places.write(folder.resolve(name), page);
                Cast.write(folder.resolve(cex.id() + Counterexamples.ENDING), cex);
            });
            if (written) {
                pages.add(new RunPage.Found(cex, name));
            }
        }
    }

    /** Writes the page of the run, if pages are wanted. */
    void run(Supplier<RunPage> page) {
        Path folder = html;
        if (folder != null) {
            String text = page.get().html();
            wrote(() -> Places.write(folder.resolve(RunPage.FILE), text));
        }
    }

    void junit(String suite, List<Case> cases) {
        Path file = junit;
        if (file != null) {
            wrote(() -> Places.write(file, JunitXml.of(suite, cases)));
        }
    }

    void sarif(List<Finding> findings) {
        Path file = sarif;
        if (file != null) {
            wrote(() -> Places.write(file, Json.text(Sarif.of(findings)) + "\n"));
        }
    }

    /** Where the file of a counterexample is: beside the others, or with its page, or nowhere. */
    @Nullable String file(Counterexample cex, @Nullable Path out) {
        Path folder = out == null ? html : out;
        return folder == null ? null : folder.resolve(cex.id() + Counterexamples.ENDING).toString();
    }
}
