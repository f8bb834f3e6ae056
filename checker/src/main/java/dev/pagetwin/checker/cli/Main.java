package dev.pagetwin.checker.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where the program starts. */
public final class Main {
    private Main() {}

    /** Runs a command and ends the program with its exit code. */
    public static void main(String[] args) {
        PrintWriter err = writer(new FileOutputStream(FileDescriptor.err));
        Interrupt interrupt = new Interrupt(err);
        interrupt.listen();
        Results results = new Results(new FileOutputStream(FileDescriptor.out));
        int code = run(writer(results), err, interrupt, args);
        String fault = results.fault();
        if (fault != null) {
            err.println("pagetwin: " + fault);
            err.flush();
        }
        System.exit(fault == null ? code : Exit.BAD_INPUT);
    }

    private static PrintWriter writer(OutputStream to) {
        return new PrintWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8), false);
    }

    /** Runs a command; its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return run(out, err, new Interrupt(err), args);
    }

    /** Runs a command that can be interrupted; its exit code. */
    static int run(PrintWriter out, PrintWriter err, Interrupt interrupt, String... args) {
        Pagetwin root = new Pagetwin(interrupt);
        CommandLine line = commandLine(root).setOut(out).setErr(err);
        try {
            int code = line.execute(args);
            root.unwritten().forEach(text -> err.println("pagetwin: " + oneLine(text)));
            return root.unwritten().isEmpty() ? code : Exit.BAD_INPUT;
        } catch (Throwable e) {
            root.unwritten().forEach(text -> err.println("pagetwin: " + oneLine(text)));
            return thrown(root, err, e);
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static CommandLine commandLine(Pagetwin root) {
        CommandLine line = new CommandLine(root);
        line.setColorScheme(Help.defaultColorScheme(Terminal.colours() ? Help.Ansi.ON : Help.Ansi.OFF));
        line.setUsageHelpWidth(100);
        line.setParameterExceptionHandler((e, args) -> badUsage(e));
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(root, command, e));
        return line;
    }

    private static int badUsage(ParameterException e) {
        CommandLine command = e.getCommandLine();
        String said = said(e);
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(oneLine(name + ": " + said + "; see " + name + " --help"));
        return Exit.BAD_INPUT;
    }

    private static String said(ParameterException e) {
        boolean root = e.getCommandLine().getParent() == null;
        if (root && e instanceof UnmatchedArgumentException u && !u.isUnknownOption() && !u.getUnmatched().isEmpty()) {
            List<String> alike = u.getSuggestions();
            String guess = alike.isEmpty() ? "" : "; did you mean " + String.join(" or ", alike) + "?";
            return "found '" + u.getUnmatched().get(0) + "', expected a command" + guess;
        }
        return String.valueOf(e.getMessage()).replaceFirst("^Error: ", "");
    }

    private static int failed(Pagetwin root, CommandLine command, Exception e) {
        if (!(e instanceof BadInput bad)) {
            return thrown(root, command.getErr(), e);
        }
        bad.lines().forEach(text -> command.getErr().println("pagetwin: " + oneLine(text)));
        if (root.trace()) {
            e.printStackTrace(command.getErr());
        }
        return Exit.BAD_INPUT;
    }

    private static int thrown(Pagetwin root, PrintWriter err, Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                err.println("pagetwin: incomplete: " + fullHeap());
                return Exit.INCOMPLETE;
            }
        }
        return internal(root, err, e);
    }

    /** What to say if memory is full. */
    static String fullHeap() {
        long most = Runtime.getRuntime().maxMemory() >> 20;
        return String.format(
                Locale.ROOT, "the heap of %,d MiB is full; PAGETWIN_JAVA_OPTS=-Xmx%dm gives more", most, 2 * most);
    }

    private static int internal(Pagetwin root, PrintWriter err, Throwable e) {
        String what = e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
        String how = root.trace() ? "the trace follows" : "run it again with --trace to see where";
        err.println("pagetwin: internal error, " + oneLine(what) + "; " + how);
        if (root.trace()) {
            e.printStackTrace(err);
        }
        return Exit.INTERNAL;
    }

    /** The text without line ends and without anything a terminal would act on. */
    static String oneLine(String text) {
        StringBuilder line = new StringBuilder();
        text.strip().replaceAll("\\R\\s*", " ").codePoints().forEach(c -> {
            int type = Character.getType(c);
            boolean acts = Character.isISOControl(c) || type == Character.FORMAT || type == Character.SURROGATE;
            line.appendCodePoint(acts ? '?' : c);
        });
        return line.toString();
    }

    /** The name of a constant as options show it. */
    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
