package dev.pagetwin.checker.kernel.bad;

import dev.pagetwin.checker.kernel.fetch.KernelImage;

/**
 * A bad kernel that is ready to boot.
 *
 * @param bad what is wrong with it
 * @param image named like {@code 6.12-unuse-forgets-restore}
 * @param places how many places differ from the stock kernel
 */
public record Made(BadKernel bad, KernelImage image, int places) {}
