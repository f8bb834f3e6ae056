package dev.pagetwin.checker.cli;

import dev.pagetwin.checker.kernel.fetch.KernelCache;
import dev.pagetwin.checker.kernel.fetch.KernelImage;
import dev.pagetwin.checker.kernel.fetch.SetupException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which kernels are meant. */
final class KernelsChoice {
    @Option(
            names = "--kernel",
            paramLabel = "NAME",
            description = "A kernel of the cache, such as 6.12; may be given several times. Default: all that are set "
                    + "up, without the bad ones.")
    private List<String> names = new ArrayList<>();

    /** The kernels, at least one. */
    List<KernelImage> of(KernelCache cache) {
        try {
            List<KernelImage> images =
                    names.isEmpty() ? cache.kernels() : names.stream().distinct().map(cache::kernel).toList();
            if (images.isEmpty()) {
                throw new BadInput("no kernel is set up in " + cache.root() + "; pagetwin kernel setup gets some");
            }
            return images;
        } catch (SetupException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }
}
