package dev.pagetwin.checker.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The command that has the others. */
@Command(
        name = "pagetwin",
        header = "Checks designs that keep memory tags alive across swap, fork and unmap, against a specification.",
        mixinStandardHelpOptions = true,
        versionProvider = Pagetwin.Version.class,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        description = "Walks a design and the specification in lockstep, and tells in a few steps where they disagree.",
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        parameterListHeading = "%nArguments:%n",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it holds, or what was asked for was done",
            "1:it diverges",
            "2:wrong usage, bad input, or an output that cannot be written",
            "3:incomplete: a limit was reached or it was interrupted before, or something was never reached",
            "70:an error in pagetwin itself"
        },
        footer = {"", "Examples:", "  pagetwin check", "  pagetwin help hunt"},
        subcommands = {
            CheckCommand.class,
            ReplayCommand.class,
            HuntCommand.class,
            ExploreCommand.class,
            ShrinkCommand.class,
            ShowCommand.class,
            ReviewCommand.class,
            LargeCommand.class,
            KernelCommand.class,
            FlawsCommand.class,
            OpsCommand.class,
            InvariantsCommand.class,
            OracleCommand.class,
            BlindSpotsCommand.class,
            PresetsCommand.class,
            TagsCommand.class,
            CompletionCommand.class,
            ManCommand.class,
            HelpCommand.class
        })
final class Pagetwin implements Callable<Integer> {
    @Option(names = "--trace", scope = ScopeType.INHERIT, description = "On an error, print where it happened.")
    private boolean trace;

    @Option(names = "--quiet", scope = ScopeType.INHERIT, description = "No progress, and only the main result.")
    private boolean quiet;

    @Option(
            names = "--progress",
            paramLabel = "STYLE",
            scope = ScopeType.INHERIT,
            defaultValue = "auto",
            converter = Converters.Style.class,
            description = "How to show progress on stderr: auto, plain, bar or none. Default: ${DEFAULT-VALUE}, a bar "
                    + "on a terminal, else a line every few seconds.")
    private Meter.Style progress = Meter.Style.AUTO;

    @Spec
    private @Nullable CommandSpec spec;

    private final Interrupt interrupt;
    private final List<String> unwritten = new ArrayList<>();

    Pagetwin(Interrupt interrupt) {
        this.interrupt = interrupt;
    }

    Interrupt interrupt() {
        return interrupt;
    }

    /** Runs what writes a file; if that cannot be, it is said at the end, and false is the answer. */
    boolean wrote(Runnable writer) {
        try {
            writer.run();
            return true;
        } catch (BadInput e) {
            unwritten.addAll(e.lines());
            return false;
        }
    }

    /** What could not be written, a line each. */
    List<String> unwritten() {
        return unwritten;
    }

    boolean trace() {
        return trace;
    }

    boolean quiet() {
        return quiet;
    }

    Meter.Style progress() {
        return quiet ? Meter.Style.NONE : progress;
    }

    @Override
    public Integer call() {
        if (spec != null) {
            CommandLine line = spec.commandLine();
            line.usage(line.getErr());
        }
        return Exit.BAD_INPUT;
    }

    /** The version of the jar, and of the Java that runs it. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            Package own = Main.class.getPackage();
            String version = own == null ? null : own.getImplementationVersion();
            String named = version == null ? "(not packaged)" : version;
            return new String[] {"pagetwin " + named + ", Java " + System.getProperty("java.version", "unknown")};
        }
    }
}
