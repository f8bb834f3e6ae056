package dev.pagetwin.checker.kernel.machine;

import dev.pagetwin.checker.kernel.fetch.KernelCache;
import dev.pagetwin.checker.kernel.fetch.KernelImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * One running kernel with the agent in it. A guest is one thread's at a time; several guests may run side by side.
 *
 * <p>The process is ended, by its id, by {@link #close}, when its time is over, and when the JVM ends.
 */
public final class Guest implements AutoCloseable {
    private final Process process;
    private final Console console;
    private final Path run;
    private final Patience patience;

    private Guest(Process process, Path run, Patience patience) {
        this.process = process;
        this.run = run;
        this.patience = patience;
        this.console = Console.of(process.getInputStream(), process.getOutputStream(), "guest " + process.pid());
    }

    /** A fresh boot, up to where the agent is ready. The limit is for the guest's whole life. */
    public static Guest boot(KernelCache cache, KernelImage image, SwapDevice swap, Duration limit)
            throws GuestException {
        try {
            Machine machine = new Machine(cache.qemu(), image, swap);
            byte[] initramfs = Initramfs.of(cache.agent(), image.modules());
            return boot(cache.runs(), machine, initramfs, Patience.within(limit), List.of());
        } catch (IOException e) {
            throw new GuestException(image.name() + " cannot be started: " + e, e);
        }
    }

    /**
     * The same machine at the same point, from a file. The first call for a kernel, an agent, a QEMU and a device boots
     * and saves; {@code cache.runs()} has it from then on.
     */
    public static Guest start(KernelCache cache, KernelImage image, SwapDevice swap, Duration limit)
            throws GuestException {
        try {
            Machine machine = new Machine(cache.qemu(), image, swap);
            byte[] initramfs = Initramfs.of(cache.agent(), image.modules());
            Path state = SavedState.folder(cache.runs(), machine, initramfs);
            boolean saved = !saveOnce(cache.runs(), machine, initramfs, state);
            try {
                return resume(cache.runs(), machine, state, Patience.within(limit));
            } catch (GuestException e) {
                if (!saved) {
                    throw e;
                }
                // An old file may have been damaged since it was written.
                SavedState.delete(state);
                saveOnce(cache.runs(), machine, initramfs, state);
                return resume(cache.runs(), machine, state, Patience.within(limit));
            }
        } catch (IOException e) {
            throw new GuestException(image.name() + " cannot be started: " + e, e);
        }
    }

    static Guest boot(Path runs, Machine machine, byte[] initramfs, Patience patience, List<String> more)
            throws IOException, GuestException {
        Path run = newRun(runs);
        Files.write(run.resolve(Machine.INITRAMFS), initramfs);
        if (machine.swap() == SwapDevice.VIRTIO) {
            try (RandomAccessFile swap = new RandomAccessFile(run.resolve(Machine.SWAP).toFile(), "rw")) {
                swap.setLength(Machine.SWAP_BYTES);
            }
        }
        Guest guest = launch(machine, run, patience, more);
        try {
            String line = guest.console.await(Guest::ready, "boot", patience.boot());
            if (!line.equals("READY")) {
                throw guest.console.lost("has a kernel that lacks something: " + line);
            }
            return guest;
        } catch (GuestException e) {
            guest.close();
            throw e;
        }
    }

    private static boolean ready(String line) {
        return line.equals("READY") || line.startsWith("FAILED ");
    }

    /** Whether it had to be made; one at a time, so that no two threads make the same. */
    private static synchronized boolean saveOnce(Path runs, Machine machine, byte[] initramfs, Path state)
            throws IOException, GuestException {
        boolean missing = !Files.isDirectory(state);
        if (missing) {
            save(runs, machine, initramfs, state);
            SavedState.forgetOldest(runs);
        }
        SavedState.used(state);
        return missing;
    }

    private static void save(Path runs, Machine machine, byte[] initramfs, Path state)
            throws IOException, GuestException {
        // A UNIX socket's path is short, and a cache's may not be.
        Path folder = Files.createTempDirectory("pagetwin");
        Path socket = folder.resolve("qmp");
        List<String> more = List.of("-qmp", "unix:" + socket + ",server=on,wait=off");
        try (Guest guest = boot(runs, machine, initramfs, Patience.within(SavedState.LIMIT), more)) {
            SavedState.save(socket, guest.process, guest.run, state);
        } finally {
            SavedState.delete(folder);
        }
    }

    static Guest resume(Path runs, Machine machine, Path state, Patience patience)
            throws IOException, GuestException {
        Path run = newRun(runs);
        Files.createFile(run.resolve(Machine.INITRAMFS));
        if (machine.swap() == SwapDevice.VIRTIO) {
            Files.copy(state.resolve(Machine.SWAP), run.resolve(Machine.SWAP));
        }
        Path memory = run.relativize(state.toAbsolutePath().resolve(SavedState.MEMORY));
        Guest guest = launch(machine, run, patience, List.of("-incoming", "file:" + memory));
        try {
            guest.awaitResumed();
            return guest;
        } catch (GuestException e) {
            guest.close();
            throw e;
        }
    }

    /** What is sent before the machine runs may be lost or cut, so one line is sent until it comes through. */
    private void awaitResumed() throws GuestException {
        long end = System.nanoTime() + patience.resume().toNanos();
        while (System.nanoTime() < end) {
            console.send("\n#0 hello\n");
            String line = console.poll(one -> one.startsWith("@0 "), patience.again());
            if (line != null) {
                return;
            }
        }
        throw console.lost("did not resume in " + patience.resume().toMillis() / 1000.0 + " s");
    }

    private static Path newRun(Path runs) throws IOException {
        return Files.createTempDirectory(Files.createDirectories(runs), "run").toAbsolutePath();
    }

    private static Guest launch(Machine machine, Path run, Patience patience, List<String> more) throws IOException {
        Process process = new ProcessBuilder(machine.command(more))
                .directory(run.toFile())
                .redirectErrorStream(true)
                .start();
        Processes.bound(process, patience.life());
        return new Guest(process, run, patience);
    }

    /**
     * Sends one line of commands and returns the line that answers it.
     *
     * @throws GuestException if the guest is gone or gives no answer in time; it is of no use after that
     */
    public String ask(String command) throws GuestException {
        return console.ask(command, patience.answer());
    }

    /** Sends commands in one line; their replies, in order. */
    public List<Reply> ask(List<String> commands) throws GuestException {
        return Reply.all(ask(String.join(" ; ", commands)));
    }

    /** What the guest's kernel, or QEMU, printed last, the oldest line first. */
    public List<String> console() {
        return console.said();
    }

    /** The process id of QEMU. */
    public long pid() {
        return process.pid();
    }

    /** Ends QEMU and deletes the files of the run. */
    @Override
    public void close() {
        Processes.kill(process);
        boolean interrupted = false;
        @Nullable IOException left = null;
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        try {
            SavedState.delete(run);
        } catch (IOException e) {
            left = e;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (left != null) {
            throw new UncheckedIOException("files of a guest are left", left);
        }
    }
}
