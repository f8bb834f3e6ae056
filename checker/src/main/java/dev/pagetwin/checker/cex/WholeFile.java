package dev.pagetwin.checker.cex;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/** Writes files whole. */
public final class WholeFile {
    private static final AtomicLong TEMPORARY = new AtomicLong();

    private WholeFile() {}

    /** Writes the file, and its folder if there is none; who reads it meanwhile sees the old or the new one, whole. */
    public static void write(Path file, byte[] bytes) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent();
        if (folder == null) {
            throw new IOException(file + " is not a file's name");
        }
        Files.createDirectories(folder);
        String unique = ProcessHandle.current().pid() + "-" + TEMPORARY.incrementAndGet();
        Path temporary = folder.resolve("." + absolute.getFileName() + "." + unique + ".tmp");
        try {
            Files.write(temporary, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            replace(temporary, absolute);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void replace(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
