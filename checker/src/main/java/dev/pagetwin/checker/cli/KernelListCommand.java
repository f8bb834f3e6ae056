package dev.pagetwin.checker.cli;

import dev.pagetwin.checker.kernel.fetch.KernelCache;
import dev.pagetwin.checker.kernel.fetch.KernelImage;
import dev.pagetwin.checker.kernel.fetch.SetupException;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** {@code pagetwin kernel list}. */
@CommandLine.Command(
        name = "list",
        header = "Lists the kernels that are set up.",
        description = "For each: its name, what it calls itself, how large it is, and the bad kernels made of it.",
        footer = {"", "Example:", "  pagetwin kernel list"})
final class KernelListCommand extends Command {
    @Mixin
    private KernelChoice choice = new KernelChoice();

    @Override
    public Integer call() {
        KernelCache cache = choice.cache();
        try {
            List<KernelImage> kernels = cache.kernels();
            kernels.forEach(kernel -> out().println(line(cache, kernel)));
            if (kernels.isEmpty()) {
                out().println("no kernel in " + cache.root() + "; pagetwin kernel setup gets some");
            }
        } catch (SetupException e) {
            throw new BadInput("kernel list: " + e.getMessage());
        }
        return Exit.HOLDS;
    }

    private static String line(KernelCache cache, KernelImage kernel) {
        String bad = cache.bad(kernel).stream().map(KernelImage::name).collect(Collectors.joining(", "));
        return kernel.name() + "  " + kernel.release() + "  " + cache.size(kernel)
                + (bad.isEmpty() ? "" : "  bad: " + bad);
    }
}
