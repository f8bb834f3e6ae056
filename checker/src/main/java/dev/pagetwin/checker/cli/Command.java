package dev.pagetwin.checker.cli;

import com.google.gson.JsonElement;
import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.Counterexamples;
import dev.pagetwin.checker.report.Json;
import dev.pagetwin.checker.report.Paint;
import dev.pagetwin.checker.stop.Stop;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.checkerframework.checker.nullness.qual.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands have: where to write, and the options that stand on the root. */
abstract class Command implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("the command was not started by picocli");
        }
        return spec;
    }

    Pagetwin root() {
        return (Pagetwin) spec().root().userObject();
    }

    CommandLine commandLine() {
        return spec().commandLine();
    }

    /** For results. */
    PrintWriter out() {
        return spec().commandLine().getOut();
    }

    /** For progress and for what went wrong. */
    PrintWriter err() {
        return spec().commandLine().getErr();
    }

    Paint paint() {
        return Terminal.colours() ? Paint.COLOURS : Paint.PLAIN;
    }

    void print(List<String> lines) {
        lines.forEach(out()::println);
    }

    void print(JsonElement json) {
        out().println(Json.text(json));
    }

    /** Prints a report, its sentence last, or the document alone; the exit code of one that holds or is incomplete. */
    int print(boolean json, JsonElement document, List<String> lines, String sentence, boolean holds) {
        if (json) {
            print(document);
        } else {
            if (!root().quiet()) {
                print(lines);
                out().println();
            }
            out().println(holds ? paint().good(sentence) : paint().unsure(sentence));
        }
        return holds ? Exit.HOLDS : Exit.INCOMPLETE;
    }

    /** Writes the file; if that cannot be, the file's text is printed instead, and it is said at the end. */
    boolean wrote(Path file, Counterexample cex, boolean json) {
        boolean written = root().wrote(() -> Cast.write(file, cex));
        if (!written && !json) {
            out().println(Counterexamples.print(cex));
        }
        return written;
    }

    /** From now on a signal is answered with what was reached so far: the command looks at {@link #stop} often. */
    void heed() {
        root().interrupt().heed();
    }

    /** Whether to stop here. */
    Stop stop() {
        return root().interrupt();
    }

    Meter meter(String work) {
        return Meter.of(root().progress(), work, err());
    }
}
