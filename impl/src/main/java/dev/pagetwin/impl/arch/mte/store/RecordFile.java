package dev.pagetwin.impl.arch.mte.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.checkerframework.checker.nullness.qual.Nullable;

/** A file of records of one size, each known by its place. It is made when it is first written, and nobody else sees it. */
public class RecordFile implements Closeable {
    private final int tagBytes;
    private final ByteBuffer buffer;
    private @Nullable FileChannel channel;

    /** @param tagBytes the size of a record */
    public RecordFile(int tagBytes) {
        this.tagBytes = tagBytes;
        this.buffer = ByteBuffer.allocateDirect(tagBytes);
    }

    private FileChannel channel() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            Path path = Files.createTempFile("pagetwin-tags", null);
            open = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            channel = open;
        }
        return open;
    }

    /** Writes a record to its place. */
    public void write(long place, byte[] record) throws IOException {
        buffer.clear().put(record, 0, tagBytes).flip();
        long at = place * tagBytes;
        while (buffer.hasRemaining()) {
            at += channel().write(buffer, at);
        }
    }

    /** Reads the record at a place that was written. */
    public void read(long place, byte[] recordOut) throws IOException {
        buffer.clear();
        long at = place * tagBytes;
        while (buffer.hasRemaining()) {
            int n = channel().read(buffer, at);
            if (n < 0) {
                throw new IOException("the file of tag records ends at byte " + at);
            }
            at += n;
        }
        buffer.flip().get(recordOut, 0, tagBytes);
    }

    /** No record is needed any more. */
    public void clear() throws IOException {
        if (channel != null) {
            channel.truncate(0);
        }
    }

    /** How long the file is. */
    public long length() throws IOException {
        return channel == null ? 0 : channel.size();
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }
}
