package dev.pagetwin.checker.cli;

import dev.pagetwin.checker.kernel.fetch.Mirror;
import dev.pagetwin.checker.kernel.fetch.Setup;
import dev.pagetwin.checker.kernel.fetch.SetupException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pagetwin kernel setup}. */
@CommandLine.Command(
        name = "setup",
        header = "Gets what a real kernel needs, into a cache folder.",
        description = "Kernels, QEMU and, where the host has none, a compiler, from Debian's packages: apt fetches "
                + "them and checks who signed them, and nothing is installed. What is there is not fetched again.",
        footer = {
            "",
            "Examples:",
            "  pagetwin kernel setup",
            "  pagetwin kernel setup --kernel 6.12 --cache /var/tmp/kernels"
        })
final class KernelSetupCommand extends Command {
    @Mixin
    private KernelChoice choice = new KernelChoice();

    @Option(
            names = "--kernel",
            paramLabel = "VERSION",
            description = "Such as 6.1, 6.12, 6.12-16k or newest; may be given several times. "
                    + "Default: 6.1, 6.12 and newest.")
    private List<String> kernels = new ArrayList<>();

    @Option(
            names = "--qemu",
            paramLabel = "PROGRAM",
            description = "Take this qemu-system-aarch64, version 10 or newer, instead of Debian's.")
    private @Nullable Path qemu;

    @Option(
            names = "--mirror",
            paramLabel = "URL",
            defaultValue = Mirror.DEBIAN,
            description = "Where to fetch from; security updates are at URL-security. Default: ${DEFAULT-VALUE}.")
    private String mirror = Mirror.DEBIAN;

    @Option(
            names = "--allow-expired",
            description = "Take lists whose signatures are right but whose date has passed: a mirror that stands "
                    + "still, or a host whose clock runs ahead.")
    private boolean expired;

    @Override
    public Integer call() {
        List<String> wanted = kernels.isEmpty() ? List.of("6.1", "6.12", "newest") : kernels;
        try {
            new Setup(choice.cache(), new Mirror(mirror, Mirror.KEYRING, expired), this::say).run(wanted, qemu);
        } catch (SetupException e) {
            throw new BadInput("kernel setup: " + e.getMessage());
        }
        return Exit.HOLDS;
    }

    private void say(String line) {
        out().println(line);
        out().flush();
    }
}
