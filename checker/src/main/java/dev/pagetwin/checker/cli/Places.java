package dev.pagetwin.checker.cli;

import dev.pagetwin.checker.cex.Counterexamples;
import dev.pagetwin.checker.cex.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Files and folders, and what is wrong with them in words. */
final class Places {
    private Places() {}

    /** The folder of committed counterexamples: where the launcher says the project is, else here. */
    static Path counterexamples() {
        return Path.of(System.getProperty("pagetwin.root", ""), "counterexamples").normalize();
    }

    /** The files that a command's arguments mean: a folder means every counterexample below it, in order. */
    static List<Path> files(List<Path> arguments) {
        List<Path> files = new ArrayList<>();
        for (Path argument : arguments) {
            if (Files.isDirectory(argument)) {
                files.addAll(below(argument));
            } else {
                files.add(argument);
            }
        }
        return files.stream().distinct().toList();
    }

    /** Every counterexample below a folder, in order; at least one. */
    static List<Path> below(Path folder) {
        if (!Files.isDirectory(folder)) {
            String found = Files.exists(folder) ? "a file" : "nothing";
            throw new BadInput(folder + ": found " + found + ", expected a folder of counterexamples");
        }
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> files = all.filter(file -> file.toString().endsWith(Counterexamples.ENDING))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new BadInput(folder + ": found no " + Counterexamples.ENDING + " file, expected at least one");
            }
            return files;
        } catch (IOException e) {
            throw new BadInput(folder + ": cannot be read, " + words(e));
        } catch (UncheckedIOException e) {
            throw new BadInput(folder + ": cannot be read, " + words(new IOException(e.getCause())));
        }
    }

    /** Complains now about a folder that could not be written to later; it need not exist yet. */
    static void checkWritable(Path folder) {
        Path existing = folder.toAbsolutePath();
        while (!Files.exists(existing)) {
            Path parent = existing.getParent();
            if (parent == null) {
                break;
            }
            existing = parent;
        }
        if (!Files.isDirectory(existing)) {
            throw new BadInput(folder + ": cannot be written to, " + existing + " is not a folder");
        }
        if (!Files.isWritable(existing)) {
            throw new BadInput(folder + ": cannot be written to, permission denied");
        }
    }

    /** Complains now about a file that could not be written later; its folder need not exist yet. */
    static void checkFile(String option, @Nullable Path file) {
        if (file != null && Files.isDirectory(file)) {
            throw new BadInput(option + " " + file + ": found a folder, expected the name of a file");
        }
        Path folder = file == null ? null : file.toAbsolutePath().getParent();
        if (folder != null) {
            checkWritable(folder);
        }
    }

    /** Writes a text whole, or complains and leaves what was there. */
    static void write(Path file, String text) {
        try {
            WholeFile.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new BadInput(file + ": cannot be written, " + words(e));
        }
    }

    /** What went wrong, without the name of the file. */
    static String words(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NotDirectoryException || e instanceof FileAlreadyExistsException) {
            return "a file is in the way";
        }
        String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason.toLowerCase(Locale.ROOT);
    }
}
