package dev.pagetwin.checker.search.explore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** Writes words and bytes to a file, with a checksum of all of them, and has them on the disk before they count. */
final class Output implements AutoCloseable {
    static final int BUFFER = 1 << 16;

    private final Folder folder;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C checksum;
    private long length;

    /** A new file. */
    Output(Folder folder, String name) throws IOException {
        this(folder, name, 0, new CRC32C());
    }

    /** Goes on with a file after so many bytes, whose checksum so far is given and kept up. */
    Output(Folder folder, String name, long length, CRC32C checksum) throws IOException {
        this.folder = folder;
        this.length = length;
        this.checksum = checksum;
        this.channel = FileChannel.open(folder.file(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        channel.truncate(length);
        channel.position(length);
    }

    void put(long word) throws IOException {
        if (buffer.remaining() < Long.BYTES) {
            flush();
        }
        buffer.putLong(word);
    }

    void put(long[] words, int from, int n) throws IOException {
        for (int i = from; i < from + n; i++) {
            put(words[i]);
        }
    }

    void put(byte[] bytes, int n) throws IOException {
        for (int at = 0; at < n; ) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int part = Math.min(n - at, buffer.remaining());
            buffer.put(bytes, at, part);
            at += part;
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        folder.reserve(buffer.remaining());
        length += buffer.remaining();
        checksum.update(buffer.duplicate());
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw new LimitException("the disk takes no more", e);
        }
        buffer.clear();
    }

    /** Forces all of it to the disk. */
    void finish() throws IOException {
        flush();
        try {
            channel.force(true);
        } catch (IOException e) {
            throw new LimitException("the disk takes no more", e);
        }
    }

    long length() {
        return length;
    }

    long checksum() {
        return checksum.getValue();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
