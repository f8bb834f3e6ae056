package dev.pagetwin.checker.kernel.machine;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A machine saved to a folder just after its boot, under a name that is a hash of all that it was made of. */
final class SavedState {
    static final String MEMORY = "memory";
    private static final int DIGITS = 24;
    static final Duration LIMIT = Duration.ofSeconds(300);
    private static final int KEPT = 40;
    private static final Map<String, String> KNOWN = new ConcurrentHashMap<>();

    private SavedState() {}

    /** Where the state is, or will be; the folder above it is there. */
    static Path folder(Path runs, Machine machine, byte[] initramfs) throws IOException {
        MessageDigest digest = sha256();
        digest.update(initramfs);
        for (String word : machine.hardware()) {
            digest.update((word + "\0").getBytes(StandardCharsets.UTF_8));
        }
        digest.update(once(machine.image().image(), SavedState::hash).getBytes(StandardCharsets.UTF_8));
        digest.update(once(machine.qemu(), SavedState::version).getBytes(StandardCharsets.UTF_8));
        String name = HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
        return states(runs).resolve(name);
    }

    private static Path states(Path runs) throws IOException {
        return Files.createDirectories(runs.resolve("states"));
    }

    private interface Reader {
        String read(Path file) throws IOException;
    }

    /** Files of tens of megabytes are not read again as long as their size and time are the same. */
    private static String once(Path file, Reader reader) throws IOException {
        String key = file.toRealPath() + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
        String known = KNOWN.get(key);
        if (known == null) {
            known = reader.read(file);
            KNOWN.put(key, known);
        }
        return known;
    }

    private static String hash(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String version(Path qemu) throws IOException {
        Process process = new ProcessBuilder(qemu.toString(), "--version").redirectErrorStream(true).start();
        Processes.bound(process, LIMIT);
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Saves a machine that is READY, and ends it. The folder appears as a whole or not at all. */
    static void save(Path socket, Process process, Path run, Path folder) throws IOException {
        Path part = Files.createTempDirectory(run, "state");
        try (Qmp qmp = Qmp.connect(socket)) {
            JsonObject fast = new JsonObject();
            fast.addProperty("max-bandwidth", 1L << 40);
            qmp.execute("migrate-set-parameters", fast);
            JsonObject where = new JsonObject();
            where.addProperty("uri", "file:" + run.relativize(part.resolve(MEMORY)));
            qmp.execute("migrate", where);
            await(qmp);
            qmp.execute("quit");
        }
        if (!exited(process)) {
            throw new IOException("QEMU does not quit");
        }
        if (Files.exists(run.resolve(Machine.SWAP))) {
            Files.move(run.resolve(Machine.SWAP), part.resolve(Machine.SWAP));
        }
        try {
            Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            delete(part);
        }
    }

    /** States are 50 MB and more, and there is one for every version of the agent. */
    static void forgetOldest(Path runs) throws IOException {
        try (Stream<Path> all = Files.list(states(runs))) {
            Comparator<Path> age = Comparator.comparingLong(state -> state.toFile().lastModified());
            for (Path old : all.sorted(age.reversed()).skip(KEPT).toList()) {
                delete(old);
            }
        }
    }

    /** Keeps it from being forgotten. */
    static void used(Path folder) throws IOException {
        Files.setLastModifiedTime(folder, FileTime.fromMillis(System.currentTimeMillis()));
    }

    private static void await(Qmp qmp) throws IOException {
        long end = System.nanoTime() + LIMIT.toNanos();
        JsonPrimitive completed = new JsonPrimitive("completed");
        JsonPrimitive failed = new JsonPrimitive("failed");
        for (JsonObject at = qmp.execute("query-migrate"); !completed.equals(at.get("status")); ) {
            if (failed.equals(at.get("status")) || System.nanoTime() > end) {
                throw new IOException("QEMU does not save the machine: " + at);
            }
            pause();
            at = qmp.execute("query-migrate");
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static boolean exited(Process process) throws IOException {
        try {
            return process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
