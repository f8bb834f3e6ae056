package dev.pagetwin.checker.cli;

import java.nio.file.Path;
import org.checkerframework.checker.nullness.qual.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pagetwin man}. */
@CommandLine.Command(
        name = "man",
        header = "Prints the manual page, or writes all of them.",
        description = "In the form that man(1) reads: pagetwin man hunt | man -l -",
        footer = {"", "Examples:", "  pagetwin man show", "  pagetwin man --out /usr/local/share/man/man1"})
final class ManCommand extends Command {
    @Parameters(
            paramLabel = "COMMAND",
            arity = "0..1",
            description = "The command whose page to print. Default: the page of them all.")
    private @Nullable String command;

    @Option(names = "--out", paramLabel = "DIR", description = "Write every page to this folder.")
    private @Nullable Path out;

    @Override
    public Integer call() {
        CommandLine root = commandLine().getCommandSpec().root().commandLine();
        String name = command;
        Path folder = out;
        if (folder != null) {
            Places.checkWritable(folder);
            Places.write(folder.resolve("pagetwin.1"), ManPage.of(root));
            for (CommandLine one : root.getSubcommands().values()) {
                Places.write(folder.resolve("pagetwin-" + one.getCommandName() + ".1"), ManPage.of(one));
            }
            return Exit.HOLDS;
        }
        CommandLine asked = name == null ? root : root.getSubcommands().get(name);
        if (asked == null) {
            throw new BadInput("man: found '" + name + "', expected a command; see pagetwin --help");
        }
        out().print(ManPage.of(asked));
        return Exit.HOLDS;
    }
}
