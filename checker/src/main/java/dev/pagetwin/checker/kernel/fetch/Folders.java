package dev.pagetwin.checker.kernel.fetch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Folders as wholes: what is there is complete, or is not there. */
final class Folders {
    private Folders() {}

    /** Work that may fail on a file. */
    @FunctionalInterface
    interface Work {
        /** Fills the folder. */
        void fill(Path folder) throws IOException;
    }

    /** Fills a temporary folder beside {@code folder} and then moves it there, replacing what was there. */
    static void whole(Path folder, Work work) {
        Path parent = parent(folder);
        try {
            Files.createDirectories(parent);
            Path temporary = Files.createTempDirectory(parent, ".new-");
            try {
                work.fill(temporary);
                Files.setPosixFilePermissions(temporary, Files.getPosixFilePermissions(parent));
                delete(folder);
                Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                delete(temporary);
            }
        } catch (IOException e) {
            throw failed(folder, e);
        } catch (UncheckedIOException e) {
            throw failed(folder, new IOException(e.getCause()));
        }
    }

    /** Works in a folder of its own below {@code scratch}, which is gone afterwards. */
    static void beside(Path scratch, Work work) {
        try {
            Files.createDirectories(scratch);
            Path temporary = Files.createTempDirectory(scratch, "work-");
            try {
                work.fill(temporary);
            } finally {
                delete(temporary);
            }
        } catch (IOException e) {
            throw failed(scratch, e);
        }
    }

    static SetupException failed(Path path, IOException e) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new SetupException(path + ": cannot be written, " + reason, e);
    }

    static Path parent(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null) {
            throw new SetupException(path + ": found the root folder, expected a folder in one");
        }
        return parent;
    }

    static String name(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }

    /** Deletes a folder and all in it, if it is there; links are not followed. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path done, @Nullable IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.delete(done);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Every file below a folder, in the order of their names; nothing if there is no such folder. */
    static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folders in a folder whose names do not begin with a dot, by name. */
    static List<Path> folders(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isDirectory)
                    .filter(one -> !name(one).startsWith("."))
                    .sorted(Comparator.comparing(Folders::name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many bytes the files below a folder have; those that have two names are counted once a name. */
    static long size(Path folder) {
        return files(folder).stream().filter(file -> !Files.isSymbolicLink(file)).mapToLong(Folders::length).sum();
    }

    static long length(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A size for people. */
    static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
