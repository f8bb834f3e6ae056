package dev.pagetwin.checker.search.explore;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The folder of a run: its checkpoint, and what memory did not hold. Counts the bytes in it against a limit. No file in
 * it is opened through a link, which could lead out of it.
 */
final class Folder {
    private static final String LOCK = "lock";
    private static final String TEMPORARY = ".tmp";

    private final Room room;
    private final AtomicInteger names = new AtomicInteger();
    private @Nullable Path path;
    private @Nullable FileChannel lockChannel;
    private boolean temporary;

    Folder(long limit) {
        this.room = new Room(limit);
    }

    boolean isOpen() {
        return path != null;
    }

    /** Makes a folder that goes with the run, below that one or where the system has such folders. */
    void openTemporary(@Nullable Path work) throws IOException {
        temporary = true;
        String prefix = "pagetwin-explore-";
        open(work == null
                ? Files.createTempDirectory(prefix)
                : Files.createTempDirectory(Files.createDirectories(work), prefix));
    }

    /** @throws CheckpointException if another run uses the folder */
    void open(Path wanted) throws IOException {
        Files.createDirectories(wanted);
        FileChannel channel = FileChannel.open(
                wanted.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        if (lock(channel) == null) {
            channel.close();
            throw new CheckpointException(wanted + " is in use by another run");
        }
        lockChannel = channel;
        path = wanted;
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    Path path() {
        Path opened = path;
        if (opened == null) {
            throw new IllegalStateException("no folder is open");
        }
        return opened;
    }

    Path file(String name) {
        return path().resolve(name);
    }

    boolean has(String name) {
        return Files.exists(file(name));
    }

    long used() {
        return room.used();
    }

    /** Counts bytes that are about to be written. */
    void reserve(long bytes) throws LimitException {
        if (!room.take(bytes)) {
            throw new LimitException("the disk limit of " + room.limit() + " bytes is reached");
        }
    }

    /** Counts bytes that are on the disk already. */
    void found(long bytes) {
        room.add(bytes);
    }

    void release(long bytes) {
        room.add(-bytes);
    }

    String newTemporary() {
        return "file-" + names.incrementAndGet() + TEMPORARY;
    }

    /** Gives a finished file its name. It is either wholly there or not at all. */
    void publish(String temporary, String name) throws IOException {
        Files.move(file(temporary), file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void delete(String name) throws IOException {
        long bytes = has(name) ? Files.size(file(name)) : 0;
        Files.deleteIfExists(file(name));
        release(bytes);
    }

    /** Makes names durable; where a folder cannot be synced, as durable as the system makes them. */
    void sync() {
        try (FileChannel folder = FileChannel.open(path(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            // Nothing more can be done, and nothing is lost: files are checked before they are believed.
        }
    }

    /** Deletes all files but those named. */
    void keepOnly(Set<String> names) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path())) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (!names.contains(name) && isOurs(name)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static boolean isOurs(String name) {
        return name.endsWith(TEMPORARY) || name.startsWith("keys-") || name.startsWith("frontier-");
    }

    /** Closes it; a temporary one that nobody will resume is deleted with all that the run put there. */
    void close(boolean keep) throws IOException {
        FileChannel channel = lockChannel;
        if (channel != null) {
            channel.close();
        }
        if (temporary && !keep) {
            keepOnly(Set.of());
            for (String name : new String[] {Checkpoint.MANIFEST, LinkFile.NAME, LOCK}) {
                Files.deleteIfExists(file(name));
            }
            Files.deleteIfExists(path());
        }
    }
}
