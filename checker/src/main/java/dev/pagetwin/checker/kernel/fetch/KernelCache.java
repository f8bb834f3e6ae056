package dev.pagetwin.checker.kernel.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * The folder that holds kernels, QEMU, the compiler if the host has none, and what is made of them. Everything below it
 * can be made again by {@code pagetwin kernel setup}; nothing outside it is ever written.
 */
public final class KernelCache {
    private static final String SETUP = "; pagetwin kernel setup gets it";

    private final Path root;

    private KernelCache(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** The cache in a folder, which need not exist yet. */
    public static KernelCache at(Path root) {
        return new KernelCache(root);
    }

    /** The cache that is meant if nobody says another. */
    public static KernelCache standard() {
        return at(standard(System.getenv(), System.getProperty("user.home", "")));
    }

    static Path standard(Map<String, String> environment, String home) {
        Function<String, String> value = name -> environment.getOrDefault(name, "");
        if (!value.apply("PAGETWIN_KERNEL_CACHE").isEmpty()) {
            return Path.of(value.apply("PAGETWIN_KERNEL_CACHE"));
        }
        String caches = value.apply("XDG_CACHE_HOME");
        Path base = caches.startsWith("/") ? Path.of(caches) : Path.of(home, ".cache");
        return base.resolve("pagetwin").resolve("kernel");
    }

    /** The folder itself. */
    public Path root() {
        return root;
    }

    /** The stock kernels that are set up, the oldest first. */
    public List<KernelImage> kernels() {
        return Folders.folders(root.resolve("kernels")).stream()
                .filter(folder -> Files.isRegularFile(folder.resolve("release")))
                .map(this::read)
                .sorted(Comparator.comparing(KernelImage::name, KernelCache::byVersion))
                .toList();
    }

    /** How large a stock kernel is with its modules, for people. */
    public String size(KernelImage stock) {
        return Folders.megabytes(Folders.size(folderOf(stock.name())));
    }

    /** The bad kernels that were made of a stock one, by name. */
    public List<KernelImage> bad(KernelImage stock) {
        List<KernelImage> bad = new ArrayList<>();
        for (Path folder : Folders.folders(root.resolve("bad").resolve(stock.name()))) {
            Path image = folder.resolve("Image");
            if (Files.isRegularFile(image)) {
                String name = stock.name() + "-" + Folders.name(folder);
                bad.add(new KernelImage(name, stock.release(), image, stock.modules()));
            }
        }
        return bad;
    }

    /** Where a bad kernel made of a stock one is, or will be. */
    public Path folderOfBad(KernelImage stock, String id) {
        return root.resolve("bad").resolve(stock.name()).resolve(id);
    }

    /** Where the functions of a stock kernel are: lines of a distance from the image's first byte, and a name. */
    public Path symbols(KernelImage stock) {
        Path file = folderOf(stock.name()).resolve("symbols");
        if (!Files.isRegularFile(file)) {
            throw new SetupException(file + ": found nothing, expected where the kernel's functions are" + SETUP);
        }
        return file;
    }

    /** A stock kernel, or a bad one, by its name; {@code newest} is the newest stock one. */
    public KernelImage kernel(String name) {
        List<KernelImage> stock = kernels();
        if (name.equals("newest") && !stock.isEmpty()) {
            return stock.get(stock.size() - 1);
        }
        for (KernelImage one : stock) {
            if (one.name().equals(name)) {
                return one;
            }
        }
        for (KernelImage one : stock) {
            for (KernelImage made : name.startsWith(one.name() + "-") ? bad(one) : List.<KernelImage>of()) {
                if (made.name().equals(name)) {
                    return made;
                }
            }
        }
        List<String> known = stock.stream().map(KernelImage::name).toList();
        throw new SetupException("kernel " + name + ": not in " + root
                + (known.isEmpty() ? ", which has none" : ", which has " + String.join(", ", known)) + SETUP);
    }

    /** The machine's program. */
    public Path qemu() {
        return present(root.resolve("qemu/qemu-system-aarch64"), "QEMU");
    }

    /** Unpacks what Debian packs modules with: the one that came with QEMU, else the host's. */
    Path xz() {
        Path own = root.resolve("qemu/xz");
        Path host = Program.onPath("xz");
        if (Files.isExecutable(own) || host == null) {
            return present(own, "xz");
        }
        return host;
    }

    /** The agent, compiled from the sources of this build. */
    public Path agent() {
        return program("agent");
    }

    /** A program of ours for guests, compiled when its sources are others than before. */
    Path program(String name) {
        SortedMap<String, String> sources = Sources.of(name);
        Path program = root.resolve(name).resolve(Sources.hash(sources)).resolve(name);
        if (!Files.isExecutable(program)) {
            Compiler compiler = Compiler.find(compilerFolder(), scratch());
            if (compiler == null) {
                throw new SetupException("found no C compiler for arm64 on this host or in " + root + SETUP);
            }
            compiler.compile(sources, program, scratch());
        }
        return program;
    }

    /** A scratch folder below the cache, for files of runs. */
    public Path runs() {
        return made(root.resolve("runs"));
    }

    Path scratch() {
        return made(root.resolve("scratch"));
    }

    Path compilerFolder() {
        return root.resolve("cross");
    }

    Path qemuFolder() {
        return root.resolve("qemu");
    }

    Path folderOf(String kernel) {
        return root.resolve("kernels").resolve(kernel);
    }

    private KernelImage read(Path folder) {
        try {
            String release = Files.readString(folder.resolve("release")).strip();
            return new KernelImage(
                    Folders.name(folder), release, folder.resolve("Image"), folder.resolve("lib/modules/" + release));
        } catch (IOException e) {
            throw new SetupException(folder + ": cannot be read, " + e.getMessage(), e);
        }
    }

    private static Path present(Path file, String what) {
        if (!Files.isExecutable(file)) {
            throw new SetupException(file + ": found nothing, expected " + what + SETUP);
        }
        return file;
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw Folders.failed(folder, e);
        }
    }

    /** 6.1 before 6.12 before 6.12-16k before 7.2. */
    static int byVersion(String a, String b) {
        String[] left = a.split("[.-]");
        String[] right = b.split("[.-]");
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            boolean numbers = left[i].matches("\\d{1,9}") && right[i].matches("\\d{1,9}");
            int order = numbers
                    ? Integer.compare(Integer.parseInt(left[i]), Integer.parseInt(right[i]))
                    : left[i].compareTo(right[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.length, right.length);
    }
}
