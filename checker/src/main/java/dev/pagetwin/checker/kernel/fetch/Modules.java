package dev.pagetwin.checker.kernel.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The modules of a kernel that a guest may need: devices to swap to, and how to reach and to compress them. */
final class Modules {
    private static final Pattern NEEDED =
            Pattern.compile("zram|virtio_(blk|pci|mmio)|loop|brd|lz4|lz4hc|lzo|lzo_rle|zstd|zsmalloc");
    private static final byte[] DEPENDS = "depends=".getBytes(StandardCharsets.US_ASCII);

    private final Path root;
    private final Path xz;
    private final Path scratch;
    private final Map<String, Path> files = new TreeMap<>();

    /** All modules below a folder {@code lib/modules/RELEASE}. */
    Modules(Path root, Path xz, Path scratch) {
        this.root = root;
        this.xz = xz;
        this.scratch = scratch;
        for (Path file : Folders.files(root)) {
            String name = Folders.name(file);
            int end = name.indexOf(".ko");
            if (end > 0) {
                files.put(name.substring(0, end).replace('-', '_'), file);
            }
        }
    }

    /** Copies the needed ones, and those that they need, unpacked; and the lists of what is built in. */
    void take(Path to) throws IOException {
        Set<String> taken = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>();
        files.keySet().stream().filter(name -> NEEDED.matcher(name).matches()).forEach(open::add);
        while (!open.isEmpty()) {
            String name = open.removeFirst();
            Path file = files.get(name);
            if (file == null || !taken.add(name)) {
                continue;
            }
            Path copy = copy(file, to);
            depends(Files.readAllBytes(copy)).stream().map(one -> one.replace('-', '_')).forEach(open::add);
        }
        for (String list : List.of("modules.builtin", "modules.order")) {
            if (Files.isRegularFile(root.resolve(list))) {
                Files.copy(root.resolve(list), to.resolve(list));
            }
        }
    }

    private Path copy(Path file, Path to) throws IOException {
        Path target = to.resolve(root.relativize(file).toString());
        Path folder = Files.createDirectories(Folders.parent(target));
        Files.copy(file, target);
        String name = Folders.name(file);
        if (name.endsWith(".ko")) {
            return target;
        }
        if (!name.endsWith(".ko.xz")) {
            throw new SetupException(file + ": found a module packed in another way, expected .ko or .ko.xz");
        }
        Program.Said said = new Program(xz.toString(), "-d", target.toString()).run(scratch, Duration.ofMinutes(1));
        if (!said.well()) {
            throw new SetupException(file + ": cannot be unpacked, " + said.complaint());
        }
        return folder.resolve(name.substring(0, name.length() - ".xz".length()));
    }

    /** The modules that a module says it needs; none if it does not say. */
    static List<String> depends(byte[] module) {
        int at = indexOf(module);
        if (at < 0) {
            return List.of();
        }
        int end = at;
        while (end < module.length && module[end] != 0) {
            end++;
        }
        String names = new String(module, at, end - at, StandardCharsets.US_ASCII);
        return names.isEmpty() ? List.of() : List.of(names.split(","));
    }

    private static int indexOf(byte[] module) {
        for (int at = 1; at + DEPENDS.length < module.length; at++) {
            if (module[at - 1] == 0 && Arrays.equals(
                    module, at, at + DEPENDS.length, DEPENDS, 0, DEPENDS.length)) {
                return at + DEPENDS.length;
            }
        }
        return -1;
    }

}
