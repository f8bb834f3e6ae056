package dev.pagetwin.checker.cli;

import dev.pagetwin.checker.kernel.fetch.KernelCache;
import java.nio.file.Path;
import org.checkerframework.checker.nullness.qual.Nullable;
import picocli.CommandLine.Option;

/** Which cache of kernels is meant. */
final class KernelChoice {
    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "The folder that has kernels and QEMU. Default: PAGETWIN_KERNEL_CACHE in the environment, "
                    + "else pagetwin/kernel in the user's cache folder.")
    private @Nullable Path folder;

    KernelCache cache() {
        return folder == null ? KernelCache.standard() : KernelCache.at(folder);
    }
}
