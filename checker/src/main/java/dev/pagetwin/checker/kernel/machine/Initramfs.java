package dev.pagetwin.checker.kernel.machine;

import dev.pagetwin.checker.kernel.fetch.Cpio;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The guest's first and only root: the agent as {@code /init} and the modules it loads. Same files, same bytes.
 *
 * <p>The agent finds an order of loading by trying, so this is a set: what a kernel does not have as a module, it has
 * built in or does not need. A packed module may stay so, as a kernel that comes with such modules unpacks them itself.
 */
final class Initramfs {
    private static final Set<String> MODULES = Set.of(
            "zram", "zsmalloc", "lz4_compress", "lz4hc_compress", "lzo-rle",
            "virtio", "virtio_ring", "virtio_blk", "virtio_pci", "virtio_pci_modern_dev", "virtio_pci_legacy_dev");

    private Initramfs() {}

    static byte[] of(Path agent, Path modules) throws IOException {
        Cpio archive = new Cpio().file("init", Files.readAllBytes(agent)).folder("modules");
        TreeMap<String, Path> wanted = new TreeMap<>();
        try (Stream<Path> all = Files.walk(modules, FileVisitOption.FOLLOW_LINKS)) {
            all.filter(file -> MODULES.contains(module(file))).forEach(file -> wanted.put(name(file), file));
        }
        for (var file : wanted.entrySet()) {
            archive.file("modules/" + file.getKey(), Files.readAllBytes(file.getValue()));
        }
        return archive.end();
    }

    private static String module(Path file) {
        int end = name(file).indexOf(".ko");
        return end < 0 ? "" : name(file).substring(0, end);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
