package dev.pagetwin.checker.kernel.fetch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/** Debian's kernels, of which the image, a few modules and the configuration are kept. */
final class Kernels {
    /** {@code ARM\x64}, at this place in an uncompressed image. */
    private static final int MAGIC = 0x644d5241;

    private static final int MAGIC_AT = 56;
    private static final int GZIP = 0x8b1f;

    private final KernelCache cache;
    private final Function<Suite, Apt> apts;
    private final Path scratch;

    Kernels(KernelCache cache, Function<Suite, Apt> apts, Path scratch) {
        this.cache = cache;
        this.apts = apts;
        this.scratch = scratch;
    }

    /** A kernel that a suite has, and what it consists of. */
    record Found(String name, String release, Suite suite, List<Apt.Wanted> parts) {}

    /** Looks for a flavour in the suites that may have it. */
    Found find(Flavour flavour) {
        StringBuilder seen = new StringBuilder();
        for (Suite suite : flavour.suites()) {
            List<Apt.Wanted> parts = apts.apply(suite).following(flavour.meta(), flavour.parts());
            String release = parts.stream()
                    .map(Apt.Wanted::name)
                    .filter(name -> name.startsWith("linux-image-"))
                    .findFirst()
                    .map(name -> name.substring("linux-image-".length()))
                    .orElse("");
            String name = flavour.name(release);
            if (!release.isEmpty() && (flavour.newest() || name.equals(flavour.version() + flavour.pages()))) {
                return new Found(name, release, suite, parts);
            }
            seen.append(seen.length() == 0 ? "" : ", ")
                    .append(suite.word())
                    .append(release.isEmpty() ? " has none" : " has " + release);
        }
        throw new SetupException("kernel " + flavour.version() + flavour.pages() + ": not found, " + seen
                + "; expected 6.1, 6.12, 6.12-16k or newest");
    }

    /** Fetches a kernel and keeps what is needed of it. */
    Fetched fetch(Found found) {
        Apt apt = apts.apply(found.suite());
        Fetched[] fetched = new Fetched[1];
        Folders.beside(scratch, unpacked -> {
            Path packages = Files.createDirectories(unpacked.resolve("packages"));
            Path root = Files.createDirectories(unpacked.resolve("root"));
            List<Path> files = apt.download(found.parts(), packages);
            String main = main(found);
            String archive = apt.archive(
                    found.parts().stream().filter(one -> one.name().equals(main)).findFirst().orElseThrow());
            fetched[0] = Fetched.of(main, found.parts(), files, archive);
            Apt.unpack(files, root, scratch);
            Folders.whole(cache.folderOf(found.name()), to -> {
                keep(root, found.release(), to);
                Apt.note(found.parts(), archive, to.resolve("packages"));
            });
        });
        return fetched[0];
    }

    private static String main(Found found) {
        return "linux-image-" + found.release();
    }

    private void keep(Path root, String release, Path to) throws IOException {
        Path image = one(root, Map.of("vmlinuz-" + release, "boot", "vmlinuz", release));
        Files.write(to.resolve("Image"), uncompressed(Files.readAllBytes(image), image));
        Path folder = Files.createDirectories(to.resolve("lib/modules").resolve(release));
        Path modules = List.of("usr/lib/modules", "lib/modules").stream()
                .map(place -> root.resolve(place).resolve(release))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> new SetupException(release + ": found no modules in its packages, expected some"));
        new Modules(modules, cache.xz(), scratch).take(folder);
        for (Path file : Folders.files(root)) {
            if (Folders.name(file).equals("config-" + release) || file.equals(modules.resolve("config"))) {
                Files.copy(file, to.resolve("config"));
            }
        }
        Files.writeString(to.resolve("release"), release + "\n");
    }

    /** The file of one of these names in a folder of that name. */
    private static Path one(Path root, Map<String, String> folders) {
        return Folders.files(root).stream()
                .filter(file -> Folders.name(Folders.parent(file)).equals(folders.get(Folders.name(file))))
                .findFirst()
                .orElseThrow(() -> new SetupException(root + ": found no image, expected one of " + folders.keySet()));
    }

    /** The image itself: as it is, or out of the archive it is in. */
    static byte[] uncompressed(byte[] image, Path file) throws IOException {
        byte[] bytes = image;
        if (bytes.length > 1 && ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getChar(0) == GZIP) {
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                bytes = in.readAllBytes();
            }
        }
        ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < MAGIC_AT + Integer.BYTES || view.getInt(MAGIC_AT) != MAGIC) {
            throw new SetupException(file + ": found no arm64 kernel image that is uncompressed or gzip, expected one");
        }
        return bytes;
    }
}
