package dev.pagetwin.checker.kernel.fetch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Fills a cache with what is missing in it, and tries it. */
public final class Setup {
    private final KernelCache cache;
    private final Mirror mirror;
    private final Consumer<String> say;
    private final Map<Suite, Apt> apts = new EnumMap<>(Suite.class);
    private final List<Fetched> fetched = new ArrayList<>();

    /** Says a line for each thing that is fetched or made. */
    public Setup(KernelCache cache, Mirror mirror, Consumer<String> say) {
        this.cache = cache;
        this.mirror = mirror;
        this.say = say;
    }

    /**
     * Fills the cache.
     *
     * @param kernels such as {@code 6.12} or {@code newest}
     * @param qemu a program of the user's to take instead of Debian's, or null
     */
    public void run(List<String> kernels, @Nullable Path qemu) {
        List<Flavour> flavours = kernels.stream().map(Flavour::of).distinct().toList();
        Path lock = cache.root().resolve("lock");
        try {
            Files.createDirectories(cache.root());
            try (FileChannel channel =
                            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = tried(channel)) {
                if (held == null) {
                    throw new SetupException(cache.root() + ": another setup is at work there, try again later");
                }
                locked(flavours, qemu);
            }
        } catch (IOException e) {
            throw Folders.failed(cache.root(), e);
        }
    }

    private static @Nullable FileLock tried(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private void locked(List<Flavour> flavours, @Nullable Path qemu) throws IOException {
        try {
            machine(qemu);
            compiler();
            List<KernelImage> images = new ArrayList<>();
            for (Flavour flavour : flavours) {
                images.add(kernel(flavour));
            }
            for (KernelImage image : images) {
                tried(image);
            }
            say.accept("agent: " + cache.agent());
        } finally {
            Folders.delete(cache.root().resolve("apt"));
            Folders.delete(cache.root().resolve("scratch"));
        }
        total();
    }

    private void total() {
        long bytes = fetched.stream().mapToLong(Fetched::bytes).sum();
        String got = fetched.isEmpty()
                ? "nothing fetched, all of it was there"
                : "fetched " + fetched.stream().mapToInt(Fetched::packages).sum() + " packages, "
                        + Folders.megabytes(bytes);
        say.accept(got + "; " + cache.root() + " has " + Folders.megabytes(Folders.size(cache.root())));
    }

    private Apt apt(Suite suite, String architecture) {
        Apt.check(mirror);
        return new Apt(
                cache.root().resolve("apt").resolve(suite.word() + "-" + architecture), suite, architecture, mirror);
    }

    private Apt hosts() {
        Apt.check(mirror);
        return apt(Suite.TRIXIE, Apt.host(cache.scratch()));
    }

    private void machine(@Nullable Path qemu) {
        if (qemu != null) {
            Qemu.version(qemu.toAbsolutePath(), cache.scratch());
            Qemu.use(qemu.toAbsolutePath(), cache.qemuFolder());
        } else if (!Files.isExecutable(cache.qemuFolder().resolve("qemu-system-aarch64"))) {
            told("QEMU", Qemu.fetch(hosts(), cache.qemuFolder(), cache.scratch()));
        }
        say.accept("QEMU: version " + Qemu.version(cache.qemu(), cache.scratch()) + ", " + cache.qemu());
    }

    private void compiler() {
        Compiler compiler = Compiler.find(cache.compilerFolder(), cache.scratch());
        if (compiler == null) {
            told("compiler", Compiler.fetch(hosts(), cache.compilerFolder(), cache.scratch()));
            compiler = Compiler.find(cache.compilerFolder(), cache.scratch());
        }
        if (compiler == null) {
            throw new SetupException(cache.compilerFolder() + ": the compiler in it makes no program");
        }
        say.accept("compiler: " + compiler.name());
    }

    private KernelImage kernel(Flavour flavour) {
        for (KernelImage image : cache.kernels()) {
            boolean marked = Files.exists(cache.folderOf(image.name()).resolve("newest"));
            String name = flavour.version() + flavour.pages();
            if (image.name().equals(name) || flavour.newest() && flavour.pages().isEmpty() && marked) {
                say.accept("kernel " + image.name() + ": " + image.release() + " was there");
                return image;
            }
        }
        Kernels kernels = new Kernels(
                cache, suite -> apts.computeIfAbsent(suite, one -> apt(one, "arm64")), cache.scratch());
        Kernels.Found found = kernels.find(flavour);
        told("kernel " + found.name(), kernels.fetch(found));
        if (flavour.newest()) {
            marked(found.name());
        }
        return cache.kernel(found.name());
    }

    /** So that a later run knows what the newest was when it was asked for, without a network. */
    private void marked(String name) {
        try {
            Files.writeString(cache.folderOf(name).resolve("newest"), "");
        } catch (IOException e) {
            throw Folders.failed(cache.folderOf(name), e);
        }
    }

    /** The first boot of a kernel in this machine; the next run with the same machine does not do it again. */
    private void tried(KernelImage image) throws IOException {
        Path folder = cache.folderOf(image.name());
        Path tried = folder.resolve("tried");
        String with = Qemu.version(cache.qemu(), cache.scratch()) + " " + Files.readString(
                cache.qemuFolder().resolve("packages")).hashCode();
        Path symbols = folder.resolve("symbols");
        if (Files.exists(tried) && Files.readString(tried).equals(with) && Files.exists(symbols)) {
            return;
        }
        Probe.Result result = Probe.run(cache.qemu(), image.image(), cache.program("probe"), true, cache.scratch());
        if (result.wrong() != 0) {
            // A machine that fails must not be found by the next command; the next setup gets another.
            Folders.delete(cache.qemuFolder());
        }
        result.check(cache.qemu(), image.image());
        if (!result.release().equals(image.release())) {
            throw new SetupException(image.image() + ": found " + result.release() + ", expected " + image.release());
        }
        if (result.symbols().isEmpty()) {
            throw new SetupException(image.image() + ": says where none of its functions are, expected all of them");
        }
        Probe.note(result, symbols);
        Files.writeString(tried, with);
        say.accept("kernel " + image.name() + ": boots, and 256 granules of a page keep 256 tags");
    }

    private void told(String what, Fetched one) {
        fetched.add(one);
        say.accept(what + ": " + one.line());
    }
}
