package dev.pagetwin.checker.kernel.fetch;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.checkerframework.checker.nullness.qual.Nullable;

/** A program of the host's, run to its end in bounded time; it is ended by its process id, whatever happens. */
final class Program {
    private final List<String> command;
    private final Map<String, String> environment = new HashMap<>(Map.of("LC_ALL", "C"));
    private @Nullable Path folder;

    Program(List<String> command) {
        this.command = List.copyOf(command);
    }

    Program(String... command) {
        this(List.of(command));
    }

    Program with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Program in(Path where) {
        folder = where;
        return this;
    }

    /** What the program said, and its exit code. */
    record Said(int code, String out, String err) {
        boolean well() {
            return code == 0;
        }

        /** The last line in which the program complains: apt's first "E:", else whatever it said last. */
        String complaint() {
            List<String> lines = (out + "\n" + err).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
            return lines.stream()
                    .filter(line -> line.startsWith("E: ") || line.contains("error: "))
                    .findFirst()
                    .map(line -> line.replaceFirst("^E: ", "")
                            .replaceFirst("\\.( Updates for .*)?$", "")
                            .replaceAll("\\s+", " "))
                    .orElse(lines.isEmpty() ? "exit code " + code : lines.get(lines.size() - 1));
        }
    }

    /** Runs it; output goes through files in {@code scratch}, so that no pipe can fill up. */
    Said run(Path scratch, Duration limit) {
        try {
            Files.createDirectories(scratch);
            Path out = Files.createTempFile(scratch, "out", null);
            Path err = Files.createTempFile(scratch, "err", null);
            try {
                int code = run(out, err, limit);
                return new Said(code, text(out), text(err));
            } finally {
                Files.deleteIfExists(out);
                Files.deleteIfExists(err);
            }
        } catch (IOException e) {
            throw new SetupException(command.get(0) + ": cannot be run, " + e.getMessage(), e);
        }
    }

    private int run(Path out, Path err, Duration limit) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command));
        builder.environment().putAll(environment);
        if (folder != null) {
            builder.directory(folder.toFile());
        }
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        Process process = builder.start();
        Thread ender = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(ender);
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SetupException(command.get(0) + ": no end within " + limit.toSeconds() + " s");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SetupException(command.get(0) + ": interrupted", e);
        } finally {
            process.destroyForcibly();
            forget(ender);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook has run or will.
            return;
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a program is on the user's PATH, or null. */
    static @Nullable Path onPath(String name) {
        String path = System.getenv("PATH");
        for (String folder : (path == null ? "" : path).split(":")) {
            Path file = Path.of(folder.isEmpty() ? "." : folder, name);
            if (Files.isExecutable(file) && !Files.isDirectory(file)) {
                return file.toAbsolutePath();
            }
        }
        return null;
    }
}
