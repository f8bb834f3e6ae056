package dev.pagetwin.checker.search.explore;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The part of one level's queue that memory does not hold: one file, gone with the level, in no checkpoint. */
final class Spill {
    private final Folder folder;
    private final String name;
    private @Nullable FileChannel channel;
    private long length;

    Spill(Folder folder) {
        this.folder = folder;
        this.name = folder.newTemporary();
    }

    /** Writes words; answers where they are. */
    long append(long[] words, int n) throws IOException {
        FileChannel file;
        long at;
        synchronized (this) {
            file = open();
            folder.reserve(8L * n);
            at = length;
            length += 8L * n;
        }
        ByteBuffer bytes = ByteBuffer.allocate(8 * n).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(words, 0, n);
        try {
            for (long to = at; bytes.hasRemaining(); ) {
                to += file.write(bytes, to);
            }
        } catch (IOException e) {
            throw new LimitException("the disk takes no more", e);
        }
        return at;
    }

    private FileChannel open() throws IOException {
        FileChannel file = channel;
        if (file == null) {
            file = FileChannel.open(folder.file(name), StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING, LinkOption.NOFOLLOW_LINKS);
            channel = file;
        }
        return file;
    }

    void read(long at, long[] words, int n) throws IOException {
        FileChannel file;
        synchronized (this) {
            file = open();
        }
        ByteBuffer bytes = ByteBuffer.allocate(8 * n).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            int got = file.read(bytes, at + bytes.position());
            if (got < 0) {
                throw new EOFException("the queue on disk is too short");
            }
        }
        bytes.flip().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words, 0, n);
    }

    /** Deletes the file. */
    synchronized void drop() throws IOException {
        FileChannel file = channel;
        if (file != null) {
            file.close();
            channel = null;
            folder.delete(name);
        }
    }
}
