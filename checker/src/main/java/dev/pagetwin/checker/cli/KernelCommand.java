package dev.pagetwin.checker.cli;

import picocli.CommandLine;

/** {@code pagetwin kernel}: the command that has those about real kernels. */
@CommandLine.Command(
        name = "kernel",
        header = "Asks a real kernel.",
        description = "Stock kernels of Debian's run in QEMU with memory tagging on; none of it needs root.",
        footer = {"", "Examples:", "  pagetwin kernel setup", "  pagetwin kernel list"},
        subcommands = {
            KernelSetupCommand.class,
            KernelListCommand.class,
            KernelReplayCommand.class,
            KernelCheckCommand.class,
            KernelBadCommand.class
        })
final class KernelCommand extends Command {
    @Override
    public Integer call() {
        commandLine().usage(err());
        return Exit.BAD_INPUT;
    }
}
