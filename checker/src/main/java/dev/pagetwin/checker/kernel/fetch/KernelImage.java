package dev.pagetwin.checker.kernel.fetch;

import java.nio.file.Path;

/**
 * One kernel ready to boot.
 *
 * @param name as a user says it: {@code 6.12}, or {@code 6.12-unuse-forgets-restore} for a bad one
 * @param release what {@code uname -r} says in it
 * @param image uncompressed arm64 {@code Image}
 * @param modules the folder {@code lib/modules/RELEASE}; each module in it is an uncompressed {@code .ko}
 */
public record KernelImage(String name, String release, Path image, Path modules) {}
