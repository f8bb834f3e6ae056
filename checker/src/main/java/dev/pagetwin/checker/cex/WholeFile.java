package dev.pagetwin.checker.cex;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes files whole. */
public final class WholeFile {
    private static final AtomicLong TEMPORARY = new AtomicLong();
    private static final String ENDING = ".tmp";
    private static final Pattern UNIQUE = Pattern.compile("([0-9]{1,18})-[0-9]+\\" + ENDING);

    /** Those that are being written: a program that is ended meanwhile takes them with it. */
    private static final Set<Path> UNFINISHED = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> UNFINISHED.forEach(WholeFile::drop), "files end"));
    }

    private WholeFile() {}

    /** Writes the file, and its folder if there is none; who reads it meanwhile sees the old or the new one, whole. */
    public static void write(Path file, byte[] bytes) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent();
        if (folder == null) {
            throw new IOException(file + " is not a file's name");
        }
        Files.createDirectories(folder);
        String prefix = "." + absolute.getFileName() + ".";
        removeLeft(folder, prefix);
        String unique = ProcessHandle.current().pid() + "-" + TEMPORARY.incrementAndGet();
        Path temporary = folder.resolve(prefix + unique + ENDING);
        UNFINISHED.add(temporary);
        try {
            Files.write(temporary, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            replace(temporary, absolute);
        } finally {
            drop(temporary);
            UNFINISHED.remove(temporary);
        }
    }

    /** Removes what processes that are gone have left of this file. */
    private static void removeLeft(Path folder, String prefix) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, entry -> {
            String name = String.valueOf(entry.getFileName());
            return name.startsWith(prefix) && isLeft(name.substring(prefix.length()));
        })) {
            all.forEach(WholeFile::drop);
        } catch (IOException | DirectoryIteratorException e) {
            // It is in nobody's way.
        }
    }

    /** Whether the rest of a temporary file's name is that of a process that is gone. */
    private static boolean isLeft(String rest) {
        Matcher matcher = UNIQUE.matcher(rest);
        return matcher.matches() && ProcessHandle.of(Long.parseLong(String.valueOf(matcher.group(1)))).isEmpty();
    }

    private static void drop(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // The next one that writes the file removes it.
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
