package dev.pagetwin.checker.cli;

import picocli.AutoComplete;
import picocli.CommandLine;

/** {@code pagetwin completion}. */
@CommandLine.Command(
        name = "completion",
        header = "Prints what makes a shell complete commands and options.",
        description = "For bash, and for zsh after bashcompinit.",
        footer = {"", "Examples:", "  pagetwin completion > pagetwin.bash", "  source <(pagetwin completion)"})
final class CompletionCommand extends Command {
    @Override
    public Integer call() {
        out().print(AutoComplete.bash("pagetwin", commandLine().getCommandSpec().root().commandLine()));
        return Exit.HOLDS;
    }
}
